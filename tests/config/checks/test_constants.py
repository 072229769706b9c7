"""gateway/config/checks/constants.py."""

import pytest

from gateway.config.checks.constants import fits, misfit, ordered, text_misfit
from gateway.config.checks.scope import Scope, survey
from gateway.config.model import Config, Const, EnumDef, EnumValue
from gateway.config.place import Word
from gateway.config.typeref import parse_type

STATUS = Word("Status")
ADA = Word("ADA")


@pytest.fixture
def scope() -> Scope:
    enum = EnumDef(STATUS, {ADA: EnumValue(ADA)})
    return survey(Config({}, {}, enums={STATUS: enum}), frozenset())


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("ID!", "ID", True),
        ("ID", "ID!", True),
        ("Int", "ID", True),
        ("String", "ID", True),
        ("Status", "ID", True),
        ("Boolean", "ID", False),
        ("Float", "ID", False),
        ("String", "Int", False),
        ("ID", "Int", False),
        ("ID", "String", True),
        ("Date", "String", True),
        ("Status", "String", True),
        ("Int", "String", False),
        ("JSON", "String", False),
        ("Int", "Long", True),
        ("Long", "Rupiah", True),
        ("Long", "Int", False),
        ("Float", "Long", False),
        ("Int", "Float", True),
        ("Rupiah", "Decimal", True),
        ("Decimal", "Float", False),
        ("Date", "DateTime", False),
        ("String", "Status", False),
        ("ID", "[ID!]!", True),
        ("[ID]", "[ID!]", True),
        ("[ID]", "ID", False),
        ("Entah", "Int", True),
    ],
)
def test_fits(source: str, target: str, expected: bool, scope: Scope) -> None:  # noqa: FBT001 - a table's column
    """A field fills an argument where every value of it is one of the argument's."""
    given, wanted = parse_type(source), parse_type(target)
    assert given is not None
    assert wanted is not None
    assert expected == fits(given, wanted, scope)


@pytest.mark.parametrize(
    ("leaf", "good", "bad"),
    [
        ("Int", "-2147483648", "2147483648"),
        ("Int", "0", "1.0"),
        ("Long", "9223372036854775807", "9223372036854775808"),
        ("Rupiah", "12500", "Rp12.500"),
        ("Float", "1e3", "Infinity"),
        ("Decimal", "0.10", "0,10"),
        ("Boolean", "true", "ya"),
        ("Date", "2024-02-29", "2023-02-29"),
        ("Date", "2025-08-17", "20250817"),
        ("DateTime", "2025-08-17T10:00:00Z", "2025-08-17T10:00:00"),
        ("Time", "23:59:59", "24:00"),
        ("URL", "https://contoh.go.id", "ftp://contoh.go.id"),
        ("Status", "ADA", "ada"),
    ],
)
def test_text(leaf: str, good: str, bad: str, scope: Scope) -> None:
    """A text is a value of a leaf, or it is said what would be."""
    assert text_misfit(good, leaf, scope) is None
    assert text_misfit(bad, leaf, scope)


@pytest.mark.parametrize("leaf", ["String", "ID", "JSON"])
def test_any_text(leaf: str, scope: Scope) -> None:
    """Every text is a value of a text type."""
    assert text_misfit("apa saja", leaf, scope) is None


@pytest.mark.parametrize(
    ("value", "wanted", "expected"),
    [
        (5, "Int", None),
        (False, "Boolean!", None),
        (True, "Int", "bilangan bulat 32-bit seperti `10`"),
        (None, "Int", None),
        (None, "Int!", "nilai `Int!` (bukan null)"),
        (5, "[[Int!]]", None),
        ((5, (6, None)), "[[Int!]]", "nilai `Int!` (bukan null)"),
        ({"a": 1}, "Int", "satu nilai `Int`"),
        ({"a": (1,)}, "JSON", None),
    ],
)
def test_typed(value: Const, wanted: str, expected: str | None, scope: Scope) -> None:
    """A constant that has a type already is a value of that type only."""
    ref = parse_type(wanted)
    assert ref is not None
    assert expected == misfit(value, ref, scope)


@pytest.mark.parametrize(
    ("leaf", "less", "more"),
    [
        ("Int", "9", "10"),
        ("Float", "0.9", "0.95"),
        ("Date", "2025-02-28", "2025-03-01"),
        ("DateTime", "2025-01-01T10:00:00+07:00", "2025-01-01T04:00:00Z"),
        ("Time", "09:59", "10:00:01"),
    ],
)
def test_order(leaf: str, less: str, more: str) -> None:
    """Numbers, dates and times are ordered by what they mean."""
    least, most = ordered(less, leaf), ordered(more, leaf)
    assert least is not None
    assert most is not None
    assert least < most


def test_no_order() -> None:
    """Texts have no order."""
    assert ordered("a", "String") is None
