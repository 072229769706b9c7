"""Credentials at work: one kind a file, none of which knows another.

Loaded only where a connector has credentials. `sender.py` tells the story of a
call, `compiler.py` chooses the kinds, `explain.py` shows what they would do.
"""
