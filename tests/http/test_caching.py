"""What the answer to a GET says to caches, and how they ask again: gateway/http/caching.py."""

from typing import Any

import pytest

from gateway.execution.message import Reply, Share
from gateway.http.accept import JSON, RESPONSE
from gateway.http.caching import Posted, entity_tag, is_known, shared_headers
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


async def test_a_post_says_how_old_it_is() -> None:
    """A POST is told what a GET is, but for the tag: it is never 304, nor varies."""
    async with opened(front_of(FakeEngine(KEPT))) as client:
        got = await client.get("/graphql", params={"query": "{a}"})
        posted = await client.post(
            "/graphql", json={"query": "{a}"}, headers={"if-none-match": "*"}
        )
    assert (200, ASKED) == (posted.status_code, posted.content)
    for name in ("cache-control", "age"):
        assert got.headers[name] == posted.headers[name]
    assert not {"etag", "vary"}.intersection(posted.headers)


@pytest.mark.parametrize(
    ("engine", "sent"),
    [
        (FakeEngine(), {"json": {"query": "{a}"}}),
        (FakeEngine(refused()), {"json": {"query": "{"}}),
        (FakeEngine(error=ValueError("x")), {"json": {"query": "{a}"}}),
        (FakeEngine(), {"content": b"{", "headers": {"content-type": "text/plain"}}),
        (FakeEngine(), {"json": {"query": 1}}),
    ],
)
async def test_a_post_that_nobody_may_keep(
    engine: FakeEngine, sent: dict[str, Any]
) -> None:
    """What is somebody's own, refused or broken is kept by nobody."""
    async with opened(front_of(engine)) as client:
        answer = await client.post("/graphql", **sent)
    assert "no-store" == answer.headers["cache-control"]
    assert "age" not in answer.headers


def test_headers_of_a_moment() -> None:
    """Replies that may be kept alike have the same headers, which are not kept for ever."""
    posted = Posted()
    first = posted(Share(1.0, 2.0))
    assert first is posted(Share(1.0, 2.0))
    assert posted(None) is posted(None)
    for age in range(3000):
        posted(Share(float(age), 5.0))
    assert len(posted._made) <= 1000


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
