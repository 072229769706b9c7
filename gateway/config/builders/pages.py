"""How a query's list comes in pages."""

from typing import Final, cast

from gateway.config.pages import Pages, Spot
from gateway.config.place import Word
from gateway.config.section import Section

_OF_STYLES: Final = ("start", "cursor", "keep", "next", "total", "more", "last")


def pages(section: Section) -> Pages | None:
    """Read `pages`; None where it is not stated."""
    stated = section.get("pages", Section)
    if stated is None:
        return None
    style = str(stated.get("style", Word))
    start = stated.get("start", int)
    return Pages(
        style=style,
        start=int(style == "page") if start is None else start,
        size=stated.get("size", int) or 50,
        cursor=_spot(stated, "cursor"),
        keep=stated.words("keep") if "keep" in stated else None,
        next=_spot(stated, "next"),
        total=_spot(stated, "total"),
        more=_spot(stated, "more"),
        last=_spot(stated, "last"),
        max=stated.get("max", int) or 20,
        connection=stated.get("as", Word) != "list",
        stated={key: stated.spot(key) for key in _OF_STYLES if key in stated},
        at=section.spot("pages"),
    )


def _spot(section: Section, key: str) -> Spot | None:
    if key not in section:
        return None
    at = section.spot(key)
    stated = section.get(key, Section)
    if stated is not None:
        return Spot(header=stated.get("header", Word), at=at)
    return Spot(cast("tuple[str | int, ...]", section.values[key]), at=at)
