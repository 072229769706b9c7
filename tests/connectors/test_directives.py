"""What a service's headers say of keeping its answer: gateway/connectors/directives.py."""

import pytest
from multidict import CIMultiDict

from gateway.connectors.directives import (
    Directives,
    bounded,
    read_directives,
)
from gateway.connectors.freshness import Lifetime

DATE = "Tue, 15 Nov 1994 08:00:00 GMT"
DECLARED = Lifetime(60, revalidate=30, error=300, ask=600)


def read(text: str, *, personal: bool = False, **more: str) -> Directives:
    """Read Cache-Control and further headers."""
    headers = CIMultiDict({"cache-control": text})
    headers.update({name.replace("_", "-"): value for name, value in more.items()})
    return read_directives(headers, personal=personal)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Directives()),
        ("max-age=60", Directives(ttl=60)),
        ("public, MAX-AGE = 60", Directives(ttl=60)),
        ('max-age="60"', Directives(ttl=60)),
        ("max-age=60, max-age=10", Directives(ttl=60)),
        ("max-age=99999999999999999999", Directives(ttl=10.0**9)),
        ("max-age=-1", Directives()),
        ("max-age=soon, ?!=;,=", Directives()),
        ("no-store, max-age=60", Directives(keep=False)),
        ("private", Directives(keep=False)),
        ("no-cache", Directives(ttl=0, strict=True)),
        ("max-age=60, must-revalidate", Directives(ttl=60, strict=True)),
        ("max-age=60, s-maxage=5", Directives(ttl=5, strict=True)),
        (
            "max-age=1, stale-while-revalidate=2, stale-if-error=3",
            Directives(ttl=1, revalidate=2, error=3),
        ),
    ],
)
def test_cache_control(text: str, expected: Directives) -> None:
    """Each directive counts as RFC 9111 §5.2 has it for a shared cache; junk is nothing."""
    assert expected == read(text)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("max-age=60", "no-store"), Directives(keep=False)),
        (("public", "private"), Directives(keep=False)),
        (("must-revalidate", "max-age=60"), Directives(ttl=60, strict=True)),
    ],
)
def test_several_lines_are_one(lines: tuple[str, ...], expected: Directives) -> None:
    """A field that comes in several lines is one list, in their order (RFC 9110 §5.3)."""
    headers = CIMultiDict(("Cache-Control", line) for line in lines)
    assert expected == read_directives(headers, personal=False)


def test_ones_own_cache_is_private() -> None:
    """A personal answer may be kept although it is private; s-maxage is not for it."""
    assert Directives(ttl=60) == read("private, max-age=60, s-maxage=1", personal=True)
    assert Directives(keep=False) == read("no-store", personal=True)


def test_age_is_what_is_gone_already() -> None:
    """What a cache before us took of the time is not there any more (RFC 9111 §4.2.3)."""
    assert Directives(ttl=40) == read("max-age=60", age="20")
    assert Directives(ttl=0) == read("max-age=60", age="99")
    assert Directives(ttl=60) == read("max-age=60", age="old")


def test_expires() -> None:
    """Expires counts from Date where max-age is not there; junk is in the past."""
    later = DATE.replace("08:00", "08:02")
    assert Directives(ttl=120) == read("", expires=later, date=DATE)
    assert Directives(ttl=0) == read("", expires=DATE, date=later)
    assert Directives(ttl=0) == read("", expires="0", date=DATE)
    assert Directives() == read("", expires=later)
    assert Directives() == read("", expires=later, date="never")
    assert Directives(ttl=5) == read("max-age=5", expires=later, date=DATE)
    naive = "Tue, 15 Nov 1994 08:00:00 -0000"
    assert Directives(ttl=120) == read("", expires=later, date=naive)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (Directives(), Lifetime(60, 30, 300)),
        (Directives(ttl=10), Lifetime(10, 30, 300)),
        (Directives(ttl=3600), Lifetime(60, 30, 300)),
        (Directives(ttl=10, revalidate=5, error=9999), Lifetime(10, 5, 300)),
        (Directives(ttl=10, strict=True), Lifetime(10)),
        (Directives(ttl=0, strict=True), None),
        (Directives(keep=False), None),
    ],
)
def test_what_is_declared_is_the_most(
    said: Directives, expected: Lifetime | None
) -> None:
    """Headers shorten what is declared, and never lengthen it."""
    assert expected == bounded(DECLARED, said, asks=False)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (Directives(), Lifetime(5, 30, 0, 600)),
        (Directives(error=10), Lifetime(5, 30, 0, 600)),
        (Directives(ttl=40), Lifetime(40, 30, 300, 600)),
    ],
)
def test_what_a_304_does_not_say(said: Directives, expected: Lifetime) -> None:
    """What was said of the answer it confirms still holds (RFC 9111 §4.3.4)."""
    before = Lifetime(5, 90, 0, 600)
    assert expected == bounded(DECLARED, said, before, asks=True)


def test_kept_to_ask() -> None:
    """With a validator an answer that is never fresh is kept, to ask about it."""
    said = Directives(ttl=0, strict=True)
    assert Lifetime(0, ask=600) == bounded(DECLARED, said, asks=True)
