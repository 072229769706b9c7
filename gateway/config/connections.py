"""What pages bring to the graph: Relay's connections, and arguments to ask for pages.

https://relay.dev/graphql/connections.htm. Done once a configuration is found
sound: from then on a connection is a type like any other, whose rows are
embedded in it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from gateway.config.model import Argument, Config, FieldDef, Operation, Reading, TypeDef
from gateway.config.pages import PLACEHOLDERS, Pages
from gateway.config.place import Word
from gateway.config.typeref import TypeRef

PAGE_INFO: Final = "PageInfo"
FORWARD: Final = ("first", "after")
BACKWARD: Final = ("last", "before")
LIMIT: Final = ("limit",)

_INT: Final = TypeRef("Int")
_TEXT: Final = TypeRef("String")
_NUMBER: Final = TypeRef("Int", required=True)
_FLAG: Final = TypeRef("Boolean", required=True)


def connected(config: Config) -> Config:
    """Return a configuration with what its paged queries bring."""
    found = [query for query in _queries(config) if query.pages is not None]
    if not found:
        return config
    connectors = {
        name: replace(
            connector,
            queries={key: _paged(query) for key, query in connector.queries.items()},
        )
        for name, connector in config.connectors.items()
    }
    types = {**config.types, **_types(found)}
    return replace(config, connectors=connectors, types=types)


def type_names(row: str) -> tuple[str, str]:
    """Return the names of the types that a connection of these rows brings."""
    return f"{row}Connection", f"{row}Edge"


def argument_names(pages: Pages) -> tuple[str, ...]:
    """Return the names of the arguments that pages bring to their field."""
    if not pages.connection:
        return LIMIT
    return (*FORWARD, *BACKWARD) if pages.style == "none" else FORWARD


def page_arguments(query: Operation) -> Mapping[Word, Argument]:
    """Return the placeholders that a query's pages bring to its call, as arguments."""
    pages = query.pages
    if pages is None:
        return {}
    return {
        Word(name): Argument(Word(name), _TEXT if name == "cursor" else _NUMBER)
        for name in PLACEHOLDERS[pages.style]
    }


def _queries(config: Config) -> Iterable[Operation]:
    for connector in config.connectors.values():
        yield from connector.queries.values()


def _paged(query: Operation) -> Operation:
    """Return a query as the graph has it."""
    pages = query.pages
    if pages is None:
        return query
    args = {**query.args, **{one.name: one for one in _arguments(pages)}}
    kept = replace(pages, rows=query.returns)
    if not pages.connection:
        return replace(query, args=args, pages=kept)
    name, _ = type_names(query.returns.named)
    returns = TypeRef(name, required=query.returns.required)
    return replace(query, args=args, pages=kept, returns=returns)


def _arguments(pages: Pages) -> Iterable[Argument]:
    bounds = f"bila tidak diisi {pages.size}, paling banyak {pages.most}"
    if not pages.connection:
        yield _number("limit", f"Banyak baris; {bounds}", pages)
        return
    backward = pages.style == "none"
    same = " dari daftar yang sama, dengan induk dan argumen yang sama"
    default = "" if backward else f"; {bounds}"
    if backward:
        default = f"; tanpa `first` dan `last` {pages.size}, paling banyak {pages.most}"
    yield _number(
        "first", f"Banyak baris dari depan{default}", pages, stated=not backward
    )
    yield _text("after", f"Sesudah baris ini: `cursor` atau `pageInfo.endCursor`{same}")
    if backward:
        about = f"Banyak baris dari belakang; paling banyak {pages.most}"
        yield _number("last", about, pages, stated=False)
        yield _text(
            "before", f"Sebelum baris ini: `cursor` atau `pageInfo.startCursor`{same}"
        )


def _number(name: str, about: str, pages: Pages, *, stated: bool = True) -> Argument:
    return Argument(
        Word(name, pages.at),
        _INT,
        about,
        default=pages.size if stated else None,
        has_default=stated,
        min=Word("0", pages.at),
        max=Word(str(pages.most), pages.at),
        at=pages.at,
    )


def _text(name: str, about: str) -> Argument:
    return Argument(Word(name), _TEXT, about)


# ---------------------------------------------------------------- types


def _types(found: Iterable[Operation]) -> dict[Word, TypeDef]:
    """Make the types of every connection; rows that may be null anywhere may be so."""
    rows: dict[str, TypeRef] = {}
    for query in found:
        of = query.returns.of
        if query.pages is None or not query.pages.connection or of is None:
            continue
        known = rows.get(of.named)
        if known is None or known.required:
            rows[of.named] = of
    made: list[TypeDef] = []
    for of in rows.values():
        made += (_connection(of), _edge(of))
    if made:
        made.append(_page_info())
    return {one.name: one for one in made}


def _connection(of: TypeRef) -> TypeDef:
    name, edge = type_names(of.named)
    edges = TypeRef(of=TypeRef(edge, required=True))
    return _type(
        name,
        f"Sebagian dari daftar `{of.named}`, dan cara meneruskannya",
        (
            _field("edges", edges, "Baris beserta letaknya"),
            _field("nodes", TypeRef(of=of), "Baris saja"),
            _field(
                "pageInfo",
                TypeRef(PAGE_INFO, required=True),
                "Letak bagian ini dalam daftar",
            ),
            _field(
                "totalCount", _INT, "Banyak seluruh baris; kosong bila tidak diketahui"
            ),
            _field(
                "terpotong",
                _FLAG,
                "Apakah baris yang diminta belum semuanya diberikan, karena batas "
                "halaman atau gangguan",
            ),
        ),
    )


def _edge(of: TypeRef) -> TypeDef:
    _, name = type_names(of.named)
    return _type(
        name,
        f"Satu `{of.named}` dan letaknya dalam daftar",
        (
            _field(
                "cursor", TypeRef("String", required=True), "Letaknya, untuk `after`"
            ),
            _field("node", of, "Barisnya"),
        ),
    )


def _page_info() -> TypeDef:
    return _type(
        PAGE_INFO,
        "Letak sebagian daftar dalam keseluruhannya",
        (
            _field("hasNextPage", _FLAG, "Apakah masih ada sesudahnya"),
            _field("hasPreviousPage", _FLAG, "Apakah ada sebelumnya"),
            _field("startCursor", _TEXT, "Letak baris pertama"),
            _field("endCursor", _TEXT, "Letak baris terakhir, untuk `after`"),
        ),
    )


def _type(name: str, about: str, fields: Iterable[FieldDef]) -> TypeDef:
    own = {one.name: one for one in fields}
    return TypeDef(Word(name), own, connector=None, about=about)


def _field(name: str, kind: TypeRef, about: str) -> FieldDef:
    reading = Reading(paths=((name,),))
    return FieldDef(Word(name), kind, reading, about, embed=True)
