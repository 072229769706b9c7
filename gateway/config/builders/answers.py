"""What an answer means: the part that is the result, success, and "there is none"."""

from typing import cast

from gateway.config.model import Condition, Missing, Selection, Success
from gateway.config.notes import Notes
from gateway.config.place import Word
from gateway.config.section import Section
from gateway.config.steps import Path


def selection(section: Section, notes: Notes) -> Selection | None:
    """Read `select`; None where it is not stated."""
    stated = section.get("select", Section)
    if stated is None:
        return None
    if "path" in stated and "jmespath" in stated:
        notes.problems.add(
            stated.spot("jmespath"),
            "`select` memakai `path` dan `jmespath` sekaligus",
            "pakai salah satu",
        )
    at = section.spot("select")
    path, jmespath = path_of(stated, "path") or (), stated.get("jmespath", Word)
    return Selection(path, jmespath, at, stated.flag("optional"))


def success(section: Section) -> tuple[Success, ...]:
    """Read `success`; () where it is not stated."""
    return tuple(
        [
            Success(
                condition(stated), paths_of(stated, "message"), stated.get("map", Word)
            )
            for stated in cast(
                "tuple[Section, ...]", section.get("success", tuple) or ()
            )
        ]
    )


def missing(section: Section) -> Missing | None:
    """Read `missing`; None where it is not stated."""
    if "missing" not in section:
        return None
    parts = cast("tuple[int | Section, ...]", section.values["missing"])
    return Missing(
        tuple([part for part in parts if isinstance(part, int)]),
        tuple([condition(part) for part in parts if isinstance(part, Section)]),
    )


def conditions(section: Section, notes: Notes) -> None:
    """Judge the conditions of answers: each must test something."""
    tests: list[Section] = []
    for key in ("success", "missing", "refused"):
        listed = cast("tuple[object, ...]", section.get(key, tuple) or ())
        tests += [part for part in listed if isinstance(part, Section)]
    for test in tests:
        if "map" in test and "message" not in test:
            notes.problems.add(
                test.spot("map"),
                "`map` tanpa `message`",
                "tulis letak kodenya, misalnya `message: rc`",
            )
        if not {"in", "not_in"} & (set(test.values) | test.broken):
            notes.problems.add(
                test.at,
                "syarat tanpa `in` atau `not_in`",
                'tambahkan, misalnya `in: ["0000"]`',
            )
        for key in ("in", "not_in"):
            if "~" in map(str, test.words(key)):
                notes.problems.add(
                    test.spot(key),
                    "`~` bukan teks yang dapat dikirim layanan",
                    "tulis `null` bila maksudnya tidak ada isinya",
                )


def path_of(section: Section, key: str) -> Path | None:
    """Return a key's path."""
    return cast("Path | None", section.get(key, tuple))


def paths_of(section: Section, key: str) -> tuple[Path, ...]:
    """Return a key's paths; () where it is not stated."""
    return cast("tuple[Path, ...]", section.get(key, tuple) or ())


def condition(section: Section) -> Condition:
    """Read one condition."""
    return Condition(
        paths_of(section, "path"),
        tuple(map(str, section.words("in"))),
        tuple(map(str, section.words("not_in"))),
        section.at,
    )
