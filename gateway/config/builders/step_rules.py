"""Whether the words of one step of `shape` belong together."""

from collections.abc import Callable, Mapping
from typing import Final

from gateway.config.builders.answers import paths_of
from gateway.config.notes import Notes
from gateway.config.section import Section

_OF_KIND: Final[Mapping[str, tuple[str, ...]]] = {
    "pattern": ("object", "rows"),
    "by": ("list",),
    "delimiter": ("csv",),
    "columns": ("csv",),
}
"""Words of `parse` that are of some kinds only."""


def judge_step(word: str, section: Section, notes: Notes) -> None:
    """Note what does not belong together in the step of a word."""
    judge = _JUDGES.get(word)
    if judge is not None:
        judge(section, notes)


def _judge_rows(section: Section, notes: Notes) -> None:
    named = "names" in section
    if ("columns" in section) == named:
        notes.problems.add(
            section.at,
            "`rows` perlu nama kolom dari satu tempat",
            "tulis `columns: [a, b]`, `columns: header`, atau `names` dan `cells`",
        )
    elif named and "cells" not in section:
        notes.problems.add(
            section.spot("names"),
            "`names` tanpa `cells`",
            "tulis letak barisnya, misalnya `cells: data`",
        )
    elif not named and "cells" in section:
        notes.problems.add(
            section.spot("cells"),
            "`cells` hanya bersama `names`",
            "pakai `select` atau `at` untuk letak barisnya",
        )


def _judge_parse(section: Section, notes: Notes) -> None:
    kind = str(section.values["as"])
    for word, kinds in _OF_KIND.items():
        if word in section and kind not in kinds:
            owners = " atau ".join(f"`{one}`" for one in kinds)
            notes.problems.add(
                section.spot(word),
                f"`{word}` hanya untuk `as` {owners}, sedangkan ini `{kind}`",
                "hapus, atau ganti caranya",
            )
    if kind in _OF_KIND["pattern"] and "pattern" not in section:
        notes.problems.add(
            section.spot("as"),
            f"`as: {kind}` perlu `pattern`",
            'tulis, misalnya `pattern: "(?P<jam>[0-9:]+),(?P<tinggi>[0-9]+)"`',
        )


def _judge_join(section: Section, notes: Notes) -> None:
    code, match = paths_of(section, "code"), paths_of(section, "match")
    if len(code) != len(match) and max(len(code), len(match)) > 1:
        notes.problems.add(
            section.spot("match" if "match" in section else "code"),
            f"`code` {len(code)} nilai, sedangkan `match` {len(match)}",
            "sebut nilai yang sama dalam urutan yang sama di keduanya",
        )


def _judge_flatten(section: Section, notes: Notes) -> None:
    if "keep" in section and "at" not in section:
        notes.problems.add(
            section.spot("keep"),
            "`keep` tanpa `at`: daftar di luarnya tidak punya kunci",
            "tulis letak daftar dalamnya dengan `at`",
        )


_JUDGES: Final[Mapping[str, Callable[[Section, Notes], None]]] = {
    "rows": _judge_rows,
    "parse": _judge_parse,
    "join": _judge_join,
    "flatten": _judge_flatten,
}
