"""The parts of a question that is asked in several calls: spreads and routes.

Decides only: from an operation's arguments to those of each call.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Final, TypeAlias, TypeVar, cast

from gateway.config.routes import Route
from gateway.config.spreads import Spread, Step
from gateway.connectors.placeholders import Args
from gateway.connectors.readers.zones import WIB, zone_of
from gateway.connectors.value import text_of
from gateway.errors import BadInput

_LONGEST: Final = 2_000  # characters that a configured expression searches

T = TypeVar("T")
Parts: TypeAlias = Callable[[Args], Sequence[Args]]
"""From an operation's arguments to those of each of its calls. Raises BadInput."""

Now: TypeAlias = Callable[[timezone], datetime]

BASE: Final = "@base"
"""Among a part's arguments: the address it goes to. No argument has such a name."""


def compile_parts(
    spread: Spread | None, route: Route | None, own: str, now: Now
) -> Parts:
    """Compile how a question is parted: by its spread, and each part by its route.

    `own` is the connector's own address.
    """
    first = _whole if spread is None else _compile_spread(spread, now)
    if route is None:
        return first
    second = compile_route(route, own)
    return lambda args: [one for part in first(args) for one in second(part)]


def _whole(args: Args) -> list[Args]:
    return [args]


# ------------------------------------------------------------------ routes


def compile_route(route: Route, own: str) -> Callable[[Args], list[Args]]:
    """Compile a route: a list of values has a part for each of their addresses.

    Each part holds its address as BASE; values that lead to nobody have none.
    """
    by = str(route.by)
    base_of = compile_base(route, own)

    def parts(args: Args) -> list[Args]:
        value = args.get(by)
        if value is None:
            bases = route.addresses if route.every else (own,)
            return [{**args, BASE: base} for base in bases]
        if not isinstance(value, list):
            base = base_of(value)
            return [] if base is None else [{**args, BASE: base}]
        shares: dict[str, list[object]] = {}
        for one in cast("list[object]", value):
            base = base_of(one)
            if base is not None:
                shares.setdefault(base, []).append(one)
        return [{**args, by: share, BASE: base} for base, share in shares.items()]

    return parts


def routed(compiled: Callable[[str], Callable[[Args], T]]) -> Callable[[Args], T]:
    """Make a function of the address among its arguments, compiled when first met."""
    known: dict[str, Callable[[Args], T]] = {}

    def choose(args: Args) -> T:
        base = str(args[BASE])
        chosen = known.get(base)
        if chosen is None:
            chosen = known[base] = compiled(base)
        return chosen(args)

    return choose


def compile_base(route: Route, own: str) -> Callable[[object], str | None]:
    """Compile which address a value leads to; None where that is nobody's."""
    fallback = route.otherwise
    if fallback is None and route.unknown == "url":
        fallback = own
    if route.pattern is None:
        return lambda value: route.bases.get(text_of(value) or "", fallback)
    search = re.compile(route.pattern).search

    def base(value: object) -> str | None:
        found = search((text_of(value) or "")[:_LONGEST])
        part = None if found is None else found[1]
        return fallback if part is None else route.bases.get(part, fallback)

    return base


# ------------------------------------------------------------------ spreads


def _compile_spread(spread: Spread, now: Now) -> Parts:
    return _Span(spread, now) if spread.of_days else _compile_list(spread)


def _compile_list(spread: Spread) -> Parts:
    """Compile a call for each element; one without it where the list is absent."""
    over = str(spread.over)

    def parts(args: Args) -> list[Args]:
        value = args.get(over)
        if not isinstance(value, list):
            return [args]
        values = list(dict.fromkeys(_hashable(cast("list[object]", value))))
        if len(values) > spread.most:
            raise _too_many(over, spread.most)
        return [{**args, over: one} for one in values]

    return parts


def _hashable(values: list[object]) -> Iterator[object]:
    """Yield the values that are not null; leaves are hashable."""
    yield from (one for one in values if one is not None)


@dataclass(frozen=True, slots=True)
class _Span:
    """A call for each part of a span of days, the earliest first."""

    spread: Spread
    now: Now

    def __call__(self, args: Args) -> list[Args]:
        """Return the arguments of each part. Raises BadInput."""
        spread = self.spread
        start, end = str(spread.start), str(spread.end)
        last = _day(args.get(end)) or self._today()
        first = _day(args.get(start)) or last
        if first > last:
            message = f"Argument '{start}' must not be after '{end}'."
            raise BadInput(message, argument=start)
        parts: list[Args] = []
        for begin, until in _windows(first, last, spread.step):
            if len(parts) == spread.most:
                raise _too_many(start, spread.most)
            part = {
                **args,
                start: max(begin, first).isoformat(),
                end: min(until, last).isoformat(),
            }
            if spread.over is not None:
                part[str(spread.over)] = begin.isoformat()
            parts.append(part)
        return parts

    def _today(self) -> date:
        zone = WIB if self.spread.zone is None else zone_of(self.spread.zone)
        return self.now(zone).date()


def _windows(first: date, last: date, step: Step) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of each part; months and years are whole ones."""
    begin = first
    if step.unit == "month":
        begin = first.replace(day=1)
    elif step.unit == "year":
        begin = first.replace(month=1, day=1)
    while begin <= last:
        until = _until(begin, step)
        yield begin, until
        if until == date.max:
            return
        begin = until + timedelta(days=1)


def _until(begin: date, step: Step) -> date:
    if step.unit == "month":
        return begin.replace(day=monthrange(begin.year, begin.month)[1])
    if step.unit == "year":
        return begin.replace(month=12, day=31)
    try:
        return begin + timedelta(days=step.days - 1)
    except OverflowError:
        return date.max


def _day(value: object) -> date | None:
    """Return an argument of type Date as a day; it is coerced to ISO text before."""
    return None if value is None else date.fromisoformat(str(value))


def _too_many(name: str, most: int) -> BadInput:
    message = f"Argument '{name}' asks for more than {most} calls."
    return BadInput(message, argument=name)
