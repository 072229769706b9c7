"""Links: fields whose value is another type's key."""

from collections.abc import Iterator

from gateway.config.checks.constants import fits
from gateway.config.checks.hint import hint
from gateway.config.checks.scope import LEAVES, Scope
from gateway.config.model import FieldDef, TypeDef
from gateway.config.problems import Problem


def links(scope: Scope) -> Iterator[Problem]:
    """Judge every field of an object type that is, or could be, a link."""
    for kind in scope.types.values():
        for field in kind.fields.values():
            target = scope.types.get(field.type.named)
            if target is None or not target.key or field.embed:
                yield from _not_a_link(scope, field)
            elif target.lookup is None:
                yield from _cannot_look_up(scope, field, target)
            else:
                yield from _key(scope, kind, field, target)
                yield from _nullable(kind, field, target)


def _not_a_link(scope: Scope, field: FieldDef) -> Iterator[Problem]:
    named = field.type.named
    if field.embed and scope.kinds.get(named) in LEAVES:
        yield Problem(
            field.at,
            f"field `{field.name}` bertipe `{field.type}`,"
            " jadi tidak perlu `embed: true`",
            "hapus `embed`",
        )
    if field.with_ and named in scope.kinds:
        yield Problem(
            min(word.at for word in field.with_),
            f"`with` hanya untuk link, padahal `{named}` bukan link",
            "hapus `with`"
            if named not in scope.types
            else f"hapus `with`, atau beri `{named}` kunci dan `lookup`",
        )


def _cannot_look_up(
    scope: Scope, field: FieldDef, target: TypeDef
) -> Iterator[Problem]:
    if not scope.excused(target.name) and f"{target.name}.lookup" not in scope.broken:
        yield Problem(
            field.type_at,
            f"field `{field.name}` menunjuk `{target.name}` lewat kuncinya,"
            f" tetapi `{target.name}` tidak punya `lookup` atau `batch`",
            f"tambahkan `lookup` pada `{target.name}`,"
            " atau `embed: true` bila objeknya sudah ada di jawaban",
        )


def _nullable(kind: TypeDef, field: FieldDef, target: TypeDef) -> Iterator[Problem]:
    lookup = target.lookup
    if not field.type.required or field.force or lookup is None:
        return
    if lookup.connector != kind.connector:
        yield Problem(
            field.type_at,
            f"link ke OPD lain `{field.name}` tidak boleh wajib (`!`):"
            f" bila `{lookup.connector}` mati, seluruh `{kind.name}` ikut hilang",
            f"pakai `{str(field.type)[:-1]}`,"
            " atau `force: true` bila memang dikehendaki",
        )


def _key(
    scope: Scope, kind: TypeDef, field: FieldDef, target: TypeDef
) -> Iterator[Problem]:
    if not field.with_:
        if len(target.key) > 1:
            pairs = ", ".join(f"{key}: …" for key in target.key)
            yield Problem(
                field.at,
                f"`{target.name}` punya {len(target.key)} kunci;"
                f" field `{field.name}` belum menyebut semuanya",
                f"tulis `with: {{{pairs}}}`",
            )
        return
    if field.type.is_list:
        yield Problem(
            field.type_at,
            f"field `{field.name}` memakai `with`, jadi menunjuk satu"
            f" `{target.name}`, bukan daftar",
            f"pakai `type: {target.name}`",
        )
    yield from _with(scope, kind, field, target)
    missing = [key for key in target.key if key not in field.with_]
    if missing:
        yield Problem(
            min(word.at for word in field.with_),
            f"`with` belum menyebut kunci `{missing[0]}` dari `{target.name}`",
            f"tambahkan `{missing[0]}: <field {kind.name}>`",
        )


def _with(
    scope: Scope, kind: TypeDef, field: FieldDef, target: TypeDef
) -> Iterator[Problem]:
    for key, own in field.with_.items():
        wanted = target.fields.get(key)
        source = kind.fields.get(own)
        if key not in target.key:
            yield Problem(
                key.at,
                f"`{key}` bukan kunci `{target.name}`",
                hint(key, target.key),
            )
        elif source is None:
            if not scope.excused(own):
                yield Problem(
                    own.at,
                    f"`{own}` bukan field type `{kind.name}`",
                    hint(own, kind.fields),
                )
        elif wanted is not None and not fits(source.type, wanted.type, scope):
            yield Problem(
                own.at,
                f"field `{own}` bertipe `{source.type}`,"
                f" tidak dapat mengisi kunci `{key}` bertipe `{wanted.type}`",
                f"samakan type keduanya, misalnya `{wanted.type.named}`",
            )
