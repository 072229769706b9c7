"""What a configuration is read from: files, and patterns of their names."""

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

Pattern: TypeAlias = tuple[Path, str]
"""A pattern of names, and the folder it is relative to."""


@dataclass(slots=True)
class Reads:
    """The files that loading asked for, found or not, and the patterns it matched.

    A pattern goes with the folder it is relative to, and has the paths that it matched;
    reading began at so many nanoseconds of Unix time.
    """

    files: set[Path] = field(default_factory=set[Path])
    patterns: dict[Pattern, tuple[Path, ...]] = field(
        default_factory=dict[Pattern, tuple[Path, ...]]
    )
    began: int = field(default_factory=time.time_ns)
