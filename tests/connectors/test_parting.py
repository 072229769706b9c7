"""The parts of a question: gateway/connectors/parting.py."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from gateway.config.place import Word
from gateway.config.routes import Route
from gateway.config.spreads import Spread, Step
from gateway.connectors.parting import BASE, Parts, compile_base, compile_parts, routed
from gateway.connectors.placeholders import Args
from gateway.errors import BadInput

OWN = "http://prov.test"
BASES = {"1": "http://a.test", "2": "http://b.test", "3": "http://a.test"}


def _now(zone: timezone) -> datetime:
    return datetime(2026, 1, 31, 20, tzinfo=UTC).astimezone(zone)


def _route(**options: object) -> Route:
    return Route(Word("kab"), Word("t"), BASES, **options)  # type: ignore[arg-type] # a table of options


def _parts(spread: Spread | None = None, route: Route | None = None) -> Parts:
    return compile_parts(spread, route, OWN, _now)


def _span(
    step: Step, most: int = 9, zone: str | None = None, over: str | None = "h"
) -> Spread:
    return Spread(
        None if over is None else Word(over),
        Word("dari"),
        Word("sampai"),
        step,
        most,
        None if zone is None else Word(zone),
    )


@pytest.mark.parametrize(
    ("expected", "options", "value"),
    [
        ([("1", "http://a.test")], {}, "1"),
        ([("9", OWN)], {}, "9"),
        ([], {"unknown": "none"}, "9"),
        (
            [("9", "http://z.test")],
            {"unknown": "none", "otherwise": "http://z.test"},
            "9",
        ),
        ([(None, OWN)], {}, None),
        (
            [(None, "http://a.test"), (None, "http://b.test")],
            {"every": True},
            None,
        ),
        (
            [(["1", "3"], "http://a.test"), (["2"], "http://b.test"), (["9"], OWN)],
            {},
            ["1", "2", "3", "9"],
        ),
        ([(["1"], "http://a.test")], {"unknown": "none"}, ["9", "1"]),
        ([], {}, []),
        ([(1, "http://a.test")], {}, 1),
    ],
)
def test_routes(
    expected: list[tuple[object, str]], options: dict[str, object], value: object
) -> None:
    """A value leads to its address, a list to several, an absent one to all or none."""
    found = _parts(route=_route(**options))({"kab": value, "x": 1})

    assert expected == [(part["kab"], part[BASE]) for part in found]
    assert all(part["x"] == 1 for part in found)


def test_what_is_no_text_leads_to_nobody_in_particular() -> None:
    """A value that is no leaf has no place in a table."""
    assert OWN == compile_base(_route(), OWN)({"a": 1})


def test_an_address_is_compiled_once() -> None:
    """What is made for an address is made when it is first met."""
    made: list[str] = []

    def compiled(base: str) -> Callable[[Args], tuple[str, object]]:
        made.append(base)
        return lambda args: (base, args["x"])

    choose = routed(compiled)

    assert ("http://a", 1) == choose({BASE: "http://a", "x": 1})
    assert ("http://a", 2) == choose({BASE: "http://a", "x": 2})
    assert ["http://a"] == made


@pytest.mark.parametrize(
    ("expected", "spread", "args"),
    [
        (
            ["2026-01-30 2026-01-30 2026-01-30", "2026-01-31 2026-01-31 2026-01-31"],
            _span(Step("day")),
            {"dari": "2026-01-30", "sampai": "2026-01-31"},
        ),
        (
            ["2026-01-01 2026-01-01 2026-01-03", "2026-01-04 2026-01-04 2026-01-05"],
            _span(Step("day", 3)),
            {"dari": "2026-01-01", "sampai": "2026-01-05"},
        ),
        (
            ["2026-01-01 2026-01-15 2026-01-31", "2026-02-01 2026-02-01 2026-02-28"],
            _span(Step("month")),
            {"dari": "2026-01-15", "sampai": "2026-02-28"},
        ),
        (
            ["2025-01-01 2025-12-31 2025-12-31", "2026-01-01 2026-01-01 2026-03-01"],
            _span(Step("year")),
            {"dari": "2025-12-31", "sampai": "2026-03-01"},
        ),
        # 20:00 UTC is the next day in Indonesia.
        (["2026-02-01 2026-02-01 2026-02-01"], _span(Step("day")), {}),
        (["2026-01-31 2026-01-31 2026-01-31"], _span(Step("day"), zone="UTC"), {}),
        (
            ["2026-01-31 2026-01-31 2026-01-31", "2026-02-01 2026-02-01 2026-02-01"],
            _span(Step("day")),
            {"dari": "2026-01-31"},
        ),
        (
            ["2020-01-01 2020-01-01 2020-01-01"],
            _span(Step("day")),
            {"sampai": "2020-01-01"},
        ),
        (
            ["9999-12-30 9999-12-30 9999-12-31"],
            _span(Step("day", 7)),
            {"dari": "9999-12-30", "sampai": "9999-12-31"},
        ),
        (
            ["9999-12-01 9999-12-30 9999-12-31"],
            _span(Step("month")),
            {"dari": "9999-12-30", "sampai": "9999-12-31"},
        ),
    ],
)
def test_spans(expected: list[str], spread: Spread, args: dict[str, object]) -> None:
    """A span has parts of a step each, clipped at its ends; open ends have defaults."""
    found = _parts(spread)(args)

    assert expected == [f"{p['h']} {p['dari']} {p['sampai']}" for p in found]


def test_a_span_without_a_placeholder() -> None:
    """Without `over` a part has its ends alone."""
    (part,) = _parts(_span(Step("day"), over=None))({})

    assert {"dari": "2026-02-01", "sampai": "2026-02-01"} == part


@pytest.mark.parametrize(
    ("spread", "args", "argument"),
    [
        (_span(Step("day"), 2), {"dari": "2026-01-01", "sampai": "2026-01-03"}, "dari"),
        (_span(Step("day")), {"dari": "0001-01-01", "sampai": "9999-12-31"}, "dari"),
        (_span(Step("day")), {"dari": "2026-01-02", "sampai": "2026-01-01"}, "dari"),
        (_span(Step("day")), {"dari": "2030-01-01"}, "dari"),
        (Spread(Word("k"), most=2), {"k": ["a", "b", "c"]}, "k"),
    ],
)
def test_too_much(spread: Spread, args: dict[str, object], argument: str) -> None:
    """More calls than the bound, or a span that ends before it begins, is refused."""
    with pytest.raises(BadInput) as caught:
        _parts(spread)(args)

    assert argument == caught.value.argument


@given(
    first=st.dates(date(1990, 1, 1), date(2050, 1, 1)),
    days=st.integers(0, 800),
    step=st.sampled_from([Step("day"), Step("day", 7), Step("month"), Step("year")]),
)
def test_parts_cover_a_span(first: date, days: int, step: Step) -> None:
    """Every day of a span is in exactly one part, and no other day in any."""
    last = first + timedelta(days=days)
    args = {"dari": first.isoformat(), "sampai": last.isoformat()}
    covered: list[date] = []
    for part in _parts(_span(step, 1000))(args):
        day = date.fromisoformat(str(part["dari"]))
        until = date.fromisoformat(str(part["sampai"]))
        while day <= until:
            covered.append(day)
            day += timedelta(days=1)

    assert [first + timedelta(days=n) for n in range(days + 1)] == covered


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        (["a", "b"], ["a", "b", "a", None]),
        ([], []),
        ([None], None),
    ],
)
def test_lists(expected: list[object], value: object) -> None:
    """A list has a part for each distinct element; an absent one is one part."""
    found = _parts(Spread(Word("k")))({"k": value})

    assert expected == [part["k"] for part in found]


def test_a_spread_of_routes() -> None:
    """Each part of a spread goes where its route leads."""
    found = _parts(Spread(Word("kab")), _route())({"kab": ["1", "9"]})

    assert [("1", "http://a.test"), ("9", OWN)] == [(p["kab"], p[BASE]) for p in found]
