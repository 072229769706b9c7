"""Where a field's value stands and how it is read."""

from typing import Any, Final, cast

from gateway.config.builders.answers import path_of
from gateway.config.builders.inherit import Inherited
from gateway.config.checks.builtins import DATES, NUMBERS
from gateway.config.model import Reader, Reading
from gateway.config.place import Word
from gateway.config.section import Section
from gateway.config.steps import Path

SOURCES: Final = frozenset({"from", "value", "jmespath"})
_WORDS: Final = (
    *("zone", "century", "notation", "case", "map", "times", "round"),
    *("part", "order", "base"),
)
_LISTS: Final = ("format", "nulls", "true", "false", "split")
_FLAGS: Final = ("trim", "strip_html", "https")
_PAIRS: Final = ("unit", "pattern")
_PLAIN: Final = Reader()


def reading(name: Word, section: Section, leaf: str, inherited: Inherited) -> Reading:
    """Build the reading of the field `name`, whose named type is `leaf`.

    Several sources are left for the checks to refuse.
    """
    value, jmespath = section.get("value", Word), section.get("jmespath", Word)
    found: dict[str, Any] = {}
    if "from" in section or (value is None and jmespath is None):
        found = _source(name, section)
    return Reading(
        **found,
        value=value,
        jmespath=jmespath,
        reader=reader(section, leaf, inherited),
        one_or_many=section.flag("one_or_many"),
        at=section.spot("from"),
    )


def _source(name: Word, section: Section) -> dict[str, Any]:
    source = section.values.get("from")
    if source is None:
        return {"paths": ((str(name),),)}
    if isinstance(source, Section):
        if source.broken:
            return {"paths": ((str(name),),)}
        asked = path_of(source, "graphql")
        return {
            "paths": () if asked is None else (asked,),
            "template": source.get("template", Word),
            "date": source.get("date", tuple) or (),
        }
    listed = cast("tuple[Any, ...]", source)
    if listed and isinstance(listed[0], tuple):
        return {"paths": cast("tuple[Path, ...]", listed)}
    return {"paths": (cast("Path", listed),)}


def reader(section: Section, leaf: str, inherited: Inherited) -> Reader:
    """Build the reader of a field; what it does not state it inherits.

    A zone is inherited by dates only, a notation by numbers, and the service's
    address by addresses.
    """
    found = {**_lent(leaf, inherited), **_stated(section)}
    return Reader(**found) if found else _PLAIN


def _stated(section: Section) -> dict[str, Any]:
    values = section.values
    found = {word: values[word] for word in _WORDS if word in values}
    found.update({key: section.words(key) for key in _LISTS if key in values})
    found.update({key: True for key in _FLAGS if section.flag(key)})
    found.update({key: _pairs(values[key]) for key in _PAIRS if key in values})
    return found


def _lent(leaf: str, inherited: Inherited) -> dict[str, Any]:
    lent = {
        "nulls": inherited.nulls,
        "zone": inherited.zone if leaf in DATES else None,
        "notation": inherited.notation if leaf in NUMBERS else None,
        "base": inherited.url if leaf == "URL" else None,
    }
    return {word: value for word, value in lent.items() if value is not None}


def _pairs(stated: object) -> tuple[tuple[Word, Word | None], ...]:
    """Return a list's words, or a mapping's with what they mean."""
    if isinstance(stated, dict):
        return tuple(cast("dict[Word, Word]", stated).items())
    return tuple([(word, None) for word in cast("tuple[Word, ...]", stated)])
