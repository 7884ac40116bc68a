"""Imports: what is common to every imported file: descriptions, correspondances, titles, cells, places.

``clauses.domain.suivi`` adds up follow-up files, ``clauses.domain.listes`` reads lists of structures and of guichets.
"""
