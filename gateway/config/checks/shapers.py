"""Steps of `shape`: their patterns name what they give, and echoes can be heard."""

import re
from collections.abc import Iterator

from gateway.config.checks.hint import hint
from gateway.config.checks.scope import Scope
from gateway.config.model import Operation
from gateway.config.place import Word
from gateway.config.problems import Problem
from gateway.config.shapers import Codes, Parse, Rows, Shaper, Unpivot, echoed


def patterns(scope: Scope) -> Iterator[Problem]:
    """Refuse a pattern of `parse` without names for what it finds."""
    for one in scope.operations():
        for step in _steps(one):
            if isinstance(step, Parse) and step.pattern is not None:
                yield from _named(step.pattern)


def names(scope: Scope) -> Iterator[Problem]:
    """Refuse columns that are named twice, or none that is named."""
    for one in scope.operations():
        for step in _steps(one):
            if isinstance(step, Rows):
                yield from _columns(step)
            elif isinstance(step, Unpivot):
                yield from _melted(step)
            elif isinstance(step, Codes) and len(step.of) == 0:
                yield Problem(
                    step.at,
                    "`codes` tanpa satu kode pun",
                    "tulis, misalnya `of: {wilayah: vervar.val}`",
                )


def echoes(scope: Scope) -> Iterator[Problem]:
    """Refuse echoes of what is no argument, and where many keys share an answer."""
    for one in scope.operations():
        for word in echoed((*_steps(one),)).values():
            if word not in one.args and not scope.excused(word):
                yield Problem(
                    word.at,
                    f"`echo` menyebut `{word}`, yang bukan argumen `{one.name}`",
                    hint(word, one.args) or f"tulis `{word}` di `args`",
                )
        yield from _shared(one)


def _steps(one: Operation) -> Iterator[Shaper]:
    yield from one.shape
    if one.batch is not None:
        yield from one.batch.shape or ()


def _named(pattern: Word) -> Iterator[Problem]:
    if not re.compile(pattern).groupindex:
        yield Problem(
            pattern.at,
            "`pattern` tanpa kelompok bernama",
            "beri nama: `(?P<jam>[0-9:]+)`",
        )


def _columns(step: Rows) -> Iterator[Problem]:
    found: set[str] = set()
    for name in step.columns:
        if name is not None and name in found:
            yield Problem(
                name.at,
                f"kolom `{name}` disebut dua kali",
                "beri nama lain pada salah satunya",
            )
        found.add(name or "")
    if found == {""}:
        yield Problem(
            step.at, "`rows` tanpa satu kolom pun", "tulis nama kolomnya menurut urutan"
        )


def _melted(step: Unpivot) -> Iterator[Problem]:
    """Refuse an unpivot of everything, and words that its pattern says already."""
    if step.columns is None and step.keep is None:
        yield Problem(
            step.at,
            "`unpivot` tidak tahu kolom mana yang dijadikan baris",
            "tulis `columns`, `keep`, atau keduanya",
        )
    if not isinstance(step.columns, Word):
        return
    named = re.compile(step.columns).groupindex
    for word, given in (("name", step.name), ("value", step.value)):
        lost = named and (word == "name" or "value" in named)
        if lost and given != word:
            yield Problem(
                step.columns.at,
                f"`{word}` tidak terpakai: kelompok bernama dalam `columns` sudah"
                " menamai hasilnya",
                f"hapus `{word}`, atau pakai kelompok tanpa nama",
            )


def _shared(one: Operation) -> Iterator[Problem]:
    batch = one.batch
    if batch is None:
        return
    steps = one.shape if batch.shape is None else batch.shape
    for word in echoed(steps).values():
        yield Problem(
            word.at,
            "`echo` tidak dapat dipakai dalam `batch`: satu jawaban berisi banyak kunci",
            "beri `batch` `shape` sendiri tanpa `echo`",
        )
