"""Listes: rows kept elsewhere (structures, guichets; ours, data·inclusion, SIAE) read into rows of a table."""
