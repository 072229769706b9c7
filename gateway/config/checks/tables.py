"""Tables: they hold something, and somebody looks into them."""

from collections.abc import Iterator

from gateway.config.checks.hint import hint
from gateway.config.checks.scope import Scope
from gateway.config.place import Word
from gateway.config.problems import Problem


def tables(scope: Scope) -> Iterator[Problem]:
    """Refuse a table without a code: it would refuse, or level, every value."""
    for table in scope.config.tables.values():
        if not table.entries and not scope.excused(table.name):
            yield Problem(
                table.name.at,
                f"tabel `{table.name}` kosong",
                'tulis paling sedikit satu pasangan, misalnya `"1": AKTIF`',
            )


def told(scope: Scope) -> Iterator[Problem]:
    """Refuse a table of messages that there is not, once where many inherit it."""
    seen: set[Word] = set()
    names = [told.map for one in scope.operations() for told in one.success if told.map]
    for name in names:
        if name in scope.config.tables or scope.excused(name):
            continue
        if name not in seen:
            seen.add(name)
            yield unknown(scope, name)


def unknown(scope: Scope, name: Word) -> Problem:
    """Return the problem of a table that there is not."""
    return Problem(
        name.at,
        f"tabel `{name}` tidak dikenal",
        hint(name, scope.config.tables) or "tulis tabel itu di `tables`",
    )
