"""Evolution: what becomes of a table between two states: merged with another change, judged, and its effect."""
