"""Where a field's value stands and how it is read."""

from typing import Any, Final, cast

from gateway.config.builders.inherit import Inherited
from gateway.config.checks.builtins import DATES, NUMBERS
from gateway.config.model import Path, Reader, Reading
from gateway.config.place import Word
from gateway.config.section import Section

SOURCES: Final = frozenset({"from", "value", "jmespath"})
_WORDS: Final = ("format", "zone", "notation", "pattern", "map", "times")
_LISTS: Final = ("unit", "true", "false")
_PLAIN: Final = Reader()


def reading(name: Word, section: Section, leaf: str, inherited: Inherited) -> Reading:
    """Build the reading of the field `name`, whose named type is `leaf`.

    Several sources are left for the checks to refuse.
    """
    value, jmespath = section.get("value", Word), section.get("jmespath", Word)
    template: Word | None = None
    paths: tuple[Path, ...] = ()
    if "from" in section or (value is None and jmespath is None):
        paths, template = _source(name, section)
    return Reading(
        paths=paths,
        template=template,
        value=value,
        jmespath=jmespath,
        reader=reader(section, leaf, inherited),
        one_or_many=section.flag("one_or_many"),
        at=section.spot("from"),
    )


def _source(name: Word, section: Section) -> tuple[tuple[Path, ...], Word | None]:
    source = section.values.get("from")
    if source is None:
        return ((str(name),),), None
    if isinstance(source, Section):
        return (), source.get("template", Word)
    listed = cast("tuple[Any, ...]", source)
    if listed and isinstance(listed[0], tuple):
        return cast("tuple[Path, ...]", listed), None
    return (cast("Path", listed),), None


def reader(section: Section, leaf: str, inherited: Inherited) -> Reader:
    """Build the reader of a field; what it does not state it inherits.

    A zone is inherited by dates only, and a notation by numbers.
    """
    found: dict[str, Any] = {
        word: section.values[word] for word in _WORDS if word in section.values
    }
    for key in _LISTS:
        if key in section.values:
            found[key] = section.words(key)
    if "trim" in section.values:
        found["trim"] = section.flag("trim")
    nulls = section.words("nulls") if "nulls" in section else inherited.nulls
    if nulls is not None:
        found["nulls"] = nulls
    if inherited.zone is not None and leaf in DATES:
        found.setdefault("zone", inherited.zone)
    if inherited.notation is not None and leaf in NUMBERS:
        found.setdefault("notation", inherited.notation)
    return Reader(**found) if found else _PLAIN
