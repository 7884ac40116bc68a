"""Liste de structures: a list kept elsewhere (ours, data·inclusion, SIAE) read into rows of the table."""
