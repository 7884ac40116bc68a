"""Edition: prepare, publish, compare and restore what the atlas shows (docs/adr/0012)."""
