"""What the answer to a GET says to caches, and how they ask again: gateway/http/caching.py."""

import pytest

from gateway.execution.message import Reply, Share
from gateway.http.accept import JSON, RESPONSE
from gateway.http.caching import entity_tag, is_known, shared_headers
from tests.http.fakes import ASKED, FakeEngine, front_of, opened, refused

KEPT = Reply(ASKED, share=Share(4.9, 6.2, 20.5, 100.0))


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (
            Share(4.9, 6.2, 20.5, 100.0),
            b"public, max-age=10, stale-while-revalidate=20, stale-if-error=100",
        ),
        (Share(0, 60), b"public, max-age=60"),
        (Share(75.0, 0.0, 0.5, 30.0), b"public, max-age=75, stale-if-error=30"),
    ],
)
def test_cache_control(share: Share, expected: bytes) -> None:
    """`max-age` less `Age` is what is left, never more; windows only where there are any."""
    headers = dict(shared_headers(share, b'"t"'))
    assert expected == headers[b"cache-control"]
    assert b"%d" % int(share.age) == headers[b"age"]


def test_tags() -> None:
    """A tag is one body's, as one media type, and strong."""
    tag = entity_tag(ASKED, JSON)
    assert (34, b'"') == (len(tag), tag[:1])
    assert tag == entity_tag(ASKED, JSON)
    assert tag not in {entity_tag(ASKED, RESPONSE), entity_tag(ASKED + b" ", JSON)}


@pytest.mark.parametrize("given", [b'"t"', b'W/"t"', b'"a", W/"t" ,"b"', b"*"])
def test_known(given: bytes) -> None:
    """Tags are compared weakly, in lists, and `*` is any."""
    assert is_known({b"if-none-match": given}, b'"t"')


@pytest.mark.parametrize("given", [b"", b"t", b'"T"', b'"*"', b'*, "a"'])
def test_not_known(given: bytes) -> None:
    """Anything else is another representation."""
    assert not is_known({b"if-none-match": given}, b'"t"')
    assert not is_known({}, b'"t"')


async def test_asked_again() -> None:
    """With the tag of what it has a client gets 304 and no body; with another, all."""
    async with opened(front_of(FakeEngine(KEPT))) as client:
        first = await client.get("/graphql", params={"query": "{a}"})
        tag = {"if-none-match": first.headers["etag"]}
        again = await client.get("/graphql", params={"query": "{a}"}, headers=tag)
        other = await client.get(
            "/graphql", params={"query": "{a}"}, headers={"if-none-match": '"x"'}
        )
    assert (200, ASKED) == (first.status_code, first.content)
    assert (304, b"") == (again.status_code, again.content)
    assert "content-type" not in again.headers
    for name in ("cache-control", "age", "etag", "vary"):
        assert first.headers[name] == again.headers[name]
    assert (200, ASKED) == (other.status_code, other.content)


async def test_a_post_is_not_kept() -> None:
    """A POST says nothing to caches, whatever its reply allows, and is never 304."""
    async with opened(front_of(FakeEngine(KEPT))) as client:
        answer = await client.post(
            "/graphql", json={"query": "{a}"}, headers={"if-none-match": "*"}
        )
    assert (200, ASKED) == (answer.status_code, answer.content)
    assert not {"cache-control", "etag", "age"}.intersection(answer.headers)


@pytest.mark.parametrize("reply", [Reply(ASKED), refused()])
async def test_no_store(reply: Reply) -> None:
    """What nobody may keep says so, and has no tag."""
    async with opened(front_of(FakeEngine(reply))) as client:
        answer = await client.get(
            "/graphql", params={"query": "{a}"}, headers={"if-none-match": "*"}
        )
    assert "no-store" == answer.headers["cache-control"]
    assert "etag" not in answer.headers
    assert reply.body == answer.content
