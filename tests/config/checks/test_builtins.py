"""gateway/config/checks/builtins.py."""

from gateway.config.checks.builtins import RESERVED_TYPES, SCALARS


def test_scalars() -> None:
    """The graph has these scalars and no others."""
    expected = (
        "Boolean Date DateTime Decimal Float ID Int JSON Long Rupiah String Time URL"
    )
    assert expected == " ".join(sorted(SCALARS))


def test_reserved() -> None:
    """No scalar can be defined again."""
    assert SCALARS < RESERVED_TYPES
