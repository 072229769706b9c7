"""F29: how long a service asks to be left alone, from its header to the client's error."""

import email.utils
import time
from typing import Any

import httpx
import pytest

from tests.execution.serving import Served, served

CONFIG = """
version: 1
defaults: {retry: false}
connectors:
  sibuk:
    opd: Dinas Sibuk
    url: http://sibuk.test
    queries:
      satu: {returns: Int, call: GET /satu}
      dua: {returns: Int, call: GET /dua}
  lain:
    opd: Dinas Lain
    url: http://lain.test
    queries:
      lain: {returns: Int, call: GET /lain}
"""


def said(status: int, wait: str | None) -> httpx.Response:
    """Answer with a status and how long to wait."""
    return httpx.Response(status, headers={} if wait is None else {"retry-after": wait})


async def errors(desk: Served, query: str) -> list[tuple[str, int | None]]:
    """Return the code of each error, and after how many seconds to come again."""
    found: list[dict[str, Any]] = (await desk.ask(query)).get("errors", [])
    assert all(one["extensions"]["retryable"] for one in found)
    return [
        (one["extensions"]["code"], one["extensions"].get("retryAfter"))
        for one in found
    ]


def in_ten_seconds() -> str:
    return email.utils.formatdate(time.time() + 10, usegmt=True)


@pytest.mark.parametrize(
    ("wait", "least", "most"),
    [("2", 2, 2), ("86400", 30, 30), ("date", 9, 10), ("0", 0, 0)],
)
@pytest.mark.parametrize(
    ("status", "code"), [(429, "UPSTREAM_BUSY"), (503, "UPSTREAM_UNAVAILABLE")]
)
async def test_how_long_to_wait(
    status: int, code: str, wait: str, least: int, most: int
) -> None:
    """The client is told what the service asks for, in whole seconds, thirty at most."""
    given = in_ten_seconds() if wait == "date" else wait
    async with served(CONFIG, {"/satu": said(status, given)}) as desk:
        ((told, seconds),) = await errors(desk, "{ satu }")
    assert code == told
    assert seconds is not None
    assert least <= seconds <= most


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("wait", [None, "nanti", "-5", "1.5", "9" * 40])
async def test_junk(status: int, wait: str | None) -> None:
    """What is no time is not told, and nobody is kept waiting for it."""
    script = {"/satu": said(status, wait), "/dua": 2}
    async with served(CONFIG, script) as desk:
        ((_, seconds),) = await errors(desk, "{ satu }")
        assert [] == await errors(desk, "{ dua }")
    assert seconds is None


async def test_too_many_requests_pause_the_connector() -> None:
    """After 429 its other operations wait, too, and are told how long; other agencies do not."""
    script = {"/satu": said(429, "86400"), "/dua": 2, "/lain": 3}
    async with served(CONFIG, script) as desk:
        await errors(desk, "{ satu }")
        assert [("UPSTREAM_BUSY", 30)] == await errors(desk, "{ dua lain }")
        assert ["/satu", "/lain"] == desk.upstream.asked


async def test_a_service_that_is_down_is_left_alone() -> None:
    """After two times 503 nobody asks until it said; other agencies are asked."""
    script = {"/satu": said(503, "20"), "/dua": said(503, "20"), "/lain": 3}
    async with served(CONFIG, script) as desk:
        await errors(desk, "{ satu }")
        await errors(desk, "{ dua }")
        for _ in range(20):
            found = await errors(desk, "{ satu lain }")
            assert [("UPSTREAM_UNAVAILABLE", 20)] == found
        assert ["/satu", "/dua", *["/lain"] * 20] == desk.upstream.asked
