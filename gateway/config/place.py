"""Where something stands in the configuration, and text that remembers it."""

from dataclasses import dataclass
from typing import Self

from typing_extensions import override


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file: the file's path as shown, line and column from 1."""

    file: str
    line: int
    column: int

    @override
    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Place("<bawaan>", 1, 1)


class Word(str):
    """A scalar of the configuration, as written, with its place.

    It compares and hashes as the plain text, so a `Word` and a `str` are
    interchangeable as keys.
    """

    __slots__ = ("at",)
    at: Place

    def __new__(cls, text: str, at: Place = NOWHERE) -> Self:
        """Make a word of `text` that stands at `at`."""
        word = super().__new__(cls, text)
        word.at = at
        return word
