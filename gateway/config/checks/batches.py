"""Batches: many keys in one call, and each answer back to its key."""

from collections.abc import Iterator

from gateway.config.checks.hint import hint
from gateway.config.checks.scope import Scope
from gateway.config.checks.uses import sent
from gateway.config.model import Batch, Operation
from gateway.config.place import Word
from gateway.config.problems import Problem
from gateway.config.steps import Pick


def batches(scope: Scope) -> Iterator[Problem]:
    """Judge the batch of every operation."""
    for one in scope.operations():
        if one.batch is not None and not one.batch.ordered:
            yield from _keys(scope, one, one.batch)
            yield from _answers(one, one.batch)
            yield from _selected(one, one.batch)
            yield from _fields(scope, one, one.batch)


def _keys(scope: Scope, one: Operation, batch: Batch) -> Iterator[Problem]:
    by = batch.by
    if by not in one.args:
        if not scope.excused(by):
            yield Problem(
                by.at, f"`by: {by}` bukan argumen `{one.name}`", hint(by, one.args)
            )
    elif by not in sent(batch.call):
        queried = batch.call.graphql is not None
        shown = f"${by}" if queried else f"{{{by}}}"
        yield Problem(
            batch.call.at,
            f"panggilan `batch` tidak memuat `{shown}`, jadi kuncinya tidak terkirim",
            f"tulis `{shown}` di `{'graphql' if queried else 'call'}` milik `batch`",
        )


def _answers(one: Operation, batch: Batch) -> Iterator[Problem]:
    match, group = batch.match, batch.group
    if match is None and group is None:
        yield Problem(
            batch.at,
            "`batch` belum mengatakan jawaban mana untuk kunci mana",
            "tulis `group: <field>`"
            if one.returns.is_list
            else "tulis `match: <field>`",
        )
    elif match is not None and group is not None:
        yield Problem(
            batch.at,
            "`batch` memakai `match` dan `group` sekaligus",
            "pakai `match` untuk satu jawaban setiap kunci,"
            " `group` untuk banyak jawaban",
        )
    elif match is not None and one.returns.is_list:
        yield Problem(
            match.at,
            f"`match` memberi satu jawaban setiap kunci,"
            f" padahal `{one.name}` mengembalikan `{one.returns}`",
            f"pakai `group: {match}`",
        )
    elif group is not None and not one.returns.is_list:
        yield Problem(
            group.at,
            f"`group` memberi banyak jawaban setiap kunci,"
            f" padahal `{one.name}` mengembalikan `{one.returns}`",
            f"pakai `match: {group}`",
        )


def _selected(one: Operation, batch: Batch) -> Iterator[Problem]:
    """Refuse to inherit the choice of one row, where the batch needs them all."""
    path = one.select.path
    if batch.select is None and path and isinstance(path[-1], (int, Pick)):
        yield Problem(
            one.select.at,
            f"`select` memilih satu baris (`{path[-1]}`), dan `batch` mewarisinya,"
            " padahal jawaban `batch` adalah daftar",
            "tulis `select` milik `batch` sendiri: letak daftarnya",
        )


def _fields(scope: Scope, one: Operation, batch: Batch) -> Iterator[Problem]:
    fields = scope.fields.get(one.returns.named)
    if fields is None:
        return
    for word in filter(None, (batch.match, batch.group)):
        field = fields.get(word)
        if field is None:
            continue
        # A row may belong to many keys, but only one row to each.
        single = word is batch.group or not field.type.is_list
        if not single or scope.leaf(field) is None:
            yield from _no_key(scope, word, field.type.named, str(field.type))


def _no_key(scope: Scope, word: Word, named: str, shown: str) -> Iterator[Problem]:
    if named in scope.kinds and not scope.excused(named):
        yield Problem(
            word.at,
            f"field `{word}` bertipe `{shown}`, jadi tidak dapat dicocokkan"
            " dengan kunci",
            "sebut field yang berisi satu nilai, atau path di barisnya",
        )
