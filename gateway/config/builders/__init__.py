"""Sections to the frozen types of `model/`, a theme a file."""
