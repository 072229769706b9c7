"""What a configuration is read from: files, and patterns of their names."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Reads:
    """The files that loading asked for, found or not, and the patterns it matched.

    A pattern goes with the folder it is relative to.
    """

    files: set[Path] = field(default_factory=set[Path])
    patterns: set[tuple[Path, str]] = field(default_factory=set[tuple[Path, str]])
