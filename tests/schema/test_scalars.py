"""The graph's own scalars."""

from gateway.schema.catalog import LEAVES
from gateway.schema.scalars import DESCRIPTIONS, scalar_definitions

BUILT_IN = {"Int", "Float", "String", "Boolean", "ID"}


def test_every_leaf_is_built_in_or_described() -> None:
    """Each leaf of the Catalog is one of GraphQL's own or has a definition."""
    assert set(DESCRIPTIONS) == set(LEAVES) - BUILT_IN


def test_definitions_say_what_they_are() -> None:
    """A scalar has its name, an Indonesian description and where it is specified."""
    made = scalar_definitions(lambda name: lambda value: (name, value))
    assert list(DESCRIPTIONS) == [one.name for one in made.values()]
    for one in made.values():
        assert one.description
        assert (one.specified_by_url or "").startswith("https://")


def test_input_is_read_by_the_scalar_s_own_parser() -> None:
    """Input goes through the parser of its name; output is handed on as it is."""
    date = scalar_definitions(lambda name: lambda value: (name, value))["Date"]
    assert date.parse_value is not None
    assert date.serialize is not None
    assert ("Date", "x") == date.parse_value("x")
    assert "2026-08-17" == date.serialize("2026-08-17")
