"""Paths into an answer, compiled: keys, indexes, and elements told by what they hold."""

from dataclasses import dataclass
from typing import TypeAlias

from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Pick:
    """The first element of a list in which the text at a path is this one.

    An object alone is a list of one. Texts compare as in a Condition.
    """

    path: "Path"
    text: str

    @override
    def __str__(self) -> str:
        return f"({written(self.path)}={self.text})"


Path: TypeAlias = tuple[str | int | Pick, ...]
"""() is the value itself."""


def written(path: Path) -> str:
    """Write a path as the file does."""
    return ".".join(
        f'"{one}"' if isinstance(one, str) and "." in one else str(one) for one in path
    )
