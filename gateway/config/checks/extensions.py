"""Extensions: fields that a type gains from a query."""

from collections.abc import Iterator

from gateway.config.checks.constants import fits
from gateway.config.checks.hint import hint
from gateway.config.checks.merges import unknown_query
from gateway.config.checks.scope import Kind, Scope
from gateway.config.model import Argument, Extension, Operation, TypeDef
from gateway.config.place import Word
from gateway.config.problems import Problem


def extensions(scope: Scope) -> Iterator[Problem]:
    """Judge every extension: the type, the query, and what fills its arguments."""
    for extension in scope.config.extensions:
        kind = scope.types.get(extension.type)
        if kind is None:
            yield from _no_object(scope, extension)
        yield from _query(scope, extension)
        members = _asked(scope, extension.query)
        if members:
            yield from _arguments(scope, extension, kind, members)


def _no_object(scope: Scope, extension: Extension) -> Iterator[Problem]:
    name = extension.type
    if scope.unknown(name):
        yield Problem(
            name.at,
            f"`extend` menyebut type `{name}` yang tidak dikenal",
            hint(name, scope.types),
        )
    elif name in scope.kinds:
        what = scope.kinds[name]
        yield Problem(
            name.at,
            f"`extend` hanya untuk type objek, padahal `{name}` adalah {what.value}",
            "tambahkan pada setiap type yang memakainya"
            if what in {Kind.INTERFACE, Kind.UNION}
            else None,
        )


def _query(scope: Scope, extension: Extension) -> Iterator[Problem]:
    query = extension.query
    if query in scope.config.merges or query in scope.queries:
        return
    if "." in query:
        yield from unknown_query(scope, query)
        return
    found = scope.named.get(query, ())
    if len(found) > 1:
        yield Problem(
            query.at,
            f"query `{query}` ada di beberapa konektor",
            "tulis lengkap: " + " atau ".join(f"`{full}`" for full in found),
        )
    elif not found and not scope.excused(query):
        yield Problem(
            query.at,
            f"query `{query}` tidak dikenal",
            hint(query, [*scope.config.merges, *scope.named]),
        )


def _asked(scope: Scope, query: Word) -> list[Operation]:
    merge = scope.config.merges.get(query)
    if merge is not None:
        return [scope.queries[word] for word in merge.of if word in scope.queries]
    found = scope.named.get(query, ())
    full = found[0] if len(found) == 1 else query
    return [scope.queries[full]] if full in scope.queries else []


def _arguments(
    scope: Scope, extension: Extension, kind: TypeDef | None, members: list[Operation]
) -> Iterator[Problem]:
    if not extension.with_:
        first = next(iter(members[0].args), None)
        yield Problem(
            extension.name.at,
            f"field `{extension.name}` belum mengatakan apa yang diisi dari"
            f" `{extension.type}`",
            f"tulis `with: {{{first}: <field {extension.type}>}}`"
            if first
            else f"query `{extension.query}` perlu argumen,"
            f" misalnya kunci `{extension.type}`",
        )
    known = {str(name): arg for one in members for name, arg in one.args.items()}
    for name, own in extension.with_.items():
        argument = known.get(name)
        if argument is None:
            if not scope.excused(name):
                yield Problem(
                    name.at,
                    f"`{name}` bukan argumen `{extension.query}`",
                    hint(name, known),
                )
        elif all(name in one.args for one in members):
            yield from _filled(scope, kind, own, argument)
        else:
            lacking = next(one for one in members if name not in one.args)
            yield Problem(
                name.at,
                f"argumen `{name}` tidak ada di"
                f" `{lacking.connector}.{lacking.name}`,"
                f" salah satu anggota `{extension.query}`",
                "tambahkan argumen itu pada anggota tersebut",
            )


def _filled(
    scope: Scope, kind: TypeDef | None, own: Word, argument: Argument
) -> Iterator[Problem]:
    if kind is None:
        return
    source = kind.fields.get(own)
    if source is None:
        if not scope.excused(own):
            yield Problem(
                own.at,
                f"`{own}` bukan field type `{kind.name}`",
                hint(own, kind.fields),
            )
    elif not fits(source.type, argument.type, scope):
        yield Problem(
            own.at,
            f"field `{own}` bertipe `{source.type}`,"
            f" tidak dapat mengisi argumen `{argument.name}` bertipe `{argument.type}`",
            f"samakan type keduanya, misalnya `{source.type.named}`",
        )
