"""Arguments and templates that the tests of calls share."""

from gateway.config.model import (
    Argument,
    BodyTemplate,
    Call,
    InputDef,
    Table,
    Template,
    Writer,
)
from gateway.config.place import Word
from gateway.config.typeref import TypeRef, parse_type
from gateway.connectors.template import Prepare, compile_call

BASE = "https://api.a.go.id:8443/dasar/"


def argument(name: str, kind: str, **send: object) -> Argument:
    ref = parse_type(kind)
    assert isinstance(ref, TypeRef)
    return Argument(Word(name), ref, send=Writer(**send))  # type: ignore[arg-type] # a table of options


def named(*arguments: Argument) -> dict[Word, Argument]:
    return {one.name: one for one in arguments}


ARGS = named(
    argument("nopol", "ID!"),
    argument("tahun", "Int", minus=1900),
    argument("mulai", "Date", format="dd-MM-yyyy"),
    argument("kode", "[ID!]", join=","),
    argument("ulang", "[ID!]"),
    argument("lagi", "[Int!]"),
    argument("aktif", "Boolean"),
    argument("berat", "Float"),
    argument("status", "Status", map="status"),
    argument("saring", "Saring"),
    argument("banyak", "[Saring!]"),
    argument("geser", "[Int!]", plus=1),
    argument("pecahan", "Float", plus=1),
    argument("apa", "JSON"),
)
INPUTS = {
    Word("Saring"): InputDef(
        Word("Saring"),
        named(
            argument("kode", "ID"),
            argument("pada", "Date", format="yyyyMMdd"),
            argument("dalam", "Saring"),
            argument("daftar", "[Saring!]"),
        ),
    )
}
TABLES = {Word("status"): Table(Word("status"), {"1": "BUKA", "2": "TUTUP"})}


def t(*parts: str | tuple[str, ...]) -> Template:
    return Template(parts)


def x(*path: str) -> Template:
    return Template(("", path, ""))


def compiled(call: Call, headers: tuple[tuple[str, str], ...] = ()) -> Prepare:
    return compile_call(call, BASE, ARGS, TABLES, headers, inputs=INPUTS)


def url_of(call: Call, **args: object) -> str:
    return compiled(call)(args).url.removeprefix("https://api.a.go.id:8443/dasar")


def query(*values: Template) -> Call:
    return Call(
        "GET", (), query=tuple((t(f"k{i}"), value) for i, value in enumerate(values))
    )


def body(template: BodyTemplate, **args: object) -> bytes | None:
    return compiled(Call("POST", (t("a"),), json=template))(args).body
