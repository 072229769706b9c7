"""Pages: what a style needs and has, and what a list in pages cannot do."""

from collections.abc import Iterator
from typing import Final

from gateway.config.checks.hint import hint
from gateway.config.checks.scope import Scope, definitions
from gateway.config.checks.uses import sent
from gateway.config.connections import argument_names, type_names
from gateway.config.credentials import PathKey
from gateway.config.model import Operation, carries, entry_name
from gateway.config.pages import PLACEHOLDERS, Pages
from gateway.config.problems import Problem

_STYLES: Final = {
    "start": ("page", "offset"),
    "cursor": ("cursor",),
    "keep": ("cursor",),
    "next": ("next",),
    "total": ("page", "offset", "cursor", "next"),
    "more": ("page", "offset", "cursor", "next"),
    "last": ("page",),
}
"""The styles in which each option means something."""


def pages(scope: Scope) -> Iterator[Problem]:
    """Judge every query whose list comes in pages."""
    for full, query in scope.queries.items():
        if query.pages is None:
            continue
        yield from _rows(scope, query, query.pages)
        yield from _options(query.pages)
        yield from _call(query, query.pages)
        yield from _kept(query, query.pages)
        yield from _keyed(scope, query, query.pages)
        yield from _local(query, query.pages)
        yield from _arguments(query, query.pages)
        yield from _merged(scope, full, query.pages)


def connection_names(scope: Scope) -> Iterator[Problem]:
    """Refuse a type that has the name of one which a connection brings."""
    brought = {
        name: query
        for query in scope.queries.values()
        if query.pages is not None and query.pages.connection
        for name in type_names(query.returns.named)
    }
    for kind in definitions(scope.config):
        query = brought.get(kind.name)
        if query is not None:
            yield Problem(
                kind.name.at,
                f"nama `{kind.name}` dipakai untuk halaman `{query.name}`"
                f" ({query.name.at})",
                "beri nama lain, atau pakai `as: list` pada `pages` query itu",
            )


def _rows(scope: Scope, query: Operation, pages: Pages) -> Iterator[Problem]:
    of, named = query.returns.of, query.returns.named
    if of is None or of.is_list:
        yield Problem(
            pages.at,
            f"`pages` hanya untuk query yang mengembalikan daftar,"
            f" bukan `{query.returns}`",
            f'hapus `pages`, atau pakai `returns: "[{named}!]"`',
        )
    elif pages.connection and scope.is_leaf(named):
        yield Problem(
            pages.at,
            f"daftar `{named}` tidak dapat menjadi connection: isinya bukan objek",
            "tambahkan `as: list`",
        )


def _options(pages: Pages) -> Iterator[Problem]:
    style = pages.style
    for option, at in pages.stated.items():
        if style not in _STYLES[option]:
            fitting = " atau ".join(f"`{one}`" for one in _STYLES[option])
            yield Problem(
                at,
                f"`{option}` tidak dipakai pada `style: {style}`",
                f"hanya untuk {fitting}; hapus",
            )
    if style in {"cursor", "next"} and style not in pages.stated:
        example = (
            "cursor: meta.next_cursor" if style == "cursor" else "next: links.next"
        )
        yield Problem(
            pages.at,
            f"`style: {style}` belum mengatakan letak halaman berikutnya",
            f"tambahkan `{style}`, misalnya `{example}`",
        )


def _call(query: Operation, pages: Pages) -> Iterator[Problem]:
    if query.batch is not None:
        yield Problem(
            query.batch.at,
            "`batch` tidak dapat dipakai bersama `pages`:"
            " halaman tiap kunci berbeda-beda",
            "pindahkan `batch` ke query lain dengan `expose: false`",
        )
    call = query.call
    if call is None:
        return
    name = next(iter(PLACEHOLDERS[pages.style]), None)
    if name not in {None, "size"} and name not in sent(call):
        yield Problem(
            call.at,
            f"panggilan tidak memuat `{{{name}}}`,"
            f" jadi selalu halaman yang sama yang diminta (`style: {pages.style}`)",
            f"tulis misalnya `?{name}={{{name}}}`",
        )
    if pages.style == "next" and call.method != "GET":
        yield Problem(
            call.at,
            f"`style: next` mengikuti alamat dengan GET, sedangkan ini {call.method}",
            "pakai GET, atau gaya lain",
        )


