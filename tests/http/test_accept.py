"""Content negotiation between the two JSON media types."""

import pytest

from gateway.http.accept import JSON, RESPONSE, Accepts, Media, negotiate


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", JSON),
        ("application/json", JSON),
        ("application/graphql-response+json", RESPONSE),
        ("APPLICATION/JSON ; charset=UTF-8", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("application/graphql-response+json, application/json;q=0.9", RESPONSE),
        ("application/json, application/graphql-response+json", JSON),
        ("application/json;q=0.5, application/graphql-response+json;q=0.6", RESPONSE),
        ("application/json;q=0, */*", RESPONSE),
        ("*/*;q=0.1, application/graphql-response+json", RESPONSE),
        ("application/graphql-response+json, */*", RESPONSE),
        ("multipart/mixed;deferSpec=20220824,application/json", JSON),
        ("text/html,application/xhtml+xml,*/*;q=0.8", JSON),
        ("application/graphql-response+json;charset=iso-8859-1, */*;q=0.1", JSON),
        ('application/json;charset="utf8"', JSON),
        ("text/html", None),
        ("application/json;q=0", None),
        ("application/json;q=x", None),
        ("application/json;q=7", None),
        ("application/json;q=nan", None),
        (",", JSON),
    ],
)
def test_negotiate(header: str, expected: Media | None) -> None:
    """Quality decides, then the header's order, then application/json."""
    assert expected is negotiate(header)


def test_missing_header() -> None:
    """Without Accept a client gets application/json."""
    assert JSON is Accepts()(None)


def test_remembers_within_bounds() -> None:
    """Seen headers are remembered, but neither too many nor too long ones."""
    accepts = Accepts()
    for number in range(1000):
        assert JSON is accepts(b"application/json;v=%d" % number)
    assert JSON is accepts(b"application/json;v=0")
    assert 256 == len(accepts._seen)
    long = Accepts()
    assert JSON is long(b"application/json;v=" + b"0" * 512)
    assert {} == long._seen


@pytest.mark.parametrize(
    ("media", "text"),
    [
        (JSON, b"application/json; charset=utf-8"),
        (RESPONSE, b"application/graphql-response+json; charset=utf-8"),
    ],
)
def test_says_utf8(media: Media, text: bytes) -> None:
    """Both types name their charset, as GraphQL over HTTP demands."""
    assert (b"content-type", text) == media.header
