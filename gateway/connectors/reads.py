"""Which paths of a row a reading looks at."""

import re
from collections.abc import Iterator
from typing import Final

from gateway.config.kinds import Wrong
from gateway.config.model import Reading
from gateway.config.paths import parse_path
from gateway.config.steps import Path
from gateway.config.templates import pieces

_ROOT: Final = re.compile(r"[A-Za-z_]\w*|\"[^\"]+\"")


def paths_of(reading: Reading) -> Iterator[Path]:
    """Yield the paths of a reading: its own, and those of its template."""
    yield from (*reading.paths, *reading.date)
    for piece in pieces(reading.template or ""):
        if not isinstance(piece, Wrong) and piece.placeholder:
            path = parse_path(piece.text)
            if not isinstance(path, Wrong):
                yield path


def names_in(expression: str) -> frozenset[str]:
    """Return every name that stands in a JMESPath expression."""
    return frozenset(one.strip('"') for one in _ROOT.findall(expression))
