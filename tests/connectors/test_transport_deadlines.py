"""A service that dawdles is left at the deadline (F numbers: the fault list)."""

import asyncio
import socket
import time

import pytest

from gateway.errors import (
    Sent,
    UpstreamTimeout,
)
from tests.connectors.conftest import BOTH_LOOPS, Engine, Wait, call, fail
from tests.connectors.faulty import Talk, answer, faulty, good, keeps_saying, says

pytestmark = BOTH_LOOPS

SHORT = Wait(connect=1.0, total=0.5)
OK = b"HTTP/1.1 200 OK\r\n"


LATE = {
    "F8 never answers": (keeps_saying(b"", b""), Sent.UNKNOWN),
    "F9 body hangs": (keeps_saying(OK + b"Content-Length: 9\r\n\r\n", b""), Sent.YES),
    "F10 head drips": (keeps_saying(OK, b"X-A: b\r\n", 0.05), Sent.UNKNOWN),
    "F10 body drips": (
        keeps_saying(OK + b"Content-Length: 99\r\n\r\n", b"x", 0.05),
        Sent.YES,
    ),
    "F11 endless 1xx": (
        keeps_saying(b"", b"HTTP/1.1 102 Tunggu\r\n\r\n", 0.02),
        Sent.UNKNOWN,
    ),
    "F11 flood of 1xx": (
        keeps_saying(b"", b"HTTP/1.1 103 Petunjuk\r\n\r\n" * 100),
        Sent.UNKNOWN,
    ),
}


@pytest.mark.parametrize(("talk", "sent"), LATE.values(), ids=LATE.keys())
async def test_the_deadline_ends_it(
    make_transport: Engine, talk: Talk, sent: Sent
) -> None:
    """However a service dawdles, the total deadline ends the call and its socket."""
    transport = make_transport()
    async with faulty(talk) as server:
        started = time.monotonic()
        error = await fail(transport, server.url, wait=SHORT)
        took = time.monotonic() - started
        assert await server.empties(5)
    assert UpstreamTimeout is type(error)
    assert sent is error.sent
    assert 0.45 < took < 5


async def test_an_interim_answer_is_passed_over(make_transport: Engine) -> None:
    """A few 1xx before the answer are read and forgotten."""
    talk = says(b"HTTP/1.1 103 Petunjuk\r\n\r\n" * 5, answer(b"isi"))
    transport = make_transport()
    async with faulty(talk) as server:
        response = await call(transport, server.url)
    assert (200, b"isi") == (response.status_code, response.content)


async def test_a_black_hole(make_transport: Engine) -> None:
    """F2: a connection that is never accepted ends at the connect deadline, unsent."""
    fillers: list[socket.socket] = []
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(4):  # the backlog takes these; the kernel drops later SYNs
            filler = socket.socket()
            filler.settimeout(0)
            filler.connect_ex(full.getsockname())
            fillers.append(filler)
        url = f"http://127.0.0.1:{full.getsockname()[1]}"
        error = await fail(make_transport(), url, "POST", Wait(connect=0.2))
    for filler in fillers:
        filler.close()
    assert UpstreamTimeout is type(error)
    assert Sent.NO is error.sent


async def test_a_healthy_service_is_untouched(make_transport: Engine) -> None:
    """While one service hangs, another connector's calls go through."""
    sick, well = make_transport(), make_transport()
    async with faulty(keeps_saying(b"", b"")) as hanging, faulty(good) as healthy:
        hung = [
            asyncio.create_task(fail(sick, hanging.url, wait=SHORT)) for _ in range(20)
        ]
        answers = [(await call(well, healthy.url)).status_code for _ in range(100)]
        await asyncio.gather(*hung)
    assert [200] * 100 == answers
