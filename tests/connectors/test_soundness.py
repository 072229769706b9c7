"""What cannot be compiled: gateway/connectors/soundness.py."""

from gateway.config.model import (
    Argument,
    Config,
    Connector,
    FieldDef,
    InputDef,
    Operation,
    Reader,
    Reading,
    TypeDef,
    Writer,
)
from gateway.config.place import Place, Word
from gateway.config.typeref import TypeRef
from gateway.connectors.soundness import unsound


def at(line: int) -> Place:
    return Place("connectors.yaml", line, 1)


def field(name: str, kind: str, reader: Reader) -> FieldDef:
    paths = ((name,),)
    return FieldDef(
        Word(name), TypeRef(kind), Reading(paths=paths, reader=reader, at=at(9))
    )


def argument(name: str, kind: str, send: Writer, **rules: Word) -> Argument:
    return Argument(Word(name), TypeRef(kind), send=send, at=at(8), **rules)  # type: ignore[arg-type] # a table of rules


def operation(name: str, args: list[Argument], fields: list[FieldDef]) -> Operation:
    return Operation(
        Word(name),
        Word("perpus"),
        TypeRef("Buku"),
        None,
        args={one.name: one for one in args},
        fields={one.name: one for one in fields},
    )


def config(
    fields: list[FieldDef], args: list[Argument], lookup: Operation | None = None
) -> Config:
    kind = TypeDef(
        Word("Buku"),
        {one.name: one for one in fields},
        Word("perpus"),
        key=(Word("isbn"),),
        lookup=lookup,
    )
    query = operation("daftarBuku", args, [])
    connector = Connector(
        Word("perpus"), "Dinas", Word("https://a"), queries={query.name: query}
    )
    inputs = InputDef(Word("Saring"), {one.name: one for one in args})
    return Config(
        {connector.name: connector},
        {kind.name: kind},
        inputs={inputs.name: inputs},
    )


def test_sound() -> None:
    """A configuration that compiles has no problem."""
    fields = [
        field("isbn", "ID", Reader()),
        field("terbit", "Date", Reader(format=(Word("dd-MM-yyyy"),))),
        field("induk", "Buku", Reader(pattern=((Word("([0-9]+)"), None),))),
    ]
    args = [argument("sejak", "Date", Writer(format=Word("dd-MM-yyyy")))]
    assert [] == unsound(config(fields, args, operation("lookupBuku", args, fields)))


def test_a_key_that_is_no_field() -> None:
    """A link to a type whose key is missing is for the checks to tell."""
    fields = [field("induk", "Buku", Reader(notation=Word("id")))]
    made = config(fields, [], operation("lookupBuku", [], fields))
    assert all("kunci" not in one.reason for one in unsound(made))


def test_formats() -> None:
    """Every wrong pattern is told, at its place, in the order of the file."""
    fields = [
        field("isbn", "ID", Reader()),
        field("terbit", "Date", Reader(format=(Word("YYYY-MM-dd", at(3)),))),
        field("jam", "Time", Reader(notation=Word("id"), zone=Word("WIB"))),
    ]
    over = [field("terbit", "Date", Reader(format=(Word("%d-%m", at(2)),)))]
    args = [argument("sejak", "Date", Writer(format=Word("DD-MM-yyyy", at(1))))]
    found = unsound(config(fields, args, operation("lookupBuku", [], over)))
    assert [
        "connectors.yaml:1:1: format `DD-MM-yyyy` memuat huruf `DD` yang tidak dikenal; mungkin maksudnya dd",
        "connectors.yaml:2:1: format `%d-%m` memakai `%`; tulis seperti dd-MM-yyyy HH:mm",
        "connectors.yaml:3:1: format `YYYY-MM-dd` memuat huruf `YYYY` yang tidak dikenal; mungkin maksudnya yyyy",
    ] == [str(problem) for problem in found]


def test_rules() -> None:
    """A bound that is no value of its type is told at the argument."""
    args = [argument("harga", "Int", Writer(), max=Word("mahal", at(5)))]
    (problem,) = unsound(config([field("isbn", "ID", Reader())], args))
    assert "connectors.yaml:8:1: batas min atau max bukan nilai Int yang sah" == str(
        problem
    )


def test_factor() -> None:
    """A problem of an option without a place of its own stands at the reading."""
    fields = [
        field("isbn", "ID", Reader()),
        field("tebal", "Int", Reader(notation=Word("fr"))),
    ]
    (problem,) = unsound(config(fields, []))
    assert "connectors.yaml:9:1" == str(problem.at)
