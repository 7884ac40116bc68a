"""Imports: what a file brought by someone needs, whatever it is about: titles, cells, places, correspondances, changes.

``clauses.domain.suivi`` adds up follow-up files, ``clauses.domain.liste_structures`` reads lists of structures.
"""
