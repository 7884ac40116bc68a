"""Imports: a file that someone brings, read whatever its columns are; correspondances and answers kept."""
