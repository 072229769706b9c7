"""Random operations of connectors: their arguments, calls, batches and lookups."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import strategies as st

from gateway.config.model import (
    Argument,
    BadRows,
    Batch,
    Call,
    FieldDef,
    InputDef,
    LookupIn,
    Missing,
    Operation,
    Reading,
    Template,
    TypeDef,
)
from gateway.config.place import Word
from gateway.config.typeref import TypeRef, parse_type


def argument(name: str, kind: str, **more: object) -> Argument:
    """Return an argument."""
    found = parse_type(kind)
    assert found is not None
    return Argument(Word(name), found, **more)  # type: ignore[arg-type]  # checked by the dataclass's users below


INPUT = InputDef(
    Word("Masukan"),
    {
        one.name: one
        for one in (
            argument("a", "Int!"),
            argument("b", "[String!]", default=("s",), has_default=True),
            argument("c", "Warna", default="MERAH", has_default=True),
            argument("d", "Masukan"),
        )
    },
)
ARGS = {
    str(one.name): one
    for one in (
        argument("n", "Int"),
        argument("n1", "Int!", default=3, has_default=True),
        argument("s", "[String!]"),
        argument("s1", "[[Int!]!]", default=((1,), (2,)), has_default=True),
        argument("o", "Masukan", default={"a": 1}, has_default=True),
        argument("o1", "[Masukan!]"),
        argument("c", "Warna", default="BIRU", has_default=True),
        argument("t", "Date"),
        argument("f", "Float"),
        argument("b", "Boolean"),
    )
}
SENT = {"o": [("o", "a"), ("o", "b"), ("o", "c"), ("o", "d", "c")], "o1": [], "s1": []}
"""The paths that are sent of arguments which are no plain values or lists of them."""


def text(*parts: str | tuple[str, ...]) -> Template:
    """Return a template."""
    return Template(parts)


def call(name: str, args: Mapping[Word, Argument]) -> Call:
    """Return a call that sends every argument in its query."""
    sent = [path for arg in args for path in SENT.get(str(arg), [(str(arg),)])]
    return Call(
        "GET",
        (text(name),),
        tuple((text(".".join(path)), text("", path, "")) for path in sent),
    )


@st.composite
def arguments(draw: st.DrawFn) -> dict[Word, Argument]:
    """Draw arguments of a query."""
    names = draw(st.lists(st.sampled_from(sorted(ARGS)), max_size=2, unique=True))
    return {Word(name): ARGS[name] for name in names}


@st.composite
def query(
    draw: st.DrawFn,
    name: str,
    connector: str,
    returns: TypeRef,
    types: Mapping[Word, TypeDef],
) -> Operation:
    """Draw a query: some rows lack fields, or have them elsewhere."""
    args = draw(arguments())
    kind = types.get(Word(returns.named))
    fields: dict[Word, FieldDef] = {}
    provides = None
    if kind is not None:
        moved = draw(st.lists(st.sampled_from(sorted(kind.fields)), max_size=1))
        fields = {
            one: replace(kind.fields[one], reading=Reading(paths=((f"{one}_baru",),)))
            for one in moved
            if one != "sumber"
        }
        if kind.lookup is not None and draw(st.booleans()):
            kept = draw(st.lists(st.sampled_from(sorted(kind.fields)), unique=True))
            provides = (Word("kode"), *(Word(one) for one in kept if one != "kode"))
    return Operation(
        Word(name),
        Word(connector),
        returns,
        call(f"{connector}.{name}", args),
        args=args,
        fields=fields,
        provides=provides,
        bad_rows=BadRows.NULL,
    )


@st.composite
def group_query(
    draw: st.DrawFn, name: str, connector: str, returns: TypeRef
) -> Operation:
    """Draw a query that answers for a key: one, or in batches."""
    args = {Word("w"): argument("w", "ID!"), **draw(arguments())}
    batch = None
    if draw(st.booleans()):
        path = f"{connector}.{name}.batch"
        batch = Batch(
            call(path, args),
            Word("w"),
            size=draw(st.sampled_from([1, 2, 100])),
            match=None if returns.is_list else Word("grup"),
            group=Word("grup") if returns.is_list else None,
        )
    return Operation(
        Word(name),
        Word(connector),
        returns,
        call(f"{connector}.{name}", args),
        args=args,
        batch=batch,
        expose=False,
        bad_rows=BadRows.NULL,
        missing=Missing(statuses=(404,)),
    )


@st.composite
def lookup(draw: st.DrawFn, kind: TypeDef, queries: dict[Word, Operation]) -> TypeDef:
    """Draw how a type is looked up: singly, in batches, or among a whole list."""
    how = draw(st.sampled_from(["each", "batch", "both", "local"]))
    name = f"lookup{kind.name}"
    args = {Word("kode"): argument("kode", "ID!")}
    batch = local = None
    if how in {"batch", "both"}:
        batch = Batch(
            call(f"dinas.{name}.batch", args),
            Word("kode"),
            match=Word("kode"),
            size=draw(st.sampled_from([1, 2, 100])),
        )
    if how == "local":
        whole = f"semua{kind.name}"
        queries[Word(whole)] = Operation(
            Word(whole),
            Word("dinas"),
            TypeRef(of=TypeRef(str(kind.name))),
            call(f"dinas.{whole}", {}),
            expose=draw(st.booleans()),
            bad_rows=BadRows.NULL,
        )
        local = LookupIn(Word(whole), Word("kode"))
    made = Operation(
        Word(name),
        Word("dinas"),
        TypeRef(str(kind.name)),
        call(f"dinas.{name}", args) if how in {"each", "both"} else None,
        args=args,
        batch=batch,
        lookup_in=local,
        expose=False,
        bad_rows=BadRows.NULL,
        missing=Missing(statuses=(404,)),
    )
    return replace(kind, lookup=made)
