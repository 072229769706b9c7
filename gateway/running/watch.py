"""Whether the files of a configuration have changed since they were last looked at."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from gateway.config.reads import Pattern, Reads

Look: TypeAlias = dict[str, tuple[object, ...]]
"""What files, and the names that patterns match, look like from outside."""


def look(reads: Reads, besides: Iterable[Path] = ()) -> Look:
    """Look at files, following links, and at the names that patterns match.

    A file that was replaced looks different, and so does one that came or went:
    mounted configurations are often a link that is turned to another folder.
    """
    found: Look = {str(path): _file(path) for path in (*reads.files, *besides)}
    for pattern in reads.patterns:
        found[_label(pattern)] = _names(*pattern)
    return found


def moved(before: Look, after: Look) -> bool:
    """Tell whether anything that was looked at both times has changed."""
    return any(one != after[name] for name, one in before.items() if name in after)


def written_since(before: Look, after: Look, moment: int) -> bool:
    """Tell whether a file that was not looked at before was written since a moment.

    `moment` is in nanoseconds of Unix time.
    """
    return any(
        isinstance(stamp, int) and stamp >= moment
        for name, one in after.items()
        if name not in before
        for stamp in one[2:3]
    )


def came(reads: Reads, after: Look) -> bool:
    """Tell whether a pattern matches other names than those it matched when it was read."""
    return any(
        after[_label(pattern)] != _sorted(found)
        for pattern, found in reads.patterns.items()
    )


def _label(pattern: Pattern) -> str:
    folder, names = pattern
    return f"{folder}: {names}"


def _sorted(found: Iterable[Path]) -> tuple[object, ...]:
    return tuple(sorted(map(os.fspath, found)))


def _file(path: Path) -> tuple[object, ...]:
    try:
        found = path.stat()
    except OSError as error:
        return (error.errno,)
    return (found.st_ino, found.st_dev, found.st_mtime_ns, found.st_size)


def _names(folder: Path, pattern: str) -> tuple[object, ...]:
    try:
        return _sorted(folder.glob(pattern))
    except OSError as error:
        return (error.errno,)
