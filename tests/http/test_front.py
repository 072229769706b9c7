"""Everything beside /graphql."""

import pytest

from gateway.http.bounds import Bounds
from gateway.http.front import Front
from tests.http.fakes import FakeEngine, Noted, front_of, opened


@pytest.mark.parametrize(
    ("path", "status", "expected"),
    [
        ("/healthz", 200, {"status": "hidup"}),
        ("/readyz", 200, {"status": "siap"}),
        (
            "/",
            200,
            {
                "nama": "Gateway GraphQL Lampung-In",
                "petunjuk": "Kirim operasi GraphQL dengan POST ke /graphql.",
                "graphql": "/graphql",
            },
        ),
        (
            "/graphql/",
            404,
            {
                "galat": "Tidak ada apa-apa di sini. Titik masuk GraphQL adalah /graphql."
            },
        ),
    ],
)
async def test_pages(path: str, status: int, expected: dict[str, str]) -> None:
    """Health, readiness, a signpost, and a kind 404."""
    async with opened(front_of(FakeEngine())) as client:
        answer = await client.get(path)
    assert (status, expected) == (answer.status_code, answer.json())
    assert "nosniff" == answer.headers["x-content-type-options"]


async def test_not_ready() -> None:
    """An engine that cannot answer makes the process alive but not ready."""
    async with opened(front_of(FakeEngine(is_ready=False))) as client:
        alive = await client.get("/healthz")
        ready = await client.get("/readyz")
    assert (200, 503) == (alive.status_code, ready.status_code)
    assert {"status": "belum siap"} == ready.json()


@pytest.mark.parametrize("is_ready", [True, False])
async def test_stopping(*, is_ready: bool) -> None:
    """A process that stops says so: it is not one that has yet to come up."""
    front = front_of(FakeEngine(is_ready=is_ready))
    async with opened(front) as client:
        front.drain()
        ready = await client.get("/readyz")
    assert (503, {"status": "sedang berhenti"}) == (ready.status_code, ready.json())


@pytest.mark.parametrize("path", ["/readyz", "/healthz", "/media/a/b", "/apa"])
async def test_every_answer_asks_clients_to_go(path: str) -> None:
    """While it stops each answer closes its connection, and none does before."""
    front = front_of(FakeEngine())
    async with opened(front) as client:
        before = await client.get(path)
        front.drain()
        after = await client.get(path)
    assert "connection" not in before.headers
    assert "close" == after.headers["connection"]
    assert before.headers["content-type"] == after.headers["content-type"]


@pytest.mark.parametrize(("unfinished", "held"), [(10, 1000), (5000, 5000)])
def test_one_body_always_has_room(unfinished: int, held: int) -> None:
    """What unfinished requests may take is never less than the largest one takes."""
    front = Front(
        front_of(FakeEngine())._open_engine,
        Noted(),
        bounds=Bounds(max_body=1000, unfinished=unfinished),
    )
    assert held == front.held.most
