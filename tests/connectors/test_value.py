"""Raw values as text: gateway/connectors/value.py."""

import pytest

from gateway.connectors.value import text_of


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ("200", 200),
        ("200", 200.0),
        ("200", "200"),
        ("7.54", 7.54),
        ("true", True),
        ("false", False),
        ("null", None),
        (None, 1e300),
        (None, float("nan")),
        (None, {}),
        (None, []),
    ],
    ids=repr,
)
def test_text(expected: str | None, value: object) -> None:
    """A scalar has one text however it was written; other values have none."""
    assert expected == text_of(value)
