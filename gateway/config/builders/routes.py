"""Routes and spreads."""

from collections.abc import Mapping
from dataclasses import replace

from gateway.config.model import Argument, Table
from gateway.config.place import Word
from gateway.config.routes import Route
from gateway.config.section import Section
from gateway.config.spreads import Spread, Step


def route(section: Section) -> Route | None:
    """Build a route; None where none is stated."""
    stated = section.get("route", Section)
    if stated is None:
        return None
    return Route(
        by=stated.get("by", Word) or Word(""),
        table=stated.get("table", Word) or Word(""),
        unknown=str(stated.get("unknown", Word) or "url"),
        every=stated.flag("all"),
        pattern=stated.get("pattern", Word),
        at=section.spot("route"),
    )


def routed(
    section: Section,
    above: Route | None,
    args: Mapping[Word, Argument],
    tables: Mapping[Word, Table],
) -> Route | None:
    """Return an operation's own route, or its connector's where that fits it."""
    own = route(section)
    if own is None and (above is None or above.by not in args):
        return None
    return addressed(own or above, tables)


def addressed(one: Route | None, tables: Mapping[Word, Table]) -> Route | None:
    """Return a route with the addresses of its table."""
    table = None if one is None else tables.get(one.table)
    if one is None or table is None:
        return one
    return replace(one, bases=table.entries, otherwise=table.otherwise)


def spread(section: Section) -> Spread | None:
    """Build a spread; None where none is stated."""
    stated = section.get("spread", Section)
    if stated is None:
        return None
    return Spread(
        over=stated.get("over", Word),
        start=stated.get("from", Word),
        end=stated.get("to", Word),
        step=stated.get("step", Step) or Step("day"),
        most=stated.get("max", int) or 31,
        zone=stated.get("zone", Word),
        partial=stated.flag("partial"),
        at=section.spot("spread"),
    )
