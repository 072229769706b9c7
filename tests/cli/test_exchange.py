"""One question to a process that runs: gateway/cli/exchange.py."""

import asyncio

import pytest

from gateway.cli.exchange import UnreachableError, exchange, is_success
from tests.connectors.faulty import Peer, answer, faulty, says


async def test_an_answer_whatever_its_status() -> None:
    """The status and the JSON come back, and what was sent arrived."""
    heads: list[bytes] = []

    async def refuse(peer: Peer) -> None:
        heads.append(await peer.request())
        peer.send(answer(b'{"galat": "tidak"}').replace(b"200 OK", b"409 Conflict"))

    async with faulty(refuse) as server:
        found = await asyncio.to_thread(
            exchange, "PUT", f"{server.url}/a", {"b": 1}, {"x-kunci": "kenari"}
        )
    assert (409, {"galat": "tidak"}) == found
    (head,) = heads
    assert head.startswith(b"PUT /a HTTP/1.1")
    assert b"x-kunci: kenari" in head


async def test_what_is_no_json() -> None:
    """A page is told apart from nobody."""
    async with faulty(says(answer(b"<html>"))) as server:
        with pytest.raises(ValueError, match="Expecting value"):
            await asyncio.to_thread(exchange, "GET", server.url)


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "http://[/", "bukan"])
def test_nobody(address: str) -> None:
    """Neither a closed port nor what is no address raises anything else."""
    with pytest.raises(UnreachableError):
        exchange("GET", address)


@pytest.mark.parametrize(
    ("status", "good"), [(200, True), (204, True), (302, False), (404, False)]
)
def test_success(status: int, *, good: bool) -> None:
    """Only 2xx is."""
    assert good == is_success(status)
