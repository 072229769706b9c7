"""Writers: how argument values are judged and become upstream text."""

from gateway.connectors.writers.argument import Write, compile_whole, compile_writer
from gateway.connectors.writers.inputs import parse_input
from gateway.connectors.writers.validation import compile_validation

__all__ = [
    "Write",
    "compile_validation",
    "compile_whole",
    "compile_writer",
    "parse_input",
]