def _kept(query: Operation, pages: Pages) -> Iterator[Problem]:
    """Judge what stays beside the cursor: it names other entries of the call, not all."""
    call, keep = query.call, pages.keep
    if call is None or keep is None or pages.style != "cursor":
        return
    entries = [*call.query, *(call.form or ())]
    carrying = {entry_name(one) for one in entries if carries(one, "cursor")}
    others = {entry_name(one) for one in entries} - carrying
    if not carrying:
        yield Problem(
            pages.stated["keep"],
            "`keep` tanpa `{cursor}` di parameter query atau isian `form`",
            "hapus, atau pindahkan `{cursor}` ke sana",
        )
        return
    for word in keep:
        if word in carrying:
            yield Problem(
                word.at, f"`{word}` memuat `{{cursor}}`, jadi selalu dikirim", "hapus"
            )
        elif word not in others:
            yield Problem(
                word.at,
                f"`{word}` bukan parameter query atau isian `form` panggilan ini",
                hint(word, sorted(others)),
            )
    if others <= set(keep):
        yield Problem(
            pages.stated["keep"],
            "`keep` menyebut semuanya, jadi tidak berarti",
            "hapus",
        )


def _keyed(scope: Scope, query: Operation, pages: Pages) -> Iterator[Problem]:
    """Refuse links of a service that has a key in the path: they may hold it already."""
    connector = scope.config.connectors[query.connector]
    if pages.style == "next" and any(isinstance(o, PathKey) for o in connector.auth):
        yield Problem(
            pages.at,
            "`style: next` tidak dapat mengikuti alamat yang memuat kunci"
            " (`kind: path`)",
            "pakai gaya lain: `page`, `offset`, atau `cursor`",
        )


def _local(query: Operation, pages: Pages) -> Iterator[Problem]:
    if pages.style == "none":
        return
    used = {
        "filter_by": [one.argument.at for one in query.filter_by],
        "sort_by": [one.field.at for one in query.sort_by],
        "near": [] if query.near is None else [query.near.at],
        "dedupe": [word.at for word in query.dedupe],
    }
    for word, places in used.items():
        if places:
            yield Problem(
                places[0],
                f"`{word}` perlu seluruh daftar, sedangkan `style: {pages.style}`"
                " hanya mengambil sebagian halamannya",
                "serahkan kepada layanan lewat argumen di `call`,"
                " atau pakai `where` untuk membuang baris",
            )


def _arguments(query: Operation, pages: Pages) -> Iterator[Problem]:
    brought = argument_names(pages)
    for name in query.args:
        if name in brought or name in PLACEHOLDERS[pages.style]:
            yield Problem(
                name.at,
                f"argumen `{name}` sudah diisi oleh `pages`",
                "hapus dari `args`",
            )


def _merged(scope: Scope, full: str, pages: Pages) -> Iterator[Problem]:
    if pages.connection:
        for merge in scope.config.merges.values():
            for word in merge.of:
                if word == full:
                    yield Problem(
                        word.at,
                        f"`{word}` memberi connection, yang tidak dapat disatukan",
                        "tambahkan `as: list` pada `pages` query itu",
                    )
    if pages.style != "none":
        for kind in scope.types.values():
            yield from _searched(kind.lookup, full)


def _searched(lookup: Operation | None, full: str) -> Iterator[Problem]:
    local = None if lookup is None else lookup.lookup_in
    if (
        lookup is not None
        and local is not None
        and f"{lookup.connector}.{local.query}" == full
    ):
        yield Problem(
            local.query.at,
            f"`lookup` perlu seluruh daftar, sedangkan `{local.query}`"
            " memberinya per halaman",
            "pakai query lain, atau `lookup: {call: …}`",
        )
