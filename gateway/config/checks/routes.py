"""Routes and spreads: their arguments, addresses and bounds."""

import re
from collections.abc import Iterator, Mapping

from gateway.config.addresses import url
from gateway.config.checks.hint import hint
from gateway.config.checks.readers import zones
from gateway.config.checks.scope import Scope, depth
from gateway.config.checks.uses import sent
from gateway.config.kinds import Wrong
from gateway.config.model import Argument, Connector, Operation, Table
from gateway.config.nodes import Scalar
from gateway.config.place import Word
from gateway.config.problems import Problem
from gateway.config.routes import Route
from gateway.config.spreads import Spread


def routes(scope: Scope) -> Iterator[Problem]:
    """Judge the tables of routes, and what each operation makes of its route."""
    stated: dict[object, Route] = {}
    for connector in scope.config.connectors.values():
        if connector.route is not None:
            stated[connector.route.at] = connector.route
            yield from _nobody(scope, connector, connector.route)
    for one in scope.operations():
        if one.route is not None:
            stated[one.route.at] = one.route
            yield from _route(scope, one, one.route)
    for route in stated.values():
        yield from _table(scope, route)
        yield from _pattern(route)


def spreads(scope: Scope) -> Iterator[Problem]:
    """Judge the spread of every operation."""
    for one in scope.operations():
        if one.spread is not None:
            yield from _spread(scope, one, one.spread)


def paged(scope: Scope) -> Iterator[Problem]:
    """Refuse pages of an answer that is itself made of several."""
    for one in scope.operations():
        for word, other in (("spread", one.spread), ("route", one.route)):
            if one.pages is not None and other is not None:
                yield Problem(
                    other.at,
                    f"`{one.name}` memakai `pages` dan `{word}` sekaligus",
                    "pakai salah satu",
                )


# ------------------------------------------------------------------ routes


def _nobody(scope: Scope, connector: Connector, route: Route) -> Iterator[Problem]:
    """Refuse a connector's route by an argument that none of its operations has."""
    own = [one for one in scope.operations() if one.connector == connector.name]
    if scope.excused(route.by) or any(route.by in one.args for one in own):
        return
    known = {str(name): name for one in own for name in one.args}
    yield Problem(
        route.by.at,
        f"tidak ada query `{connector.name}` yang punya argumen `{route.by}`",
        hint(route.by, known),
    )


def _table(scope: Scope, route: Route) -> Iterator[Problem]:
    table = scope.config.tables.get(route.table)
    if table is None:
        if not scope.excused(route.table):
            yield Problem(
                route.table.at,
                f"tabel `{route.table}` tidak ada",
                hint(route.table, scope.config.tables) or "tulis di `tables:`",
            )
        return
    for code, value in (*table.entries.items(), ("else", table.otherwise)):
        if value is not None:
            yield from _address(table, code, value)


def _pattern(route: Route) -> Iterator[Problem]:
    if route.pattern is not None and not re.compile(route.pattern).groups:
        yield Problem(
            route.pattern.at,
            f"`pattern: {route.pattern}` tidak punya kelompok, jadi tidak ada yang dicari",
            "beri tanda kurung pada bagian yang memilih, misalnya `^([0-9]{4})`",
        )


def _address(table: Table, code: str, value: str) -> Iterator[Problem]:
    """Judge an address of a table; it may be a secret, and is not shown."""
    wrong = url(Scalar(value, table.at, written=f"{table.name}.{code}"))
    if isinstance(wrong, Wrong):
        yield Problem(table.name.at, wrong.reason, wrong.remedy)


def _route(scope: Scope, one: Operation, route: Route) -> Iterator[Problem]:
    by = one.args.get(route.by)
    if by is None:
        if not scope.excused(route.by):
            yield _unknown(one, route.by)
        return
    if depth(by.type) > 1 or not scope.is_leaf(by.type.named):
        yield Problem(
            route.by.at,
            f"`{route.by}` bertipe `{by.type}`, jadi tidak dapat memilih alamat",
            "pakai argumen yang berisi satu nilai, atau daftarnya",
        )
    elif by.type.is_list and not one.returns.is_list:
        yield _one_result(one, route.by)
    if one.batch is not None and one.batch.by != route.by:
        wrong = "berupa daftar" if by.type.is_list else "boleh kosong"
        if by.type.is_list or not by.type.required:
            yield Problem(
                route.by.at,
                f"`batch` milik `{one.name}` memilih alamat menurut `{route.by}`, yang"
                f" {wrong}",
                f"pakai `{by.type.named}!`",
            )
    home = scope.config.connectors.get(one.connector)
    shared = None if home is None else home.route
    if route.every and (shared is None or shared.at != route.at):
        yield from _every(one, route, by)


