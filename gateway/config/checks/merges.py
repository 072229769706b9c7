"""Merges: one field fed by several queries that give the same."""

from collections.abc import Iterator

from gateway.config.checks.hint import hint
from gateway.config.checks.rows import sortable
from gateway.config.checks.scope import Scope
from gateway.config.model import Argument, Merge, Operation
from gateway.config.place import Word
from gateway.config.problems import Problem


def merges(scope: Scope) -> Iterator[Problem]:
    """Judge every merge: its members, what they return and what they ask."""
    for merge in scope.config.merges.values():
        yield from _members(scope, merge)
        found = [
            (word, scope.queries[word]) for word in merge.of if word in scope.queries
        ]
        if found:
            yield from _returns(merge, found)
            yield from _arguments(found)
            yield from _fields(scope, merge, found[0][1])


def _members(scope: Scope, merge: Merge) -> Iterator[Problem]:
    if len(merge.of) < 2:  # noqa: PLR2004 - a merge is of two or more
        yield Problem(
            merge.name.at,
            f"`merge` `{merge.name}` menyatukan kurang dari dua query",
            "sebut dua atau lebih `konektor.query` di `of`",
        )
    for index, word in enumerate(merge.of):
        if word in merge.of[:index]:
            yield Problem(word.at, f"`{word}` disebut dua kali", "hapus salah satunya")
        elif word not in scope.queries:
            yield from unknown_query(scope, word)


def unknown_query(scope: Scope, word: Word) -> Iterator[Problem]:
    """Say that `word`, a `connector.query`, names no query."""
    connector, _, name = word.rpartition(".")
    if scope.excused(word) or scope.excused(name) or scope.excused(connector):
        return
    found = scope.config.connectors.get(Word(connector))
    if found is None:
        full = scope.named.get(name, ())
        yield Problem(
            word.at,
            f"konektor `{connector}` tidak dikenal"
            if connector
            else f"`{word}` belum menyebut konektornya",
            f"mungkin maksudnya `{full[0]}`?" if full else hint(word, scope.queries),
        )
        return
    yield Problem(
        word.at,
        f"konektor `{connector}` tidak punya query `{name}`",
        hint(word, [f"{connector}.{query}" for query in found.queries]),
    )


def _returns(merge: Merge, found: list[tuple[Word, Operation]]) -> Iterator[Problem]:
    first, model = found[0]
    for word, query in found:
        if not query.returns.is_list:
            yield Problem(
                word.at,
                f"`{word}` mengembalikan `{query.returns}`, bukan daftar",
                "satukan hanya query yang mengembalikan daftar",
            )
        elif query.returns.named != model.returns.named:
            yield Problem(
                word.at,
                f"`{word}` mengembalikan `{query.returns}`,"
                f" sedangkan `{first}` `{model.returns}`",
                f"satukan hanya query yang mengembalikan type yang sama; `fields`"
                f" pada query dapat mengisi `{model.returns.named}` dari nama lain"
                f" (`{merge.name}`)",
            )


def _arguments(found: list[tuple[Word, Operation]]) -> Iterator[Problem]:
    seen: dict[str, tuple[Word, Argument]] = {}
    for word, query in found:
        for argument in query.args.values():
            before, twin = seen.setdefault(argument.name, (word, argument))
            if twin.type.named != argument.type.named:
                yield Problem(
                    word.at,
                    f"argumen `{argument.name}` bertipe `{argument.type}` di `{word}`,"
                    f" tetapi `{twin.type}` di `{before}`",
                    "samakan type argumennya",
                )
            lacking = [one for one, other in found if argument.name not in other.args]
            if argument.type.required and not argument.has_default and lacking:
                yield Problem(
                    word.at,
                    f"`{word}` mewajibkan argumen `{argument.name}`,"
                    f" yang tidak ada di `{lacking[0]}`",
                    "tambahkan argumen itu, atau buat tidak wajib (tanpa `!`)",
                )


def _fields(scope: Scope, merge: Merge, model: Operation) -> Iterator[Problem]:
    named = model.returns.named
    fields = scope.fields.get(named)
    if fields is None:
        return
    sort = [key.field for key in merge.sort]
    for option, words in (("sort", sort), ("dedupe", merge.dedupe)):
        for word in words:
            if word in fields:
                yield from sortable(scope, word, named)
            elif not scope.excused(word):
                yield Problem(
                    word.at,
                    f"`{option}` menyebut `{word}`, yang bukan field type `{named}`",
                    hint(word, fields),
                )
