"""Unions, enums and input objects."""

from collections.abc import Callable

from gateway.config.model import Config, EnumValue
from gateway.config.place import Word
from gateway.config.typeref import parse_type

Load = Callable[..., Config]


def test_enums_as_a_list(loaded: Load) -> None:
    """The short form is the list of values."""
    config = loaded(top="enums: {Status: [BARU, SELESAI]}")
    status = config.enums[Word("Status")]

    assert {
        "BARU": EnumValue(Word("BARU")),
        "SELESAI": EnumValue(Word("SELESAI")),
    } == status.values
    assert "c.yaml:2:9" == str(status.at)


def test_enums_with_descriptions(loaded: Load) -> None:
    """A value's text is its description; a mapping deprecates as well."""
    values = "{BARU: Baru masuk, LAMA: {about: Lama, deprecated: pakai BARU}}"
    config = loaded(top=f"enums: {{Status: {{about: Keadaan, values: {values}}}}}")
    status = config.enums[Word("Status")]

    assert "Keadaan" == status.about
    assert {
        "BARU": EnumValue(Word("BARU"), "Baru masuk"),
        "LAMA": EnumValue(Word("LAMA"), "Lama", "pakai BARU"),
    } == status.values


def test_unions(loaded: Load) -> None:
    """A union has members and a discriminator."""
    config = loaded(
        top=(
            "types: {Rak: {fields: {a: ID}}}\n"
            "unions: {Apa: {about: Apa saja, of: [Buku, Rak],"
            " discriminate: {path: j.k, cases: {b: Buku, r: Rak}}}}"
        )
    )
    union = config.unions[Word("Apa")]

    assert (("Buku", "Rak"), "Apa saja") == (union.of, union.about)
    assert union.discriminator is not None
    assert (("j", "k"), None) == (
        union.discriminator.path,
        union.discriminator.otherwise,
    )


def test_input_objects(loaded: Load) -> None:
    """An input's fields are arguments."""
    config = loaded(
        top="inputs: {Saring: {about: S, fields: {a: Int!, b: {type: Int, default: 5}}}}"
    )
    saring = config.inputs[Word("Saring")]

    assert "S" == saring.about
    assert parse_type("Int!") == saring.fields[Word("a")].type
    assert (5, True) == (
        saring.fields[Word("b")].default,
        saring.fields[Word("b")].has_default,
    )
