"""The names of snapshots: digests alone, so that a listing tells nothing of what was asked.

A folder is a connector as it is declared, and a file the answer of a call: the digest of
its key, then a shorter one of each of its tags, so that what tags name is found without
a file being opened.
"""

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Final, NamedTuple

from gateway.connectors.key import Key

_STEM: Final = 40
_MARK: Final = 10
_MOST_MARKS: Final = 12
_MOST_STEMS: Final = 1000
"""Of one order."""

_MANY: Final = "+"
"""Stands for the tags that find no room in a name: whatever is dropped may be among them."""

_OURS: Final = re.compile(rf"[0-9a-f]{{{_STEM}}}(?:-[0-9a-f]{{{_MARK}}})*\+?")
STRAY: Final = "new-"
"""Begins the name of a file that is being written."""


class Place(NamedTuple):
    """Where a snapshot is: the name of its folder, and of its file."""

    folder: str
    name: str


def folder_of(connector: str, declared: str) -> str:
    """Name the folder of a connector as it is declared."""
    return f"{connector}~{_digest(declared, 8)}"


def connector_of(folder: str) -> str:
    """Return whose folder one is."""
    return folder.partition("~")[0]


def name_of(key: Key, tags: Sequence[str] = ()) -> str:
    """Name the file of a call's answer, which has some tags."""
    marks = sorted(map(mark_of, tags))
    many = _MANY if len(marks) > _MOST_MARKS else ""
    return "-".join((stem_of(key), *marks[:_MOST_MARKS])) + many


def stem_of(key: Key) -> str:
    """Return what the name of a call's answer begins with, whatever its tags are."""
    return _digest(key, _STEM // 2)


def stem_in(name: str) -> str:
    """Return what a name begins with."""
    return name[:_STEM]


def mark_of(tag: str) -> str:
    """Return what stands for a tag in a name."""
    return _digest(tag, _MARK // 2)


def is_ours(name: str) -> bool:
    """Tell whether a file has a name of ours."""
    return _OURS.fullmatch(name) is not None


class Order(NamedTuple):
    """An order to delete a connector's snapshots: by stems, or by marks; all where both are None."""

    connector: str
    stems: frozenset[str] | None = None
    marks: frozenset[str] | None = None

    def joined(self, other: "Order") -> "Order | None":
        """Return one order for what both name by few stems; None where it takes two."""
        if self.connector != other.connector or not self.stems or not other.stems:
            return None
        stems = self.stems | other.stems
        return Order(self.connector, stems) if len(stems) <= _MOST_STEMS else None

    @staticmethod
    def of(place: Place) -> "Order":
        """Return the order to delete one snapshot."""
        stem = stem_in(place.name)
        return Order(connector_of(place.folder), frozenset({stem}))

    def covers(self, place: Place) -> bool:
        """Tell whether a snapshot is to be deleted."""
        if connector_of(place.folder) != self.connector:
            return False
        if self.stems is not None:
            return stem_in(place.name) in self.stems
        if self.marks is None or place.name.endswith(_MANY):
            return True
        return not self.marks.isdisjoint(place.name[_STEM:].split("-"))


def by_tags(connector: str, tags: Iterable[str] | None) -> Order:
    """Return the order to delete what tags name; None for all of a connector's."""
    marks = None if tags is None else frozenset(map(mark_of, tags))
    return Order(connector, marks=marks)


def _digest(part: object, size: int) -> str:
    """Return a digest of some bytes' length.

    Python writes texts, numbers and tuples of them so that no two that differ look alike,
    and does it in a tenth of the time that `digest` (key.py) takes: every miss pays for it.
    """
    data = repr(part).encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=size).hexdigest()
