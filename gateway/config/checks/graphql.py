"""GraphQL services: what is asked of them can be written as a query."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from gateway.config.checks.operations import calls
from gateway.config.checks.scope import Scope
from gateway.config.documents import is_name
from gateway.config.expressions import Anything, needed
from gateway.config.graphql import Aliased, Document
from gateway.config.model import Argument, Call, FieldDef, Operation
from gateway.config.place import Place, Word
from gateway.config.problems import Problem
from gateway.config.spreads import call_arguments
from gateway.config.steps import Path, Pick
from gateway.config.typeref import TypeRef
from gateway.config.variables import variable_type


def variables(scope: Scope) -> Iterator[Problem]:
    """Refuse a variable whose type nobody states and none can be inferred."""
    for one, call, document in _asked(scope):
        for variable in document.variables:
            argument = call_arguments(one).get(Word(variable.name))
            if variable.type is not None or argument is None:
                continue
            if variable_type(_as_sent(one, call, argument)) is None:
                kind = argument.type
                yield Problem(
                    variable.at,
                    f"jenis variabel `${variable.name}` di layanan itu tidak dapat"
                    f" disimpulkan dari `{kind}`",
                    f"tulis jenisnya: `query (${variable.name}: …) {{ … }}`",
                )


def rows(scope: Scope) -> Iterator[Problem]:
    """Refuse a selection of a scalar's fields, and a body that is no JSON."""
    for one, _, document in _asked(scope):
        if document.plain is None and scope.is_leaf(one.returns.named):
            yield Problem(
                document.at,
                f"`...rows` untuk `{one.returns}`, yang tidak punya field",
                "hapus `...rows`: tulis query sampai ke nilainya",
            )
        if one.format.kind != "json":
            yield Problem(
                one.format.at,
                f"`format: {one.format.kind}` pada layanan GraphQL,"
                " yang selalu menjawab JSON",
                f"hapus, atau tulis `format: json` pada `{one.name}`",
            )


def selections(scope: Scope) -> Iterator[Problem]:
    """Refuse what is read of a GraphQL service's rows but cannot be selected."""
    seen: set[tuple[str, Place]] = set()
    for one in scope.operations():
        asked = any(call.graphql is not None for call in calls(one))
        if asked and one.shape:
            continue
        for field in _read(scope, one):
            reading = field.reading
            mark = (str(field.name), reading.at)
            if asked and mark not in seen:
                seen.add(mark)
                yield from _selectable(field)
            elif not asked and any(map(_arguments, reading.paths)):
                yield Problem(
                    reading.at,
                    f"`from: {{graphql: …}}` pada field `{field.name}`,"
                    f" padahal `{one.name}` bukan query GraphQL",
                    f"tulis path-nya di `fields` milik `{one.name}`",
                )


def together(scope: Scope) -> Iterator[Problem]:
    """Refuse a batch by aliases, or of entities, that cannot be written."""
    for one in scope.operations():
        batch = one.batch
        if batch is None or not batch.ordered:
            continue
        document = batch.call.graphql
        if document is None:
            yield Problem(
                batch.at,
                "`aliases` hanya untuk `graphql`",
                "tulis query satu kunci di `graphql`, atau hapus `aliases`",
            )
        elif batch.aliases and document.single is None:
            yield Problem(
                document.at,
                "`aliases` perlu query dengan satu field terluar",
                "tulis misalnya `{ buku(kode: $kode) { ...rows } }`",
            )
        for word in filter(None, (batch.match, batch.group)):
            yield Problem(
                word.at,
                "jawaban menurut alias atau `_entities` sudah berurutan",
                f"hapus `{'match' if word is batch.match else 'group'}`",
            )


def discriminators(scope: Scope) -> Iterator[Problem]:
    """Refuse a case of `__typename` that can be no type's name."""
    config = scope.config
    rules = [kind.discriminator for kind in config.interfaces.values()]
    rules += [kind.discriminator for kind in config.unions.values()]
    for rule in rules:
        if rule is None or rule.path != ("__typename",):
            continue
        for text in rule.cases:
            if not is_name(text):
                yield Problem(
                    rule.at,
                    f"penanda `{text}` bukan nama tipe GraphQL",
                    "pakai nama tipe seperti ditulis layanannya",
                )


def _asked(scope: Scope) -> Iterator[tuple[Operation, Call, Document]]:
    """Yield every query with the call and the operation it belongs to."""
    for one in scope.operations():
        for call in calls(one):
            if call.graphql is not None:
                yield one, call, call.graphql


def _as_sent(one: Operation, call: Call, argument: Argument) -> Argument:
    """Return an argument as a call has it: in a batch, the key is a list of them."""
    batch = one.batch
    many = batch is not None and call is batch.call and not batch.ordered
    if batch is None or not many or argument.name != batch.by or call is one.call:
        return argument
    join = batch.join or argument.send.join
    return replace(
        argument, type=TypeRef(of=argument.type), send=replace(argument.send, join=join)
    )


def _read(scope: Scope, one: Operation) -> Iterator[FieldDef]:
    """Yield every field that is read of an operation's rows, embedded ones too."""
    waiting = [one.returns.named]
    known: set[str] = set()
    own: Mapping[Word, FieldDef] = one.fields
    while waiting:
        name = waiting.pop()
        if name in known:
            continue
        known.add(name)
        members = scope.members.get(name, ())
        waiting += members
        kind = scope.types.get(name)
        for key, defined in () if kind is None else kind.fields.items():
            top = name == one.returns.named or members
            field = own.get(key, defined) if top else defined
            if not (field.provenance or field.freshness):
                yield field
            if scope.link(field) is None:
                waiting.append(field.type.named)


def _selectable(field: FieldDef) -> Iterator[Problem]:
    try:
        paths = needed(field.reading)
    except Anything:
        yield Problem(
            field.reading.jmespath.at if field.reading.jmespath else field.reading.at,
            f"ekspresi field `{field.name}` meminta semua field, dan query GraphQL"
            " harus menyebutnya satu per satu",
            "ganti `*` dengan nama fieldnya",
        )
        return
    for path in paths:
        wrong = _misnamed(path)
        if wrong is not None:
            yield Problem(
                field.reading.at,
                f"`{wrong}` di `from` field `{field.name}` bukan nama field GraphQL",
                "pakai huruf, angka, dan garis bawah, seperti ditulis layanannya",
            )


def _misnamed(path: Path) -> str | None:
    for key in path:
        inner = _misnamed(key.path) if isinstance(key, Pick) else None
        if inner or (isinstance(key, str) and not is_name(key)):
            return inner or str(key)
    return None


def _arguments(path: Path) -> bool:
    return any(isinstance(key, Aliased) for key in path)
