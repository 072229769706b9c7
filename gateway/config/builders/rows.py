"""Local work on rows: which to keep, which to filter, and in what order."""

from collections.abc import Mapping
from typing import Any, cast

from gateway.config.model import FilterBy, SortKey, Where
from gateway.config.near import Near
from gateway.config.place import Word
from gateway.config.section import Section


def where(sections: Mapping[Word, Section]) -> tuple[Where, ...]:
    """Build the conditions of `where`: all of them hold for a row that stays."""
    return tuple(
        [
            Where(field, how, _texts(value))
            for field, section in sections.items()
            for how, value in section.values.items()
        ]
    )


def filter_by(value: object) -> tuple[FilterBy, ...]:
    """Build `filter_by`: a list of arguments, or arguments with their fields."""
    if isinstance(value, tuple):
        names = cast("tuple[Word, ...]", value)
        return tuple([FilterBy(name, name, "equals") for name in names])
    if not isinstance(value, Mapping):
        return ()
    sections = cast("Mapping[Word, Section]", value)
    return tuple(
        [
            FilterBy(
                argument,
                section.get("field", Word) or argument,
                str(section.get("how", Word) or "equals"),
            )
            for argument, section in sections.items()
        ]
    )


def near(section: Section | None) -> Near | None:
    """Build `near`; None where it is not stated, or lacks a word."""
    to = None if section is None else section.get("to", Section)
    if section is None or to is None:
        return None
    lat, lon = section.get("lat", Word), section.get("lon", Word)
    to_lat, to_lon = to.get("lat", Word), to.get("lon", Word)
    if lat is None or lon is None or to_lat is None or to_lon is None:
        return None
    within, distance = section.get("within", Word), section.get("distance", Word)
    return Near(lat, lon, to_lat, to_lon, within, distance, section.at)


def sort_keys(words: tuple[Word, ...]) -> tuple[SortKey, ...]:
    """Build sort keys; a leading `-` is descending."""
    return tuple(
        [
            SortKey(Word(word[1:], word.at), descending=True)
            if word.startswith("-")
            else SortKey(word)
            for word in words
        ]
    )


def _texts(value: Any) -> tuple[str, ...]:
    return (str(value),) if isinstance(value, str) else tuple(map(str, value))