def _every(one: Operation, route: Route, by: Argument) -> Iterator[Problem]:
    if by.type.required:
        yield Problem(
            route.at,
            f"`all` tidak pernah berlaku: `{route.by}` wajib diisi",
            f"hapus `all`, atau pakai `{str(by.type)[:-1]}`",
        )
    elif not one.returns.is_list:
        yield _one_result(one, Word("all", route.at))


# ------------------------------------------------------------------ spreads


def _spread(scope: Scope, one: Operation, spread: Spread) -> Iterator[Problem]:
    yield from zones(spread.zone)
    if not one.returns.is_list:
        yield _one_result(one, Word("spread", spread.at))
    if one.batch is not None:
        yield Problem(
            spread.at,
            "`spread` dan `batch` dipakai sekaligus",
            "pakai salah satu: `batch` sudah memuat banyak kunci",
        )
    if one.call is None:
        yield Problem(spread.at, "`spread` tanpa `call`", "tulis panggilannya")
        return
    if spread.start is None and spread.end is None:
        yield from _listed(scope, one, spread)
    elif spread.start is None or spread.end is None:
        lacking = "from" if spread.start is None else "to"
        yield Problem(
            spread.at,
            f"rentang `spread` belum punya `{lacking}`",
            "tulis misalnya `{over: tanggal, from: dari, to: sampai}`",
        )
    else:
        yield from _span(scope, one, spread, (spread.start, spread.end))


def _listed(scope: Scope, one: Operation, spread: Spread) -> Iterator[Problem]:
    over = spread.over
    if over is None:
        yield Problem(
            spread.at, "`spread` belum punya `over`", "tulis `spread: <argumen daftar>`"
        )
        return
    argument = one.args.get(over)
    if argument is None:
        if not scope.excused(over):
            yield _unknown(one, over)
    elif not argument.type.is_list:
        yield Problem(
            over.at,
            f"`{over}` bertipe `{argument.type}`, bukan daftar",
            f'pakai `"[{argument.type.named}!]"`,'
            " atau tulis `from` dan `to` untuk rentang tanggal",
        )


def _span(
    scope: Scope, one: Operation, spread: Spread, ends: tuple[Word, Word]
) -> Iterator[Problem]:
    for name in ends:
        argument = one.args.get(name)
        if argument is None:
            if not scope.excused(name):
                yield _unknown(one, name)
        elif argument.type.is_list or argument.type.named != "Date":
            yield Problem(
                name.at,
                f"`{name}` bertipe `{argument.type}`, bukan `Date`",
                "pakai `Date`",
            )
    over = spread.over
    if over is not None and over in one.args:
        yield Problem(
            over.at,
            f"`{over}` sudah nama argumen",
            "beri nama lain untuk hari pertama setiap bagian",
        )
    used = sent(one.call) if one.call is not None else set[str]()
    wanted = {str(over)} if over is not None else set(map(str, ends))
    if not wanted <= used:
        shown = ", ".join(f"`{{{name}}}`" for name in sorted(wanted - used))
        yield Problem(
            spread.at,
            f"panggilan tidak memuat {shown}, jadi setiap bagian meminta hal yang sama",
            f"tulis {shown} di `call`",
        )


# ------------------------------------------------------------------ messages


def _unknown(one: Operation, name: Word) -> Problem:
    known: Mapping[str, object] = {str(key): key for key in one.args}
    remedy = hint(name, known) or f"tulis `{name}` di `args`"
    return Problem(name.at, f"`{name}` bukan argumen `{one.name}`", remedy)


def _one_result(one: Operation, word: Word) -> Problem:
    return Problem(
        word.at,
        f"`{word}` memberi banyak jawaban, sedangkan `{one.name}` mengembalikan"
        f" `{one.returns}`",
        f'pakai `returns: "[{one.returns.named}!]"`',
    )
