"""Steps of the construction of data/geo, run by scripts/build_geo.py."""
