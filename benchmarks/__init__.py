"""Figures to reach, measured: each against a reference built here and run in the same minutes."""
