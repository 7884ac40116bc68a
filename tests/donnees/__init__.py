"""Invented data for the tests: a small awkward region, and cells that break careless programs."""

from pathlib import Path

REGION = Path(__file__).parent / "region"

ANNEE = 2026
"""The current year, for what must not be later."""
