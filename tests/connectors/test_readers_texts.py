"""Reading texts: gateway/connectors/readers/texts.py."""

import pytest

from gateway.config.model import Reader
from gateway.connectors.codec import Unreadable
from gateway.connectors.readers import BadValue, compile_reader

PLAIN = Reader()


def read(leaf: str, value: object, reader: Reader = PLAIN) -> object:
    return compile_reader(leaf, reader, {})(value)


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ("x", "x"),
        ("", ""),
        ("-", "-"),
        (" a ", " a "),
        ("12", 12),
        ("12", 12.0),
        ("7.5", 7.5),
        ("true", True),
        ("é", "é"),
    ],
    ids=repr,
)
def test_text(expected: str, value: object) -> None:
    """A text stays as it is, the empty one too; numbers and booleans become text."""
    assert expected == read("String", value)
    assert expected == read("ID", value)


def test_trim() -> None:
    """`trim` takes blanks off both ends."""
    assert "1795" == read("ID", " 1795\u00a0", Reader(trim=True))


@pytest.mark.parametrize(
    "value",
    [
        {},
        [],
        "\ud800",
        float("nan"),
        1e300,
        pytest.param(Unreadable(), id="unreadable"),
    ],
    ids=repr,
)
def test_bad_text(value: object) -> None:
    """Objects, lists, lone surrogates and numbers that lost digits are no texts."""
    for leaf in ("String", "ID"):
        with pytest.raises(BadValue):
            read(leaf, value)


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ("https://a.go.id/x?y=1#z", "https://a.go.id/x?y=1#z"),
        ("HTTP://A/", " HTTP://A/ "),
        ("https://a/hujan%20ringan.svg", "https://a/hujan ringan.svg"),
    ],
)
def test_url(expected: str, value: str) -> None:
    """A URL is absolute; raw blanks are encoded."""
    assert expected == read("URL", value)


@pytest.mark.parametrize(
    "value",
    [
        "ftp://a/",
        "javascript:alert(1)",
        "//a/b",
        "/a",
        "http://",
        "http://[::1",
        "https://a/\x00",
        "\ud800",
        5,
    ],
    ids=repr,
)
def test_bad_url(value: object) -> None:
    """Other schemes, relative references and control characters are bad values."""
    with pytest.raises(BadValue):
        read("URL", value)


@pytest.mark.parametrize(
    "value", [{"a": [1, {"b": None}]}, [], "x", 1, 1.5, True], ids=repr
)
def test_json(value: object) -> None:
    """A JSON value is handed on as it is."""
    assert value is read("JSON", value)


def test_bad_json() -> None:
    """What JSON cannot repeat, at any depth, is a bad value."""
    deep: object = 1
    for _ in range(100):
        deep = [deep]
    for value in ({"a": [Unreadable()]}, ["\ud800"], {"\ud800": 1}, deep):
        with pytest.raises(BadValue):
            read("JSON", value)
