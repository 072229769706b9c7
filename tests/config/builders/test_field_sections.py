"""Whose fields an override may build on."""

from collections.abc import Callable

from gateway.config.model import Config
from gateway.config.place import Word
from gateway.config.typeref import parse_type

Load = Callable[..., Config]
Wrong = Callable[..., list[str]]
TOP = (
    "interfaces: {Bernama: {fields: {nama: ID}, "
    "discriminate: {path: j, cases: {b: Buku, r: Rak}}}}\n"
    "types: {Rak: {implements: Bernama, fields: {lantai: Int}}}\n"
    "unions: {Apa: {of: [Buku, Rak], "
    "discriminate: {path: j, cases: {b: Buku, r: Rak}}}}"
)


def _types(config: Config) -> dict[str, object]:
    query = config.connectors[Word("perpus")].queries[Word("daftarBuku")]
    return {str(name): field.type for name, field in query.fields.items()}


def test_interfaces_and_unions_have_their_members_fields(loaded: Load) -> None:
    """A query of several types may read any of their fields another way."""
    expected = {"nama": parse_type("ID"), "lantai": parse_type("Int")}
    for name in ("Bernama", "Apa"):
        config = loaded(
            top=TOP,
            type="key: isbn\nimplements: Bernama",
            returns=f'returns: "[{name}!]"',
            query="fields: {nama: nm, lantai: lt}",
        )

        assert expected == _types(config)


def test_members_that_are_not_there_are_left_to_the_checks(wrong: Wrong) -> None:
    """A union of an unknown type has one problem."""
    discriminate = "discriminate: {path: j, cases: {b: Buku}}"
    told = wrong(top=f"unions: {{Apa: {{of: [Buku, Tiada], {discriminate}}}}}")

    assert 1 == len(told)
    assert "Tiada" in told[0]


def test_fields_of_what_has_none_are_told(wrong: Wrong) -> None:
    """A query of a scalar has no fields to read another way."""
    told = wrong(returns="returns: Int", query="fields: {nama: nm}")

    assert told
