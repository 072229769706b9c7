"""Reading the values of a whole column at once: what is plain together, what repeats once."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType, NoneType
from typing import Any, Final, TypeAlias

from gateway.config.model import Reader
from gateway.connectors.readers.stages import DEFAULT_NULLS, Read

ReadColumn: TypeAlias = Callable[[list[Any]], list[Any]]
"""From the raw values of a column to its graph values. Raises BadValue."""

_Plain: TypeAlias = Callable[[list[str]], "list[Any] | None"]

_TEXTS: Final = frozenset({str, NoneType})


def compile_column(leaf: str, reader: Reader, read: Read) -> ReadColumn:
    """Compile the reader of a column from `read`, that of one of its values.

    It gives what `read` gives of each; of None, which `read` is never asked for,
    None. Texts are read as one where they are all plain, and each that comes
    again once.
    """
    plain = _PLAIN.get(leaf, _never) if reader == Reader() else _never

    def read_column(raws: list[Any]) -> list[Any]:
        kinds = {*map(type, raws)}
        if not kinds <= _TEXTS:
            return _each(read, raws)
        found = None if NoneType in kinds else plain(raws)
        return _again(read, plain, raws) if found is None else found

    return read_column


def _again(read: Read, plain: _Plain, raws: list[Any]) -> list[Any]:
    """Read texts of which some may be blank, or stand in many rows."""
    known: dict[Any, Any] = dict.fromkeys(raws)
    texts = [one for one in known if one is not None and one not in DEFAULT_NULLS]
    found = plain(texts)
    if found is None:
        if 2 * len(known) > len(raws):
            return _each(read, raws)
        texts = [one for one in known if one is not None]
        found = [*map(read, texts)]
    known.update(zip(texts, found, strict=True))
    return [*map(known.__getitem__, raws)]


def _each(read: Read, raws: list[Any]) -> list[Any]:
    return [None if raw is None else read(raw) for raw in raws]


def _never(_texts: list[str]) -> None:
    """Take no texts for plain."""


def _lines(line: str, make: _Plain) -> _Plain:
    """Tell of all texts by one search whether they have a shape, then make them."""
    pattern = re.compile(f"(?:{line}\n)*+")  # possessive: read in one way alone

    def plain(texts: list[str]) -> list[Any] | None:
        whole = "\n".join(texts) + "\n"
        if pattern.fullmatch(whole) is None or whole.count("\n") != len(texts):
            return None
        return make(texts)

    return plain


def _integers(texts: list[str]) -> list[Any] | None:
    return [*map(int, texts)]


def _floats(texts: list[str]) -> list[Any] | None:
    return [*map(float, texts)]


def _days(texts: list[str]) -> list[Any] | None:
    """Return days of the calendar as they are: the graph writes them so, too."""
    try:
        for text in texts:
            date.fromisoformat(text)
    except ValueError:
        return None
    return texts


_PLAIN: Final[Mapping[str, _Plain]] = MappingProxyType(
    {
        "Int": _lines("-?[0-9]{1,9}", _integers),  # never more than 32 bits
        **dict.fromkeys(("Long", "Rupiah"), _lines("-?[0-9]{1,15}", _integers)),
        "Float": _lines(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?", _floats),
        "Date": _lines("[0-9]{4}-[0-9]{2}-[0-9]{2}", _days),
    }
)
"""Leaves whose plain texts, read by the usual reader, are read by Python alone."""
