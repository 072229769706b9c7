"""Operations: they can be carried out, and give what they promise."""

from collections.abc import Iterator

from gateway.config.checks.hint import hint
from gateway.config.checks.scope import Scope
from gateway.config.model import Call, Operation
from gateway.config.problems import Problem

_SAFE = frozenset({"GET", "POST", "HEAD"})
_BODILESS = frozenset({"GET", "HEAD"})


def ways(scope: Scope) -> Iterator[Problem]:
    """Refuse an operation with no way to carry it out."""
    for one in scope.operations():
        if one.call is None and one.batch is None and one.lookup_in is None:
            yield Problem(
                one.name.at,
                f"query `{one.name}` tidak punya `call` atau `batch`",
                f"tulis misalnya `call: GET /{one.name}`",
            )


def methods(scope: Scope) -> Iterator[Problem]:
    """Refuse a query that writes, and a body where HTTP gives it no meaning.

    RFC 9110 §9.2.1 (safe methods) and §9.3.1 (content in a GET).
    """
    for one in scope.operations():
        for call in calls(one):
            if call.method not in _SAFE:
                yield Problem(
                    call.at,
                    f"query `{one.name}` memanggil dengan {call.method},"
                    " padahal query hanya membaca",
                    "pakai GET, atau POST bila layanan memintanya",
                )
            elif call.method in _BODILESS and call.carries is not None:
                yield Problem(
                    call.at,
                    f"{call.method} tidak dapat membawa `{call.carries}`",
                    "pakai POST, atau pindahkan isinya ke `query`",
                )


def nullable_roots(scope: Scope) -> Iterator[Problem]:
    """Refuse a root that cannot be null: when its OPD fails, all siblings would."""
    for query in scope.queries.values():
        if query.expose and query.returns.required and not query.force:
            yield Problem(
                query.returns_at,
                f"query `{query.name}` tidak boleh wajib (`!`):"
                f" bila `{query.connector}` mati, seluruh jawaban ikut hilang",
                f"pakai `{str(query.returns)[:-1]}`,"
                " atau `force: true` bila memang dikehendaki",
            )


def optional_keys(scope: Scope) -> Iterator[Problem]:
    """Refuse a root that only has a batch, and may be asked without its key."""
    merged = {
        str(member)
        for merge in scope.config.merges.values()
        if merge.expose
        for member in merge.of
    }
    for full, query in scope.queries.items():
        batch = query.batch
        if query.call is not None or batch is None:
            continue
        by = query.args.get(batch.by)
        if by is None or by.type.required or by.default is not None:
            continue
        if query.expose or full in merged:
            yield Problem(
                by.type_at,
                f"argumen `{by.name}` boleh kosong,"
                f" padahal `{query.name}` hanya punya `batch`, yang perlu kuncinya",
                f"pakai `{by.type}!`, tambahkan `call`, atau `expose: false`",
            )


def overrides(scope: Scope) -> Iterator[Problem]:
    """Refuse a reading of a field that the returned type does not have."""
    for one in scope.operations():
        named = one.returns.named
        fields = scope.fields.get(named)
        if scope.unknown(named) or scope.excused(named):
            continue
        for name in one.fields:
            if fields is None:
                yield Problem(
                    name.at,
                    f"`fields` hanya untuk query yang mengembalikan type objek,"
                    f" bukan `{one.returns}`",
                    "hapus `fields`",
                )
            elif name not in fields and not scope.excused(name):
                yield Problem(
                    name.at,
                    f"`{name}` bukan field type `{named}`",
                    hint(name, fields),
                )


def provided(scope: Scope) -> Iterator[Problem]:
    """Refuse partial rows that cannot be completed by a lookup."""
    for one in scope.operations():
        if one.provides is None:
            continue
        named = one.returns.named
        fields = scope.fields.get(named)
        if fields is not None:
            for name in one.provides:
                if name not in fields and not scope.excused(name):
                    yield Problem(
                        name.at,
                        f"`provides` menyebut `{name}`,"
                        f" yang bukan field type `{named}`",
                        hint(name, fields),
                    )
        yield from _completed(scope, one, named)


def calls(one: Operation) -> Iterator[Call]:
    """Yield the calls an operation may make."""
    if one.call is not None:
        yield one.call
    if one.batch is not None:
        yield one.batch.call


def _completed(scope: Scope, one: Operation, named: str) -> Iterator[Problem]:
    kind = scope.types.get(named)
    provides = one.provides or ()
    if kind is None or scope.excused(named) or all(f in provides for f in kind.fields):
        return
    at = min((name.at for name in provides), default=one.at)
    lacking = [key for key in kind.key if key not in provides]
    if kind.lookup is None:
        lost = next(field for field in kind.fields if field not in provides)
        yield Problem(
            at,
            f"`provides` tidak memuat `{lost}`, padahal `{named}` tidak punya"
            " `lookup` untuk melengkapinya",
            f"tambahkan `lookup` pada `{named}`, atau hapus `provides`",
        )
    elif kind.lookup is not one and lacking:
        yield Problem(
            at,
            f"`provides` tidak memuat kunci `{lacking[0]}`,"
            " jadi field lain tidak dapat dicari",
            f"tambahkan `{lacking[0]}`",
        )
