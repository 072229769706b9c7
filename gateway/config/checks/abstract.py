"""Interfaces and unions: who belongs to them, and how a row tells which it is."""

from collections.abc import Iterator

from gateway.config.checks.hint import hint
from gateway.config.checks.scope import Kind, Scope
from gateway.config.model import Discriminator, InterfaceDef, TypeDef, UnionDef
from gateway.config.place import Word
from gateway.config.problems import Problem
from gateway.config.typeref import TypeRef


def implementations(scope: Scope) -> Iterator[Problem]:
    """Refuse types that do not keep the interfaces they claim (specification §3.6.1)."""
    for kind in scope.types.values():
        for index, name in enumerate(kind.implements):
            interface = scope.config.interfaces.get(name)
            if interface is not None:
                if name in kind.implements[:index]:
                    yield Problem(
                        name.at,
                        f"interface `{name}` disebut dua kali",
                        "hapus salah satunya",
                    )
                yield from _kept(scope, kind, interface)
            elif scope.unknown(name):
                yield Problem(
                    name.at,
                    f"interface `{name}` tidak dikenal",
                    hint(name, scope.config.interfaces)
                    or "tulis interface itu di `interfaces`",
                )
            elif name in scope.kinds:
                yield Problem(
                    name.at,
                    f"`{name}` adalah {scope.kinds[name].value}, bukan interface",
                    hint(name, scope.config.interfaces),
                )


def interfaces(scope: Scope) -> Iterator[Problem]:
    """Refuse interfaces that no row can be of, or that cannot tell their rows."""
    for interface in scope.config.interfaces.values():
        members = scope.members[interface.name]
        if not members and not scope.broken:
            yield Problem(
                interface.name.at,
                f"interface `{interface.name}` tidak dipakai type mana pun",
                f"tulis `implements: {interface.name}` pada type-nya, atau hapus",
            )
        else:
            yield from _told(scope, interface, members)


def unions(scope: Scope) -> Iterator[Problem]:
    """Refuse unions of what is no object type (specification §3.8)."""
    for union in scope.config.unions.values():
        for index, name in enumerate(union.of):
            if name in union.of[:index]:
                yield Problem(
                    name.at, f"anggota `{name}` disebut dua kali", "hapus salah satunya"
                )
            else:
                yield from _member(scope, name)
        yield from _told(scope, union, scope.members[union.name])


def _kept(scope: Scope, kind: TypeDef, interface: InterfaceDef) -> Iterator[Problem]:
    for name, promised in interface.fields.items():
        field = kind.fields.get(name)
        if field is not None and not _covariant(scope, field.type, promised.type):
            yield Problem(
                field.type_at,
                f"field `{name}` bertipe `{field.type}`,"
                f" padahal interface `{interface.name}` menjanjikan `{promised.type}`",
                f"pakai `{promised.type}`",
            )


def _covariant(scope: Scope, own: TypeRef, promised: TypeRef) -> bool:
    """Tell whether a field's type keeps a promise: IsValidImplementationFieldType."""
    if promised.required and not own.required:
        return False
    if own.of is not None and promised.of is not None:
        return _covariant(scope, own.of, promised.of)
    if own.is_list or promised.is_list:
        return False
    return (
        own.name == promised.name
        or scope.unknown(promised.named)
        or own.named in scope.members.get(promised.named, ())
    )


def _member(scope: Scope, name: Word) -> Iterator[Problem]:
    if scope.unknown(name):
        yield Problem(
            name.at, f"anggota `{name}` tidak dikenal", hint(name, scope.types)
        )
    elif scope.kinds.get(name, Kind.OBJECT) is not Kind.OBJECT:
        yield Problem(
            name.at,
            f"anggota `{name}` adalah {scope.kinds[name].value}, bukan type objek",
            "union hanya terdiri dari type objek",
        )


def _told(
    scope: Scope, kind: InterfaceDef | UnionDef, members: tuple[str, ...]
) -> Iterator[Problem]:
    what = "interface" if isinstance(kind, InterfaceDef) else "union"
    by = kind.discriminator
    if by is None:
        if f"{kind.name}.discriminate" not in scope.broken:
            yield Problem(
                kind.name.at,
                f"{what} `{kind.name}` belum mengatakan cara mengenali type barisnya",
                "tulis `discriminate: {path: jenis, cases: {…}}`",
            )
        return
    if not by.cases:
        yield Problem(
            by.at,
            f"`discriminate` milik `{kind.name}` tidak punya `cases`",
            f"tulis misalnya `cases: {{kode: {members[0] if members else 'Type'}}}`",
        )
    yield from _cases(scope, kind, by, members)


def _cases(
    scope: Scope,
    kind: InterfaceDef | UnionDef,
    by: Discriminator,
    members: tuple[str, ...],
) -> Iterator[Problem]:
    chosen = [*by.cases.values(), *([by.otherwise] if by.otherwise else [])]
    for name in chosen:
        if name in members or scope.excused(name):
            continue
        if name not in scope.kinds:
            yield Problem(
                name.at,
                f"`cases` menunjuk type `{name}` yang tidak dikenal",
                hint(name, members),
            )
        elif isinstance(kind, InterfaceDef):
            yield Problem(
                name.at,
                f"`cases` menunjuk `{name}`, yang tidak memakai interface"
                f" `{kind.name}`",
                f"tulis `implements: {kind.name}` pada `{name}`",
            )
        else:
            yield Problem(
                name.at,
                f"`cases` menunjuk `{name}`, yang bukan anggota union `{kind.name}`",
                f"tambahkan `{name}` ke `of`",
            )
    if by.cases and isinstance(kind, UnionDef):
        yield from _unreached(scope, kind, chosen)


def _unreached(scope: Scope, kind: UnionDef, chosen: list[Word]) -> Iterator[Problem]:
    for name in kind.of:
        if name not in chosen and name in scope.types:
            yield Problem(
                name.at,
                f"anggota `{name}` tidak pernah dipilih oleh `cases`",
                f"tambahkan `<isi>: {name}` di `cases`, atau hapus dari `of`",
            )
