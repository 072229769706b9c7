"""Sections to the frozen types of `model.py`, a theme a file."""
