"""Imports: steps common to every imported file: titles, cells, places, correspondances, changes.

``clauses.domain.suivi`` adds up follow-up files, ``clauses.domain.liste_structures`` reads lists of structures.
"""
