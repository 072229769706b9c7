"""`filter_by:` over the rows of one answer, by indexes that are made once.

An answer that is kept is filtered again and again with other values. What does
not depend on those is worked out once and lives in the answer: for equality the
places of the rows with each value, for the rest each row's value as it compares.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import compress
from operator import ge, le, methodcaller
from typing import Any, Final, Protocol, TypeAlias, cast

from gateway.config.model import FilterBy
from gateway.connectors.answer import Answer
from gateway.connectors.ordering import Order, compile_order, compile_sameness
from gateway.connectors.rows import Column
from gateway.connectors.value import text_of
from gateway.errors import BadInput

Places: TypeAlias = Sequence[int]
"""Where rows stand in an answer, ascending; of all rows, a range."""

Bounds: TypeAlias = Sequence[object]
Write: TypeAlias = Callable[[object], object]

_EACH: Final = 96  # bytes that a row takes in an index, roughly


class Facet(Protocol):
    """One filter: of these places, those whose rows meet any of the bounds.

    Raises ValueError or ArithmeticError for a bound that suits no value.
    """

    def __call__(self, answer: Answer, bounds: Bounds, among: Places, /) -> Places:
        """Return the places that are left."""
        ...


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter compiled. `write` makes of an argument what raw values compare with."""

    argument: str
    exact: bool
    facet: Facet
    write: Write | None

    def places(self, answer: Answer, given: object, among: Places) -> Places:
        """Return the places that an argument leaves. Raises BadInput."""
        value = given if self.write is None else self.write(given)
        bounds = cast("list[object]", value) if isinstance(value, list) else [value]
        try:
            return self.facet(answer, bounds, among)
        except (ValueError, ArithmeticError) as error:
            message = f"Argument '{self.argument}' cannot be compared with its field."
            raise BadInput(message, argument=self.argument) from error


def compile_filters(
    filters: Sequence[tuple[FilterBy, Column, Write | None]],
) -> Callable[[Answer, Mapping[str, object]], Places]:
    """Compile `filter_by:` into a function from an answer, whose value is a list.

    An absent or null argument filters nothing; a list keeps what meets any of
    its elements, and so does a row whose value is a list. Equality compares texts
    exactly, `contains` and `starts` without regard to case, and `min` and `max`
    include the bound. The function raises BadInput, naming the argument, for a
    value that its field cannot be compared with.
    """
    made = [
        Filter(str(one.argument), one.how == "equals", _facet(one, column), write)
        for one, column, write in filters
    ]
    made.sort(key=lambda one: not one.exact)  # those leave the fewest

    def places(answer: Answer, given: Mapping[str, object]) -> Places:
        found: Places = range(len(cast("list[object]", answer.value)))
        for one in made:
            value = given.get(one.argument)
            if value is not None:
                found = one.places(answer, value, found)
        return found

    return places


def _facet(one: FilterBy, column: Column) -> Facet:
    field = str(one.field)
    if one.how == "equals":
        return _equal(column, field)
    if one.how in {"min", "max"}:
        return _ordered(column, field, least=one.how == "min")
    return _textual(column, field, start=one.how == "starts")


# ------------------------------------------------------------------ equality


def _equal(column: Column, field: str) -> Facet:
    same = compile_sameness(column.leaf)
    name = ("equal", field, column.leaf)

    def facet(answer: Answer, bounds: Bounds, among: Places) -> Places:
        index: dict[object, list[int]] = answer.once(
            name, partial(_index, answer, column, same), _size(answer)
        )
        found = [index.get(same(bound), []) for bound in bounds]
        if len(found) == 1:
            return _both(found[0], among)
        return _both(sorted({place for places in found for place in places}), among)

    return facet


def _index(answer: Answer, column: Column, same: Order) -> dict[object, list[int]]:
    """Return the places of the rows with each value."""
    found: dict[object, list[int]] = {}
    for place, key in dict.fromkeys(_pairs(answer, column, same)):
        found.setdefault(key, []).append(place)
    return found


def _both(places: Places, among: Places) -> Places:
    """Return the places that are among others."""
    if isinstance(among, range):
        return places
    if len(places) > len(among):
        places, among = among, places
    return [place for place in places if _holds(among, place)]


def _holds(places: Places, place: int) -> bool:
    at = bisect_left(places, place)
    return at < len(places) and places[at] == place


# ------------------------------------------------------------------ the rest


@dataclass(frozen=True, slots=True)
class Keys:
    """The values of rows as they compare, beside their rows' places, ascending.

    A row without a value has none here; one whose value is a list may have
    several, and there is one that is `repeated` then.
    """

    places: list[int]
    keys: list[Any]
    repeated: bool

    def meeting(self, test: Callable[[Any], bool], among: Places) -> Places:
        """Return those places with a key that meets a test."""
        if not isinstance(among, range):
            return [place for place in among if any(map(test, self._of(place)))]
        # Over all rows the loop is C's own: in Python it would take three times as long.
        found = compress(self.places, map(test, self.keys))
        return list(dict.fromkeys(found) if self.repeated else found)

    def _of(self, place: int) -> list[Any]:
        at = bisect_left(self.places, place)
        return self.keys[at : bisect_right(self.places, place, at)]


def _ordered(column: Column, field: str, *, least: bool) -> Facet:
    order = compile_order(column.leaf)
    name = ("ordered", field, column.leaf)

    def facet(answer: Answer, bounds: Bounds, among: Places) -> Places:
        limits = [order(bound) for bound in bounds]
        if not limits:
            return ()
        keys = _keyed(answer, name, column, order)
        test = partial(le, min(limits)) if least else partial(ge, max(limits))
        return keys.meeting(test, among)

    return facet


def _textual(column: Column, field: str, *, start: bool) -> Facet:
    name = ("textual", field, column.leaf)

    def facet(answer: Answer, bounds: Bounds, among: Places) -> Places:
        parts = tuple(map(_folded, bounds))
        keys = _keyed(answer, name, column, _folded)
        return keys.meeting(_starts(parts) if start else _contains(parts), among)

    return facet


def _starts(parts: tuple[str, ...]) -> Callable[[Any], bool]:
    return methodcaller("startswith", parts)


def _contains(parts: tuple[str, ...]) -> Callable[[Any], bool]:
    if len(parts) == 1:
        return methodcaller("__contains__", parts[0])
    return lambda text: any(one in text for one in parts)


def _folded(value: object) -> str:
    return (text_of(value) or "").casefold()


def _keyed(
    answer: Answer, name: tuple[object, ...], column: Column, key: Order
) -> Keys:
    def make() -> Keys:
        pairs = list(_pairs(answer, column, key))
        places = [place for place, _ in pairs]
        repeated = len(set(places)) < len(places)
        return Keys(places, [one for _, one in pairs], repeated)

    return answer.once(name, make, _size(answer))


# ------------------------------------------------------------------ rows


def _pairs(answer: Answer, column: Column, key: Order) -> Iterator[tuple[int, Any]]:
    """Yield the places of rows with the keys of their values, where they have any."""
    for place, row in enumerate(cast("list[object]", answer.value)):
        value = column.value(row)
        values = cast("list[object]", value) if isinstance(value, list) else (value,)
        for one in values:
            try:
                if one is not None:
                    yield place, key(one)
            except (ValueError, ArithmeticError):
                continue


def _size(answer: Answer) -> int:
    return 1024 + _EACH * len(cast("list[object]", answer.value))
