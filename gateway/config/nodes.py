"""Positioned YAML nodes: source text with its place, not yet typed."""

import re
from itertools import count
from typing import Final, NamedTuple, TypeAlias

from typing_extensions import override

from gateway.config.place import Place, Word

REFERENCE: Final = re.compile(r"\$\$\{|\$\{([^}]*)(\}?)")
"""Stands for a value of the environment or a file; `$${` for `${` itself."""

_SEAL: Final = re.compile("\ue000([0-9]+)\ue001")


class Hidden(Word):
    """A word filled in from the environment: its `repr` shows only the reference."""

    written: str

    @override
    def __repr__(self) -> str:
        return repr(self.written)


class Scalar(NamedTuple):
    """One value as written.

    `inset` is the number of columns before the first character of `text`, or -1 where
    positions inside cannot be told (several lines, escapes, filled in). `written` is
    the source text where `text` was filled in from it, `filled` the values of its
    references in order, and `unset` says that something to fill in was missing, which
    is told already.
    """

    text: str
    at: Place
    plain: bool = True
    inset: int = 0
    written: str | None = None
    unset: bool = False
    filled: tuple[str, ...] = ()

    @property
    def sealed(self) -> str:
        """Return the text with a seal for each filled-in value.

        What is filled in is never markup, nor a placeholder: a text that has a
        syntax is parsed sealed, then `unseal` puts the values in.
        """
        if self.written is None or not self.filled:
            return self.text
        counter = count()
        return REFERENCE.sub(lambda _: f"\ue000{next(counter)}\ue001", self.written)

    def unseal(self, text: str) -> str:
        """Return a part of a sealed text with its values filled in."""
        if not self.filled:
            return text
        values = dict(enumerate(self.filled))
        return _SEAL.sub(lambda found: values.get(int(found[1]), ""), text)

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
