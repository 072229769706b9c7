"""Decoding a body into rows of JSON's kind, whatever it was written in.

Whatever comes out is what a JSON body could have been: objects, lists, texts,
numbers, booleans, null, and Unreadable for what has no value. Paths, readers and
shapers need not know what the body was.
"""

from gateway.connectors.formats.compiler import Decode, compile_format

__all__ = ["Decode", "compile_format"]
