"""Evolution: change of a table between two states: three-way merge, checks, effect on the coverage."""
