"""Validation rules: one small function each, listed in :mod:`clauses.domain.validation`."""
