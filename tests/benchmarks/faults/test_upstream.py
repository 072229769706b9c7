"""The services: what they say, and what they count."""

import asyncio

import pytest

from benchmarks.faults.bodies import large
from benchmarks.faults.conduct import DEAD, FAILS, GOOD, HANGS, Conduct, Manner
from benchmarks.faults.upstream import Service, conduct_of, framed, whole

GET = b"GET /data/7 HTTP/1.1\r\nhost: a\r\n\r\n"


async def said(service: Service, request: bytes = GET, enough: int = 1) -> bytes:
    """Send a request; return the first bytes that come, b"" where it is closed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
    writer.write(request)
    try:
        return (
            await reader.read(65536)
            if enough == 1
            else await reader.readexactly(enough)
        )
    finally:
        writer.close()


async def test_a_good_service_says_what_it_was_asked_for(service: Service) -> None:
    """The code is the target's last segment; the call is counted as answered."""
    await service.behave(Conduct(value=5))
    assert (await said(service)).endswith(b'{"kode":"7","nilai":5,"nama":"Data 7"}')
    (call,) = service.calls
    assert ("/data/7", "answered") == (call.target, call.how)
    assert call.ended is not None
    assert call.ended >= call.began


async def test_statuses_delays_and_null(service: Service) -> None:
    """An answer has the status, the body and the delay that were asked for."""
    await service.behave(Conduct(status=503, value=None, delay=0.05))
    began = asyncio.get_running_loop().time()
    assert framed(b"null", 503) == await said(service)
    assert asyncio.get_running_loop().time() - began > 0.04


async def test_a_large_body_is_whatever_is_asked(service: Service) -> None:
    """It comes whole, for as long as the service behaves so."""
    await service.behave(Conduct(Manner.UNCLOSED))
    answer = framed(large(Manner.UNCLOSED) or b"")
    assert answer == await said(service, enough=len(answer))
    await service.behave(GOOD)
    assert (await said(service)).endswith(b'"nama":"Data 7"}')


async def test_a_hanging_service_sees_when_its_client_goes(service: Service) -> None:
    """The call is under way, and closed once the client has gone."""
    await service.behave(HANGS)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(said(service), 0.05)
    (call,) = service.calls
    async with asyncio.timeout(2):
        while not call.how:  # noqa: ASYNC110 - a test polls; nobody to set an event
            await asyncio.sleep(0.005)
    assert "closed" == call.how


@pytest.mark.parametrize(
    ("manner", "begins"),
    [
        (Manner.DRIP, b"HTTP/1.1 200 OK"),
        (Manner.INTERIM, b"HTTP/1.1 103 Early Hints\r\n\r\n" * 2),
    ],
)
async def test_what_never_ends_goes_on(
    service: Service, manner: Manner, begins: bytes
) -> None:
    """A drip and interim responses go on after the first bytes."""
    await service.behave(Conduct(manner))
    assert (await said(service, enough=len(begins))) == begins


async def test_a_service_that_closes_says_nothing(service: Service) -> None:
    """It has read the request, which counts."""
    await service.behave(Conduct(Manner.CLOSE))
    assert b"" == await said(service)
    assert 1 == len(service.calls)


async def test_a_service_that_answers_once_closes_at_reuse(service: Service) -> None:
    """The first request of a connection is answered, the second read and left so."""
    await service.behave(Conduct(Manner.ONCE, status=500))
    expected = framed(b'{"kode":"7","nilai":1,"nama":"Data 7"}', 500)
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
    writer.write(GET)
    assert expected == await reader.readexactly(len(expected))
    writer.write(GET)
    assert b"" == await reader.read()
    writer.close()
    assert ["answered", "closed"] == [one.how for one in service.calls]


async def test_the_dead_refuse_and_come_back(service: Service) -> None:
    """A dead service refuses connections on its port until it answers again there."""
    await service.behave(DEAD)
    with pytest.raises(ConnectionRefusedError):
        await said(service)
    await service.behave(GOOD)
    assert (await said(service)).startswith(b"HTTP/1.1 200")


async def test_its_death_ends_connections(service: Service) -> None:
    """Who was connected is told at once."""
    await service.behave(HANGS)
    waiting = asyncio.create_task(said(service))
    while not service.calls:  # noqa: ASYNC110 - a test polls; nobody to set an event
        await asyncio.sleep(0.005)
    await service.behave(DEAD)
    assert b"" == await asyncio.wait_for(waiting, 2)


def test_requests_are_taken_whole() -> None:
    """A body counts by its length; a part of a request is none."""
    post = b"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}"
    assert len(post) == whole(post + b"GET")
    assert whole(post[:-1]) is None
    assert whole(b"GET / HT") is None


def test_conducts_are_read_from_queries() -> None:
    """What is not said is as for a good service."""
    assert GOOD == conduct_of("")
    assert FAILS == conduct_of("status=500")
    expected = Conduct(Manner.HANG, delay=0.5, value=None)
    assert expected == conduct_of("manner=hang&delay=0.5&value=null")
