"""Input of the graph's scalars: gateway/connectors/writers/inputs.py."""

import pytest

from gateway.connectors.writers import parse_input


@pytest.mark.parametrize(
    ("expected", "scalar", "value"),
    [
        ("2024-02-29", "Date", "2024-02-29"),
        ("2026-08-17T10:00:00+07:00", "DateTime", "2026-08-17T10:00:00+07:00"),
        ("2026-08-17T10:00:00Z", "DateTime", "2026-08-17t10:00:00z"),
        ("2026-08-17T10:00:00Z", "DateTime", "2026-08-17T10:00:00+00:00"),
        ("2026-08-17T10:00:00.500000Z", "DateTime", "2026-08-17T10:00:00.5Z"),
        ("23:59:59", "Time", "23:59:59"),
        (1250000, "Rupiah", 1250000),
        (1250000, "Rupiah", 1250000.0),
        (2**63 - 1, "Long", 2**63 - 1),
        ("12.50", "Decimal", "12.50"),
        ("12.5", "Decimal", 12.5),
        ("12", "Decimal", 12),
        ("https://a.go.id/x", "URL", "https://a.go.id/x"),
        ({"a": [1]}, "JSON", {"a": [1]}),
    ],
    ids=repr,
)
def test_accepted(expected: object, scalar: str, value: object) -> None:
    """Input in a scalar's form becomes its normal form."""
    assert expected == parse_input(scalar)(value)


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("Date", "2024-02-30"),
        ("Date", "2024-2-3"),
        ("Date", "20240203"),
        ("Date", 20240203),
        ("Date", "2024-02-03T00:00:00Z"),
        ("DateTime", "2024-02-03 10:00:00Z"),
        ("DateTime", "2024-02-03T10:00:00"),
        ("DateTime", "2024-02-30T10:00:00Z"),
        ("DateTime", "2024-02-03T10:00:00+25:00"),
        ("Time", "24:00:00"),
        ("Time", "10:00"),
        ("Rupiah", "1250000"),
        ("Rupiah", 1.5),
        ("Rupiah", True),
        ("Rupiah", float("nan")),
        ("Long", 2**63),
        ("Decimal", "1,5"),
        ("Decimal", "1e5"),
        ("Decimal", True),
        ("Decimal", float("inf")),
        ("Decimal", "9" * 41),
        ("URL", "javascript:alert(1)"),
        ("URL", "/x"),
        ("JSON", "\ud800"),
    ],
    ids=repr,
)
def test_refused(scalar: str, value: object) -> None:
    """Input in another form is refused, without being quoted."""
    with pytest.raises(ValueError, match=r".") as caught:
        parse_input(scalar)(value)
    assert str(value) not in str(caught.value)


def test_unknown_scalar() -> None:
    """Only the graph's own scalars are known."""
    with pytest.raises(KeyError):
        parse_input("String")
