"""Web addresses: their one form, and what lies below what."""

import pytest
from hypothesis import given, strategies as st

from gateway.config.web import below, normalise, origin


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://RS.example.go.id/Foto/1.jpg", "https://rs.example.go.id/Foto/1.jpg"),
        (" HTTP://a.id:80 ", "http://a.id/"),
        ("https://a.id:443/x", "https://a.id/x"),
        ("https://a.id:8443/x?a=b c#d", "https://a.id:8443/x?a=b%20c"),
        ("https://a.id?x=1", "https://a.id/?x=1"),
        ("https://a.id/foto kamar é.png", "https://a.id/foto%20kamar%20%C3%A9.png"),
        ("https://a.id/a%20b/...jpg", "https://a.id/a%20b/...jpg"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
    ],
)
def test_one_form(text: str, found: str) -> None:
    """An address is written in one way, which stays as it is."""
    assert found == normalise(text)
    assert found == normalise(found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "foto/1.jpg",
        "//a.id/x",
        "ftp://a.id/x",
        "javascript:alert(1)",
        "https:///x",
        "https://siapa@a.id/x",
        "https://siapa:sandi@a.id/x",
        "https://a.id\\@b.id/x",
        "https://a.id/foto\\..\\x",
        "https://a.id/foto/../x",
        "https://a.id/foto/..",
        "https://a.id/./x",
        "https://a.id/foto/..;a=1/x",
        "https://a.id/foto/%2e%2E/x",
        "https://a.id/foto/%252e%252e/x",
        "https://a.id/foto/.%2e%2fx",
        "https://a.id/foto%2fx",
        "https://a.id/foto%5cx",
        "https://a.id/foto%00",
        "https://a.id/%2525252e",
        "https://a.id/x\ny",
        "https://a.id:0/x",
        "https://a.id:99999/x",
        "https://a.id:x/x",
        "https://a id/x",
        "https://é.id/x",
        "https://a.id/" + "x" * 2000,
    ],
)
def test_none_where_it_could_lead_elsewhere(text: str) -> None:
    """What is no web address, or might be read otherwise by a service, is none."""
    assert normalise(text) is None


@given(st.text(max_size=60))
def test_whatever_it_is(text: str) -> None:
    """Any text is none, or has a form that stays and lies below its own origin."""
    found = normalise("https://a.id/" + text)
    if found is not None:
        assert found == normalise(found)
        assert below(found, "https://a.id/")
        assert "/../" not in found


@pytest.mark.parametrize(
    ("address", "prefix", "is_below"),
    [
        ("https://a.id/foto/1.jpg", "https://a.id/foto/", True),
        ("https://a.id/foto/1.jpg", "https://a.id/foto", True),
        ("https://a.id/foto", "https://a.id/foto", True),
        ("https://a.id/foto?id=1", "https://a.id/foto", True),
        ("https://a.id/x", "https://a.id/", True),
        ("https://a.id/foto2/1.jpg", "https://a.id/foto", False),
        ("https://a.id/foto", "https://a.id/foto/", False),
        ("https://a.id.lain.id/foto/", "https://a.id/", False),
        ("http://a.id/foto/", "https://a.id/foto/", False),
        ("https://a.id:444/foto/", "https://a.id/foto/", False),
    ],
)
def test_below(address: str, prefix: str, is_below: bool) -> None:  # noqa: FBT001 - a parameter
    """Scheme, host and port are the same, and the folder is whole."""
    assert is_below is below(address, prefix)


def test_origin() -> None:
    """The origin ends before the path."""
    assert "https://a.id:444" == origin("https://a.id:444/x/y")
