"""Performance targets, each measured against a reference built here and run in the same minutes."""
