"""Readers: how raw values of an answer become values of the graph."""

from gateway.connectors.readers.compiler import (
    compile_constant,
    compile_reader,
    passes,
    problem_in_reader,
)
from gateway.connectors.readers.stages import Read
from gateway.connectors.value import BadValue

__all__ = [
    "BadValue",
    "Read",
    "compile_constant",
    "compile_reader",
    "passes",
    "problem_in_reader",
]
