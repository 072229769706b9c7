"""The errors of one list: the first each at its own path, the others by their count.

A service that changes the type of one field breaks as many values as it sends rows. Told
one by one, those of an answer of 2 MiB were 50 MB and five seconds of work, during which
nobody else was served.
"""

from typing import Final, TypeAlias

from gateway.errors import CodedError, UpstreamBadValue
from gateway.execution.failure import Failure, Path

EACH: Final = 100
"""Errors of a list that are told one by one: whoever looks into them needs no more."""

ALL: Final = 1000
"""Errors of a response that are: a screen has several lists, and each its own."""


class Gathered:
    """What goes wrong in one list, while its rows are gone through.

    `errors` are those of the whole run, of which its own are the last; `path` is the
    list's.
    """

    __slots__ = ("_errors", "_left_out", "_path", "_rest", "end")

    def __init__(self, errors: list[Failure], path: Path) -> None:
        self._errors = errors
        self._path = path
        self.end = len(errors) + EACH  # how many are told, before it is settled
        self._left_out: _Counts = {}
        self._rest: _Counts = {}

    def drop(self, mark: int) -> None:
        """Leave a row out whose errors begin at `mark`: they become one of the list's count.

        There is one for each service that gave bad rows: those of a merge are of several.
        """
        first = self._errors[mark]
        del self._errors[mark:]
        _count(self._left_out, id(first.origin.connector), first, 1)

    def settle(self) -> None:
        """Count what goes beyond the bound, for each service and kind of error."""
        _fold(self._errors, self.end, self._rest)

    def close(self) -> None:
        """Tell the counts, at the list's path."""
        self.settle()
        for one in self._left_out.values():
            message = f"{one.number} rows were left out: they break their type."
            error, origin = UpstreamBadValue(message), one.first.origin
            self._errors.append(Failure(error, self._path, origin, one.number))
        self._errors += _told(self._rest, self._path)


def bound(errors: list[Failure], path: Path, roots: int) -> None:
    """Bound the errors of one of so many root fields, whose path it is."""
    most = ALL // roots
    if len(errors) > most:
        rest: _Counts = {}
        _fold(errors, most, rest)
        errors += _told(rest, path)


class _Count:
    """How many errors are like the `first`, and whether they say the same to a citizen."""

    __slots__ = ("alike", "first", "number")

    def __init__(self, first: Failure) -> None:
        self.first = first
        self.alike = True
        self.number = 0


_Counts: TypeAlias = dict[object, _Count]


def _count(counts: _Counts, key: object, one: Failure, number: int) -> None:
    known = counts.get(key)
    if known is None:
        known = counts[key] = _Count(one)
    known.number += number
    if one.error.pesan != known.first.error.pesan:
        known.alike = False


def _fold(errors: list[Failure], end: int, rest: _Counts) -> None:
    """Count the errors from a place on, at which the others then end."""
    for one in errors[end:]:
        key = (one.error.__class__, id(one.origin.connector))
        _count(rest, key, one, one.counted or 1)
    del errors[end:]


def _told(rest: _Counts, path: Path) -> list[Failure]:
    return [
        Failure(_common(one), path, one.first.origin, one.number, more=True)
        for one in rest.values()
    ]


def _common(one: _Count) -> CodedError:
    """Return the first error; without a text of its own where the others have another."""
    error = one.first.error
    return error if one.alike else error.__class__(error.message)
