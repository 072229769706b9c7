"""The development profile's page."""

import re

from tests.http.fakes import FakeEngine, front_of, opened

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


async def test_browser_gets_the_page() -> None:
    """A browser that visits /graphql in development gets a page in Indonesian."""
    async with opened(front_of(FakeEngine(), development=True)) as client:
        answer = await client.get("/graphql", headers=BROWSER)
    assert (200, "text/html; charset=utf-8") == (
        answer.status_code,
        answer.headers["content-type"],
    )
    assert '<html lang="id">' in answer.text
    assert "Jalankan" in answer.text


async def test_page_asks_nobody_else() -> None:
    """The page names no address but its own, and its policy allows no other."""
    async with opened(front_of(FakeEngine(), development=True)) as client:
        answer = await client.get("/graphql", headers=BROWSER)
    assert [] == re.findall(r"""(?:src|href)=|https?:|url\(|@import""", answer.text)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "connect-src 'self'" in policy


async def test_production_has_no_page() -> None:
    """In production a browser's visit is a request without a query."""
    async with opened(front_of(FakeEngine())) as client:
        answer = await client.get("/graphql", headers=BROWSER)
    assert 400 == answer.status_code


async def test_client_asks_in_development() -> None:
    """A GET with a query is answered, not shown the page, even to a browser."""
    engine = FakeEngine()
    async with opened(front_of(engine, development=True)) as client:
        await client.get("/graphql", params={"query": "{a}"}, headers=BROWSER)
    assert ["{a}"] == [request.query for request in engine.requests]
