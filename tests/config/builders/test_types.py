"""Types and interfaces."""

from collections.abc import Callable

from gateway.config.model import Config
from gateway.config.place import Word
from gateway.config.typeref import parse_type

Load = Callable[..., Config]
Wrong = Callable[..., list[str]]
INTERFACE = (
    "interfaces: {Bernama: {about: Punya nama, fields: {nama: String!, isbn: ID},"
    " discriminate: {path: jenis, cases: {b: Buku, else: Buku}}}}"
)


def test_a_type_knows_its_connector(loaded: Load) -> None:
    """A type of a connector names it; one at the top has none."""
    config = loaded(top="types: {Rak: {about: Rak buku, fields: {nomor: ID!}}}")

    assert "perpus" == config.types[Word("Buku")].connector
    assert config.types[Word("Rak")].connector is None
    assert "Rak buku" == config.types[Word("Rak")].about
    assert (("isbn",), "c.yaml:9:7") == (
        config.types[Word("Buku")].key,
        str(config.types[Word("Buku")].at),
    )


def test_interfaces_lend_the_fields_a_type_lacks(loaded: Load) -> None:
    """An interface's field is the type's too, unless the type has its own."""
    config = loaded(top=INTERFACE, type="key: isbn\nimplements: [Bernama]")
    buku = config.types[Word("Buku")]

    assert ["nama", "isbn", "judul"] == list(buku.fields)
    assert parse_type("ID!") == buku.fields[Word("isbn")].type
    assert parse_type("String!") == buku.fields[Word("nama")].type
    assert ("Bernama",) == buku.implements


def test_an_interface_has_its_discriminator(loaded: Load) -> None:
    """Cases map texts to types; `else` stands apart."""
    config = loaded(top=INTERFACE, type="key: isbn\nimplements: [Bernama]")
    interface = config.interfaces[Word("Bernama")]
    chosen = interface.discriminator

    assert chosen is not None
    assert (("jenis",), {"b": "Buku"}, "Buku") == (
        chosen.path,
        chosen.cases,
        chosen.otherwise,
    )
    assert "Punya nama" == interface.about


def test_a_personal_type_marks_every_field(loaded: Load) -> None:
    """`personal: true` reaches what the type inherits as well."""
    config = loaded(top=INTERFACE, type="personal: true\nimplements: Bernama")
    buku = config.types[Word("Buku")]

    assert buku.personal
    assert {True} == {field.personal for field in buku.fields.values()}


def test_a_faulty_field_is_excused_elsewhere(wrong: Wrong) -> None:
    """A field that was dropped is not unknown to those who name it."""
    told = wrong(
        field="judul: {type: '?'}", query="sort_by: judul\nprovides: [isbn, judul]"
    )

    assert 1 == len(told)


def test_a_type_with_faulty_fields_is_excused_elsewhere(wrong: Wrong) -> None:
    """A type that was dropped is not unknown to a query that returns it."""
    told = wrong(
        top="types: {Rak: {fields: [a, b]}}",
        field="rak: {type: Rak, embed: true}",
    )

    assert 1 == len(told)
    assert "`fields` harus" in told[0]


def test_an_unknown_interface_is_left_to_the_checks(wrong: Wrong) -> None:
    """A type that implements what is not there has one problem."""
    told = wrong(type="key: isbn\nimplements: [Tiada]", query="fields: {judul: x}")

    assert 1 == len(told)
    assert "Tiada" in told[0]
