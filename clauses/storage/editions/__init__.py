"""Editions: what was published, kept whole in ``editions/`` of the data folder (docs/adr/0012)."""
