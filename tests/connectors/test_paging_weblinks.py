"""Links to the next page."""

import time

import pytest
from hypothesis import given, strategies as st

from gateway.connectors.paging.weblinks import follow, next_link
from gateway.errors import UpstreamBadBody

BASE = "https://perpus.test:8443/api"
BASES = (BASE, "http://cadangan.test/v2/")
ASKED = f"{BASE}/buku?n=5"


@pytest.mark.parametrize(
    ("header", "link"),
    [
        ('<https://a/b?p=2>; rel="next"', "https://a/b?p=2"),
        ("</b?p=2>;rel=next", "/b?p=2"),
        ('</b>; rel="prev"; title="a, b", </c>; title="x;y"; rel="next"', "/c"),
        ('</b>; rel="last NEXT"', "/b"),
        ("</b>; REL = next , </c>; rel=prev", "/b"),
        ('</b>; rel="nexts", </c>; rel="prev"', None),
        ('</b?x=;rel=next>; rel="prev"', None),
        ("", None),
        ("next", None),
    ],
)
def test_next_link(header: str, link: str | None) -> None:
    """The target with the relation `next` is found among others, RFC 8288 §3."""
    assert link == next_link(header)


@given(st.text())
def test_any_header(header: str) -> None:
    """Whatever a header holds, it has a next link or none."""
    found = next_link(header)
    assert found is None or found in header


@pytest.mark.parametrize(
    "header",
    ["<x>" + ";a " * 5000 + '"', "<x>" + "; " * 8000, "<x>;a=" * 2000, "<" * 16_000],
)
def test_no_header_takes_long(header: str) -> None:
    """A header that is made to be slow to read is no link, at once."""
    began = time.thread_time()
    assert next_link(header) is None
    assert 1 > time.thread_time() - began


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("?p=2", f"{BASE}/buku?p=2"),
        ("/api/buku?p=2#x", f"{BASE}/buku?p=2"),
        ("lain?p=2", f"{BASE}/lain?p=2"),
        ("http://perpus.test/api/buku?p=2", f"{BASE}/buku?p=2"),
        ("https://PERPUS.test:99/api/buku/2", f"{BASE}/buku/2"),
        ("//perpus.test/api/buku?q=a b&r=é", f"{BASE}/buku?q=a%20b&r=%C3%A9"),
        ("/api/buku?q=%20%2F", f"{BASE}/buku?q=%20%2F"),
        ("https://cadangan.test/v2/buku?p=2", f"{BASE}/buku?p=2"),
    ],
)
def test_follow(link: str, url: str) -> None:
    """A link is followed on the connector's own origin, written as it may be sent."""
    assert url == follow(BASES, ASKED, link)


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("https://lain.test/api/buku", "another host"),
        ("//lain.test/api/buku", "another host"),
        ("https://perpus.test@lain.test/api/buku", "another host"),
        ("ftp://perpus.test/api/buku", "another host"),
        ("javascript:alert(1)", "another host"),
        ("/rahasia", "out of the service's path"),
        ("/apilain/x", "out of the service's path"),
        ("../rahasia", "out of the service's path"),
        ("/api/%2e%2e/rahasia", "out of the service's path"),
        ("/api/..%5crahasia", "out of the service's path"),
        ("/api/..;/rahasia", "out of the service's path"),
        ("/api/%252e%252e/rahasia", "out of the service's path"),
        ("/api/\uff0e\uff0e/rahasia", "out of the service's path"),
        ("http://cadangan.test/api/buku", "out of the service's path"),
        ("http://[", "not a URL"),
    ],
)
def test_not_followed(link: str, reason: str) -> None:
    """A link that leaves the service's host or its path is an error."""
    with pytest.raises(UpstreamBadBody, match=reason):
        follow(BASES, ASKED, link)


@given(st.text())
def test_any_link(link: str) -> None:
    """Whatever a link is, it stays below the base, or is refused."""
    try:
        found = follow(BASES, ASKED, link)
    except UpstreamBadBody:
        return
    assert found.startswith(f"{BASE}/")
    assert found.isascii()
    assert found.isprintable()
