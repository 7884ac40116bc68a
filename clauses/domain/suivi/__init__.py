"""Suivi: the follow-up file of a guichet (one row per contract, person or month) summed up into figures of hours."""
