"""The development profile's page."""

import re

from gateway.http.page import Page
from tests.http.fakes import FakeEngine, front_of, opened

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def directives(policy: bytes) -> dict[str, str]:
    """Read a Content-Security-Policy."""
    parts = (one.strip().partition(" ") for one in policy.decode().split(";"))
    return {name: value for name, _, value in parts}


async def test_browser_gets_the_page() -> None:
    """A browser that visits /graphql in development gets a page in Indonesian."""
    async with opened(front_of(FakeEngine(), development=True)) as client:
        answer = await client.get("/graphql", headers=BROWSER)
    assert (200, "text/html; charset=utf-8", "nosniff") == (
        answer.status_code,
        answer.headers["content-type"],
        answer.headers["x-content-type-options"],
    )
    assert '<html lang="id">' in answer.text


def test_graphiql_runs_files_of_ours_alone() -> None:
    """GraphiQL's policy lets no script in but our files, and no request out."""
    policy = directives(Page.of("<html>").policy)
    assert "'none'" == policy["default-src"]
    assert ["'self'"] * 4 == [
        policy[f"{kind}-src"] for kind in ("script", "worker", "connect", "font")
    ]
    assert ["'none'"] * 3 == [
        policy[name] for name in ("base-uri", "form-action", "frame-ancestors")
    ]


def test_without_graphiql_says_how_to_build_it() -> None:
    """Where GraphiQL was not built, the page says how, and needs nothing else."""
    page = Page.of(None)
    html = page.body.decode()
    assert "make setup" in html
    assert [] == re.findall(r"(?:src|href)=|https?:|<script|<style", html)
    assert "'none'" == directives(page.policy)["default-src"]


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
