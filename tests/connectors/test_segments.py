"""Path segments: gateway/connectors/segments.py."""

import pytest
from hypothesis import given, strategies as st

from gateway.connectors.segments import Shape, encode, refuse_escapes
from gateway.errors import BadInput

UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("BE1234", "BE1234"),
        ("a.b~c_d-e", "a.b~c_d-e"),
        ("BE%201234", "BE 1234"),
        ("18.01%2C18.02%2C", "18.01,18.02,"),
        ("%C3%A9%3F%23%40%3B%26%3D%25", "é?#@;&=%"),
    ],
)
def test_encode(expected: str, text: str) -> None:
    """Everything but unreserved characters is percent-encoded."""
    assert expected == encode(text)


@given(st.text())
def test_encoded_alphabet(text: str) -> None:
    """Whatever the text, only unreserved characters and % come out."""
    assert set(encode(text)) <= set(UNRESERVED + "%")


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "..",
        " .. ",
        "%2e%2e",
        "%2E.",
        "%252e%252e",
        "..%2f",
        "..\\",
        "a/b",
        "a%2fb",
        "a%5Cb",
        "..;jsessionid=1",
        ";x",
        "a\x00",
        "%00",
        "a%0d%0aX",
        "\x7f",
        "\u2028",
        "\uff0e\uff0e",
        "\u2025",
        "\uff0fetc",
        "\uff05\uff12\uff45.",
        "%" + "25" * 9 + "2e",
    ],
    ids=ascii,
)
def test_escapes(text: str) -> None:
    """What an upstream might decode into another place is refused (S20)."""
    with pytest.raises(BadInput):
        refuse_escapes(text)


@pytest.mark.parametrize(
    "text",
    ["18.01", "...", "a..b", "100%", "BE 1234 XY", "é", "a;b", "a?b#c@d", "%25%25%25"],
)
def test_honest(text: str) -> None:
    """Ordinary values are not refused: they are encoded."""
    refuse_escapes(text)


@pytest.mark.parametrize(
    "url",
    [
        "https://b.go.id/v1/x",
        "https://a.go.id/v1/x/y",
        "https://a.go.id/v1/x?y",
        "https://a.go.id/v1/x#y",
    ],
)
def test_other_shape(url: str) -> None:
    """A URL that left its template's shape is not sent."""
    with pytest.raises(BadInput):
        Shape("https://a.go.id/v1/", 4).check(url)


def test_shape() -> None:
    """A URL of its template's shape is."""
    Shape("https://a.go.id/v1/", 4).check("https://a.go.id/v1/x%2Fy")
