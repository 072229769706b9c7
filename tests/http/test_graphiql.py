"""GraphiQL's files over HTTP, from a built folder."""

import gzip
import json
import re
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from gateway.http.graphiql import NOTICE, ROOT, graphiql_page, graphiql_routes
from tests.http.fakes import FakeEngine, front_of, opened

ROOM = Path(__file__).parents[2] / "graphiql"
SCRIPT = b"let a = 1;"


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A folder as the build leaves it, with one file of each kind."""
    (tmp_path / "index.html").write_text("<!doctype html>", "utf-8")
    (tmp_path / NOTICE).write_text("react 19 (MIT)", "utf-8")
    for name in ("page-AB12.js", "page-CD34.css", "codicon-EF56.ttf"):
        (tmp_path / f"{name}.gz").write_bytes(gzip.compress(SCRIPT))
    return tmp_path


def client_on(static: Path) -> httpx.AsyncClient:
    """Make a client on the routes of a folder."""
    transport = httpx.ASGITransport(app=Starlette(routes=graphiql_routes(static)))
    return httpx.AsyncClient(transport=transport, base_url=f"http://gateway.test{ROOT}")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("page-AB12.js", "text/javascript; charset=utf-8"),
        ("page-CD34.css", "text/css; charset=utf-8"),
        ("codicon-EF56.ttf", "font/ttf"),
    ],
)
async def test_file(static: Path, name: str, kind: str) -> None:
    """A file has its type, may be kept for ever by its name, and is not guessed at."""
    async with client_on(static) as client:
        answer = await client.get(f"/{name}")
    assert (200, SCRIPT) == (answer.status_code, answer.content)
    assert {
        "content-type": kind,
        "cache-control": "public, max-age=31536000, immutable",
        "content-encoding": "gzip",
        "x-content-type-options": "nosniff",
        "vary": "accept-encoding",
    }.items() <= dict(answer.headers).items()


async def test_client_without_gzip(static: Path) -> None:
    """A client that does not take gzip gets the file plain."""
    async with client_on(static) as client:
        plain = {"accept-encoding": "identity"}
        answer = await client.get("/page-AB12.js", headers=plain)
    assert SCRIPT == answer.content
    assert "content-encoding" not in answer.headers


async def test_worker_asks_for_nothing(static: Path) -> None:
    """A worker's script forbids itself every request."""
    async with client_on(static) as client:
        answer = await client.get("/page-AB12.js")
    assert "default-src 'none'" == answer.headers["content-security-policy"]


async def test_notice(static: Path) -> None:
    """What the bundled packages ask to be said can be read."""
    async with client_on(static) as client:
        answer = await client.get(f"/{NOTICE}")
    assert "react 19 (MIT)" == answer.text


@pytest.mark.parametrize("name", ["page-XX.js", "index.html", "%2e%2e%2fpage.py"])
async def test_nothing_else(static: Path, name: str) -> None:
    """Only the built files are served, whatever the name says."""
    async with client_on(static) as client:
        answer = await client.get(f"/{name}")
    assert 404 == answer.status_code


def test_not_built(tmp_path: Path) -> None:
    """Where it was not built there is neither page nor file."""
    assert (None, []) == (graphiql_page(tmp_path), graphiql_routes(tmp_path))


async def test_production_has_no_files() -> None:
    """In production none of GraphiQL's addresses exists."""
    async with opened(front_of(FakeEngine())) as client:
        answer = await client.get(f"{ROOT}/{NOTICE}")
    assert 404 == answer.status_code


async def test_development_has_all_that_the_page_names() -> None:
    """The page that `make setup` built finds each file that it names."""
    html = graphiql_page()
    assert html is not None, "GraphiQL is not built: make setup"
    named = re.findall(r'(?:src|href)="(/[^"]*)"', html)
    assert 2 == len(named)
    async with opened(front_of(FakeEngine(), development=True)) as client:
        answers = [await client.get(name) for name in named]
    assert [200, 200] == [answer.status_code for answer in answers]


def test_lock_names_no_registry() -> None:
    """package-lock.json pins each package by its hash, and no address of it."""
    packages = json.loads((ROOM / "package-lock.json").read_text("utf-8"))["packages"]
    pinned = {name: about for name, about in packages.items() if name}
    assert pinned
    assert set() == {name for name, about in pinned.items() if "resolved" in about}
    assert set() == {name for name, about in pinned.items() if "integrity" not in about}
