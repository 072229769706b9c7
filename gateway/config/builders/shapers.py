"""The steps of `shape`."""

from collections.abc import Callable, Mapping
from typing import Final, cast

from gateway.config.builders.answers import path_of, paths_of
from gateway.config.builders.step_rules import judge_step
from gateway.config.notes import Notes
from gateway.config.place import Place, Word
from gateway.config.section import EMPTY, Section
from gateway.config.shapers import (
    Codes,
    Echo,
    Entries,
    Flatten,
    Join,
    OneOrMany,
    Parse,
    Pivot,
    Rows,
    Shaper,
    Unpivot,
    Unwrap,
    Zip,
)
from gateway.config.steps import Path

_SKIPPED: Final = "~"


def shapers(section: Section, notes: Notes) -> tuple[Shaper, ...] | None:
    """Read `shape`; None where it is not stated."""
    if "shape" not in section:
        return None
    steps = cast("tuple[Word | Section, ...]", section.values["shape"])
    made = [_step(step, notes) for step in steps]
    return tuple([one for one in made if one is not None])


def _step(step: Word | Section, notes: Notes) -> Shaper | None:
    if isinstance(step, Word):
        return _BUILDERS[str(step)](EMPTY, step.at)
    words = [*step.values, *step.broken]
    if len(words) != 1:
        notes.problems.add(
            step.at,
            "satu langkah `shape` memuat satu kata, bukan "
            + (", ".join(f"`{word}`" for word in words) or "kosong"),
            "tulis tiap langkah sebagai butir sendiri, diawali `-`",
        )
        return None
    if step.broken:
        return None
    return _stated(words[0], step, notes)


def _stated(word: str, step: Section, notes: Notes) -> Shaper | None:
    """Build the step of one word."""
    at = step.spot(word)
    if word == "echo":
        return Echo(_renamed(step, "echo"), at)
    inside = cast("Section", step.values[word])
    if inside.broken:
        return None
    judge_step(word, inside, notes)
    return _BUILDERS[word](inside, at)


# ------------------------------------------------------------------ each step


def _unwrap(section: Section, at: Place) -> Shaper:
    return Unwrap(_path(section), section.get("key", Word), at)


def _one_or_many(section: Section, at: Place) -> Shaper:
    return OneOrMany(_path(section), section.flag("empty"), at)


def _rows(section: Section, at: Place) -> Shaper:
    columns = section.values.get("columns")
    listed = cast("tuple[Word, ...]", columns if isinstance(columns, tuple) else ())
    return Rows(
        path=_path(section),
        columns=tuple([None if one == _SKIPPED else one for one in listed]),
        header=isinstance(columns, Word),
        names=path_of(section, "names"),
        cells=path_of(section, "cells"),
        ragged=section.flag("ragged"),
        at=at,
    )


def _entries(section: Section, at: Place) -> Shaper:
    return Entries(
        key=str(section.values["key"]),
        path=_path(section),
        value=_text(section, "value"),
        only=section.get("only", Word),
        at=at,
    )


def _unpivot(section: Section, at: Place) -> Shaper:
    columns = section.values.get("columns")
    return Unpivot(
        path=_path(section),
        columns=cast("Word | tuple[Word, ...] | None", columns),
        keep=section.words("keep") if "keep" in section else None,
        name=_text(section, "name") or "name",
        value=_text(section, "value") or "value",
        at=at,
    )


def _parse(section: Section, at: Place) -> Shaper:
    return Parse(
        kind=str(section.values["as"]),
        path=_path(section),
        pattern=section.get("pattern", Word),
        by=_text(section, "by") or ",",
        delimiter=section.get("delimiter", Word),
        columns=section.words("columns"),
        at=at,
    )


def _join(section: Section, at: Place) -> Shaper:
    return Join(
        side=path_of(section, "with") or (),
        name=str(section.values["as"]),
        path=_path(section),
        code=paths_of(section, "code"),
        match=paths_of(section, "match"),
        take=path_of(section, "take") or (),
        at=at,
    )


def _codes(section: Section, at: Place) -> Shaper:
    of = cast("Mapping[Word, Path]", section.values["of"])
    return Codes({str(name): path for name, path in of.items()}, _path(section), at)


def _pivot(section: Section, at: Place) -> Shaper:
    name, value = str(section.values["name"]), str(section.values["value"])
    keys = section.words("key") if "key" in section else ()
    return Pivot(keys, name, value, _path(section), at)


def _zip(section: Section, at: Place) -> Shaper:
    return Zip(_path(section), at)


def _flatten(section: Section, at: Place) -> Shaper:
    kept = section.values.get("keep", ())
    keep = (
        {str(name): (str(name),) for name in cast("tuple[Word, ...]", kept)}
        if isinstance(kept, tuple)
        else {str(k): path for k, path in cast("Mapping[Word, Path]", kept).items()}
    )
    return Flatten(
        path=_path(section),
        keep=cast("Mapping[str, Path]", keep),
        name=_text(section, "as"),
        index=_text(section, "index"),
        at=at,
    )


_BUILDERS: Final[Mapping[str, Callable[[Section, Place], Shaper]]] = {
    "unwrap": _unwrap,
    "one_or_many": _one_or_many,
    "rows": _rows,
    "entries": _entries,
    "unpivot": _unpivot,
    "parse": _parse,
    "join": _join,
    "codes": _codes,
    "pivot": _pivot,
    "zip": _zip,
    "flatten": _flatten,
}


def _path(section: Section) -> Path:
    return path_of(section, "at") or ()


def _text(section: Section, key: str) -> str | None:
    found = section.get(key, Word)
    return None if found is None else str(found)


def _renamed(section: Section, key: str) -> dict[str, Word]:
    """Read names, or new names for names."""
    found = section.values[key]
    if isinstance(found, tuple):
        return {str(name): name for name in cast("tuple[Word, ...]", found)}
    return {str(k): word for k, word in cast("Mapping[Word, Word]", found).items()}
