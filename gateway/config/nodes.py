"""Positioned YAML nodes: source text with its place, not yet typed."""

from typing import NamedTuple, TypeAlias

from typing_extensions import override

from gateway.config.place import Place, Word


class Hidden(Word):
    """A word filled in from the environment: its `repr` shows only the reference."""

    written: str

    @override
    def __repr__(self) -> str:
        return repr(self.written)


class Scalar(NamedTuple):
    """One value as written.

    `inset` is the number of columns before the first character of `text`, or
    -1 where positions inside cannot be told (several lines, escapes, filled
    in). `written` is the source text where `text` was filled in from it, and
    `unset` says that something to fill in was missing, which is told already.
    """

    text: str
    at: Place
    plain: bool = True
    inset: int = 0
    written: str | None = None
    unset: bool = False

    @property
    def shown(self) -> str:
        """Return what a message may quote: never a secret's value."""
        return self.text if self.written is None else self.written

    @property
    def empty(self) -> bool:
        """Tell whether nothing was written at all."""
        return self.plain and not self.text

    def word(self) -> Word:
        """Return the text as a word that knows its place."""
        if self.written is None:
            return Word(self.text, self.at)
        hidden = Hidden(self.text, self.at)
        hidden.written = self.written
        return hidden

    def within(self, offset: int) -> Place:
        """Return the place of the character at `offset`, or the best known."""
        if self.inset < 0:
            return self.at
        column = self.at.column + self.inset + offset
        return Place(self.at.file, self.at.line, column)


class Pairs(NamedTuple):
    """A mapping. `written` is the source text of one in braces on one line."""

    pairs: tuple[tuple[Scalar, "Node"], ...]
    at: Place
    written: str = ""


class Items(NamedTuple):
    """A sequence. `written` is the source text of one in brackets on one line."""

    items: tuple["Node", ...]
    at: Place
    written: str = ""


Node: TypeAlias = Scalar | Pairs | Items
