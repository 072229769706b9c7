"""Tables: they hold something, and somebody looks into them."""

from collections.abc import Iterator

from gateway.config.checks.scope import Scope
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
