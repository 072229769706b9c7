"""The steps of `shape`: from the selected part of an answer to rows.

Each is a function from value to value that changes nothing it was given, since
an answer is shared. Null stays null, and what is Unreadable stays so.
"""

from gateway.connectors.shapers.compiler import compile_shapers

__all__ = ["compile_shapers"]
