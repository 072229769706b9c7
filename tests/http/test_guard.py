"""What breaks beside /graphql."""

import asyncio

import httpx
import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.http.answer import Message, Receive, Scope, Send
from gateway.http.front import Front, Operating
from gateway.http.guard import Guard
from gateway.observe import Fault
from tests.http.fakes import FakeEngine, Noted, client_of, front_of

ERROR = ValueError("http://opd.test/?token=rahasia")


def broken(observer: Noted, error: BaseException) -> Front:
    """Make an edge one of whose routes raises."""

    async def rise(_request: Request) -> Response:
        raise error

    front = front_of(FakeEngine(), observer)
    operating = Operating(routes=(Route("/rusak", rise),))
    return Front(front._open_engine, observer, operating=operating)


async def test_a_fault() -> None:
    """It is 500 with a number, under which the log has the rest, and no more is said."""
    observer = Noted()
    async with client_of(broken(observer, ERROR)) as client:
        answer = await client.get("/rusak")
    number = answer.json()["id"]
    assert (
        500,
        {"galat": f"kesalahan di dalam gateway; nomornya {number}", "id": number},
    ) == (
        answer.status_code,
        answer.json(),
    )
    assert ("nosniff", "no-store") == (
        answer.headers["x-content-type-options"],
        answer.headers["cache-control"],
    )
    assert [Fault(f"http {number}", ERROR)] == observer.events


async def said_by(app: Guard | Front, path: str = "/rusak") -> list[Message]:
    """Ask for a path of an application, and go away while sending; return what it says."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {"type": "http", "method": "GET", "path": path, "headers": []}
    await app(scope, receive, send)
    return sent


async def test_a_client_who_goes_away() -> None:
    """It is nobody's fault, and nobody is there to be answered."""
    observer = Noted()
    assert [] == await said_by(broken(observer, ClientDisconnect()))
    assert [] == observer.events


async def test_the_gateway_has_to_stop() -> None:
    """Whom nobody waits for any more is told; it is no fault."""
    observer = Noted()
    start, body = await said_by(broken(observer, asyncio.CancelledError()))
    assert 503 == start["status"]
    assert b'{"galat":"gateway sedang berhenti"}' == body["body"]
    assert [] == observer.events


async def test_the_gateway_has_to_stop_after_the_beginning() -> None:
    """An answer that has begun is not begun again."""
    start = {"type": "http.response.start", "status": 200}

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send(start)
        raise asyncio.CancelledError

    assert [start] == await said_by(Guard(app, Noted()))


async def test_a_fault_after_the_beginning() -> None:
    """An answer that has begun is not begun again; the fault is noted."""
    observer, start = Noted(), {"type": "http.response.start", "status": 200}

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send(start)
        raise ERROR

    assert [start] == await said_by(Guard(app, observer))
    (fault,) = observer.events
    assert isinstance(fault, Fault)
    assert ERROR is fault.error


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("POST", "/healthz", {"GET", "HEAD"}), ("PUT", "/media/a/b", {"GET", "HEAD"})],
)
async def test_other_methods(method: str, path: str, allowed: set[str]) -> None:
    """A method that is not there is 405 in JSON, and says which are."""
    async with client_of(front_of(FakeEngine())) as client:
        answer = await client.request(method, path)
    said = answer.headers["allow"]
    assert allowed == set(said.split(", "))
    text = f"metode {method} tidak ada di sini; yang ada: {said}"
    assert (405, {"galat": text}) == (answer.status_code, answer.json())
    assert "nosniff" == answer.headers["x-content-type-options"]


@pytest.mark.parametrize("path", ["/healthz/", "/media/a/b/", "//tempat.test/healthz/"])
async def test_no_redirection(path: str) -> None:
    """A path with a slash too many leads nowhere, least of all where `Host` says."""
    url = httpx.URL("http://gateway.test", raw_path=path.encode())
    async with client_of(front_of(FakeEngine())) as client:
        answer = await client.get(url, headers={"host": "tempat.test"})
    assert 404 == answer.status_code
    assert "location" not in answer.headers
