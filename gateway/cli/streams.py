"""The streams that every program has, also where whoever started it closed them.

Python has none then, and what is opened next takes their number: a line for stderr would go
to a client's connection.
"""

import os
import sys
from typing import Final, TextIO

_NAMES: Final = ("stdin", "stdout", "stderr")


def opened() -> None:
    """Open each that is closed, to nowhere; called before anything else is opened."""
    for number, name in enumerate(_NAMES):
        try:
            os.fstat(number)
        except OSError:
            file = os.open(os.devnull, os.O_RDWR)  # the lowest number that is free
            os.set_inheritable(file, True)  # noqa: FBT003 - by position alone; for workers, too
            setattr(sys, name, _stream(file, name))


def _stream(file: int, name: str) -> TextIO:
    return os.fdopen(file, "r" if name == "stdin" else "w", closefd=False)
