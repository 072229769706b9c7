"""Readers: how raw values of an answer become values of the graph."""

from gateway.connectors.readers.column import ReadColumn, compile_column
from gateway.connectors.readers.compiler import (
    TEXTS,
    compile_constant,
    compile_reader,
    passes,
    problem_in_reader,
    tokens_of,
)
from gateway.connectors.readers.effort import Effort
from gateway.connectors.readers.stages import Read
from gateway.connectors.value import BadValue

__all__ = [
    "TEXTS",
    "BadValue",
    "Effort",
    "Read",
    "ReadColumn",
    "compile_column",
    "compile_constant",
    "compile_reader",
    "passes",
    "problem_in_reader",
    "tokens_of",
]
