"""Spreads: one field made of several bounded calls."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gateway.config.place import NOWHERE, Place, Word
from gateway.config.typeref import TypeRef

if TYPE_CHECKING:  # model/ holds the operation that has a spread
    from gateway.config.model import Argument, Operation


@dataclass(frozen=True, slots=True)
class Step:
    """The length of one call's part of a span: some days, a month, or a year."""

    unit: str
    days: int = 1


@dataclass(frozen=True, slots=True)
class Spread:
    """One call for each element of a list, or for each part of a span of days.

    `over` is the list argument, or the placeholder of a part's first day. With
    `start` and `end`, the arguments of the span, it is a span, and in the call
    they stand for the ends of the part. `most` is how many calls one field may
    cost. `partial` keeps what came where a part failed.
    """

    over: Word | None = None
    start: Word | None = None
    end: Word | None = None
    step: Step = Step("day")
    most: int = 31
    zone: Word | None = None
    partial: bool = False
    at: Place = NOWHERE

    @property
    def of_days(self) -> bool:
        """Tell whether it is a span of days that is spread."""
        return self.start is not None and self.end is not None


def call_arguments(operation: "Operation") -> "Mapping[Word, Argument]":
    """Return the arguments as one call of an operation has them."""
    spread = operation.spread
    if spread is None:
        return operation.args
    if not spread.of_days:
        listed = operation.args.get(spread.over or Word(""))
        if listed is None or listed.type.of is None:
            return operation.args
        item = replace(listed.type.of, required=listed.type.required)
        return {**operation.args, listed.name: replace(listed, type=item)}
    ends = {
        one.name: replace(one, type=TypeRef(one.type.named, required=True))
        for name, one in operation.args.items()
        if name in (spread.start, spread.end)
    }
    first = next(iter(ends.values()), None)
    if first is None or spread.over is None:
        return {**operation.args, **ends}
    first = ends.get(spread.start or Word(""), first)
    return {**operation.args, **ends, spread.over: replace(first, name=spread.over)}
