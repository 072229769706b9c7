"""The services: they misbehave as they are told, and count what they get.

`python -m benchmarks.faults.upstream --control PORT NAME=PORT…`. Each service
has a port of its own, so that it can be dead while the others live. Over the
control port one says how a service behaves (`/conduct/NAME?manner=hang`) and
asks for the calls it got (`/calls/NAME`); `/forget/NAME` begins a new list.
Times are of the clock that all processes of a machine share.
"""

import argparse
import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, cast
from urllib.parse import parse_qs, urlsplit

import orjson
import uvloop
from typing_extensions import override

from benchmarks.faults.bodies import large
from benchmarks.faults.conduct import Conduct, Manner

_END: Final = b"\r\n\r\n"
_LENGTH: Final = b"content-length:"
_INTERIM: Final = b"HTTP/1.1 103 Early Hints\r\n\r\n"
_LONG: Final = (
    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n"
)
_DRIP: Final = 0.3  # seconds from one byte to the next
_HINT: Final = 0.05  # and from one interim response to the next


@dataclass(slots=True)
class Call:
    """A request that came: when, for what, and when and how it ended.

    `how` is "" while it is under way, "answered", or "closed" where the client went.
    """

    target: str
    began: float
    ended: float | None = None
    how: str = ""


@dataclass(slots=True)
class Service:
    """One service: how it behaves, and the calls it got."""

    port: int
    conduct: Conduct = field(default_factory=Conduct)
    calls: list[Call] = field(default_factory=list[Call])
    lines: set["Line"] = field(default_factory=set["Line"])
    listening: asyncio.Server | None = None
    large: bytes | None = None

    async def behave(self, conduct: Conduct) -> None:
        """Behave so from now on; calls under way go on as they were begun."""
        self.conduct, self.large = conduct, large(conduct.manner)
        if conduct.manner is Manner.DEAD:
            self.die()
        elif self.listening is None:
            loop = asyncio.get_running_loop()
            self.listening = await loop.create_server(
                lambda: Line(self.answer, self), "127.0.0.1", self.port, backlog=4096
            )

    def die(self) -> None:
        """Listen no more, and end every connection."""
        if self.listening is not None:
            self.listening.close()
            self.listening = None
        for line in tuple(self.lines):
            line.abort()

    def answer(self, line: "Line", target: str) -> None:
        """Do with a request what the conduct says."""
        line.requests += 1
        line.call = Call(target, time.monotonic())
        self.calls.append(line.call)
        later = asyncio.get_running_loop().call_later
        match self.conduct.manner:
            case Manner.HANG:
                pass
            case Manner.CLOSE:
                line.close()
            case Manner.ONCE if line.requests > 1:
                line.close()
            case Manner.DRIP:
                line.write(_LONG)
                line.repeat(b" ", _DRIP)
            case Manner.INTERIM:
                line.repeat(_INTERIM, _HINT)
            case _:
                body = self.large or spoken(target, self.conduct)
                said = framed(body, self.conduct.status)
                later(self.conduct.delay, line.finish, said)


def spoken(target: str, conduct: Conduct) -> bytes:
    """Say what a service knows of a target: its last segment, and the value."""
    if conduct.value is None:
        return b"null"
    code = target.partition("?")[0].rpartition("/")[2]
    return orjson.dumps({"kode": code, "nilai": conduct.value, "nama": f"Data {code}"})


def framed(body: bytes, status: int = 200) -> bytes:
    """Return a body as a whole HTTP/1.1 response (RFC 9112)."""
    return (
        b"HTTP/1.1 %d -\r\ncontent-type: application/json\r\n"
        b"content-length: %d\r\n\r\n%b" % (status, len(body), body)
    )


class Line(asyncio.Protocol):
    """One connection; `heard` gets each request's target, whole requests only."""

    def __init__(
        self, heard: Callable[["Line", str], None], service: Service | None = None
    ) -> None:
        self.call: Call | None = None
        self.requests = 0
        self._heard = heard
        self._service = service
        self._transport: asyncio.WriteTransport | None = None
        self._rest = b""

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are write transports without saying so by class
        self._transport = cast("asyncio.WriteTransport", transport)
        if self._service is not None:
            self._service.lines.add(self)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        if self._service is not None:
            self._service.lines.discard(self)
        self._ended("closed")

    @override
    def data_received(self, data: bytes) -> None:
        self._rest += data
        while (size := whole(self._rest)) is not None:
            head, self._rest = self._rest[:size], self._rest[size:]
            self._heard(self, head.split(b" ", 2)[1].decode())

    def write(self, data: bytes) -> None:
        """Send, unless the client has gone."""
        if self._transport is not None:
            self._transport.write(data)

    def finish(self, data: bytes) -> None:
        """Send the whole answer."""
        if self._transport is not None:
            self._ended("answered")
            self._transport.write(data)

    def repeat(self, data: bytes, pause: float) -> None:
        """Send the same again and again, until the client goes."""
        if self._transport is not None:
            self._transport.write(data)
            asyncio.get_running_loop().call_later(pause, self.repeat, data, pause)

    def close(self) -> None:
        """Close the connection."""
        if self._transport is not None:
            self._transport.close()

    def abort(self) -> None:
        """Close the connection at once."""
        if self._transport is not None:
            self._transport.abort()

    def _ended(self, how: str) -> None:
        if self.call is not None and not self.call.how:
            self.call.ended, self.call.how = time.monotonic(), how


def whole(data: bytes) -> int | None:
    """Return the length of the first request, body and all; None where it is not there."""
    end = data.find(_END)
    if end < 0:
        return None
    size = end + len(_END)
    for line in data[:end].lower().split(b"\r\n"):
        if line.startswith(_LENGTH):
            size += int(line[len(_LENGTH) :])
    return size if len(data) >= size else None


class Control:
    """What one says to the services, and asks of them."""

    def __init__(self, services: Mapping[str, Service]) -> None:
        self._services = services
        self._tasks: set[asyncio.Task[None]] = set()

    def heard(self, line: Line, target: str) -> None:
        """Answer one request, in the time it takes."""
        task = asyncio.get_running_loop().create_task(self._answer(line, target))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, line: Line, target: str) -> None:
        parts = urlsplit(target)
        _, what, *rest = parts.path.split("/")
        said: object = None
        if rest:
            service = self._services[rest[0]]
            match what:
                case "conduct":
                    await service.behave(conduct_of(parts.query))
                case "calls":
                    said = service.calls
                case _:
                    service.calls.clear()
        line.finish(framed(orjson.dumps(said)))


def conduct_of(query: str) -> Conduct:
    """Read a conduct from a query."""
    words = {name: values[-1] for name, values in parse_qs(query).items()}
    value = words.get("value", "1")
    return Conduct(
        manner=Manner(words.get("manner", Manner.ANSWER.value)),
        delay=float(words.get("delay", "0")),
        status=int(words.get("status", "200")),
        value=int(value) if value != "null" else None,
    )


async def serve(control: int, ports: Mapping[str, int]) -> None:
    """Serve until cancelled."""
    services = {name: Service(port) for name, port in ports.items()}
    for service in services.values():
        await service.behave(Conduct())
    controlled = Control(services)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Line(controlled.heard), "127.0.0.1", control
    )
    async with server:
        await server.serve_forever()


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults.upstream")
    parser.add_argument("--control", type=int, required=True)
    parser.add_argument("services", nargs="*", help="NAME=PORT")
    given = parser.parse_args()
    pairs = (one.partition("=") for one in given.services)
    uvloop.run(serve(given.control, {name: int(port) for name, _, port in pairs}))


if __name__ == "__main__":
    main()
