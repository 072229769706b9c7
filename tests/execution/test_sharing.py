"""How long others may keep a reply: the strictest of its parts."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest

from gateway.connectors.principal import Principal
from gateway.errors import UpstreamUnavailable
from gateway.execution.message import Share
from tests.connectors.runtime import Clock
from tests.execution.serving import Served, served
from tests.execution.test_stale import CONFIG, LINKED, SCRIPT

PERSONAL = CONFIG.replace("Rak: {key: kode", "Rak: {personal: true, key: kode")


@pytest.fixture
def clock() -> Clock:
    """Make the clock of what is kept."""
    return Clock()


@pytest.fixture
async def desk(clock: Clock) -> AsyncGenerator[Served]:
    """Open the gateway over both services."""
    async with served(CONFIG, SCRIPT, clock=clock) as one:
        yield one


async def share(desk: Served, query: str, **more: Any) -> Share | None:
    """Ask by GET, and return how the reply may be kept."""
    return (await desk.reply(query, queries_only=True, **more)).share


async def test_by_get_alone(desk: Served) -> None:
    """Only for a GET is it worked out."""
    assert (await desk.reply("{ buku { judul } }")).share is None


async def test_one_part(desk: Served, clock: Clock) -> None:
    """A reply lives as its answer does, cold and warm, and is as old."""
    query = "{ buku { judul } }"
    assert Share(0, 10, 20, 100) == await share(desk, query)
    clock.now += 4
    assert Share(4, 6, 20, 100) == await share(desk, query)
    assert ["/buku"] == desk.upstream.asked


async def test_the_strictest_part(desk: Served, clock: Clock) -> None:
    """As old as the oldest part and fresh as long as the first to expire, links included."""
    await desk.reply("{ buku { judul } }")
    clock.now += 4
    for _ in ("cold", "warm"):
        assert Share(4, 6, 20, 100) == await share(desk, LINKED)
    assert Share(4, 6, 20, 100) == await share(
        desk, "{ buku { judul } saring { judul } }"
    )


async def test_what_is_stale(desk: Served, clock: Clock) -> None:
    """A stale reply has nothing left, and as much of the windows as its answer."""
    await desk.reply("{ buku { judul } }")
    for target in desk.upstream.script:
        desk.upstream.script[target] = UpstreamUnavailable("down")
    clock.now += 15
    assert Share(15, 0, 15, 95) == await share(desk, "{ buku { judul } }")


@pytest.mark.parametrize(
    "query",
    [
        "{ kini { judul } }",
        "{ buku { judul } kini { judul } }",
        "{ __typename }",
        "{ buku { judul } opd { nama } }",
        "{ gagal { judul } buku { judul } }",
        "{ buku { rak { nama } } gagal { judul } }",
    ],
)
async def test_kept_by_nobody(clock: Clock, query: str) -> None:
    """What is not kept here, or tells of the gateway, or failed, is kept by nobody."""
    text = CONFIG.replace(
        "      saring:",
        '      gagal: {returns: "[Buku!]", call: GET /gagal}\n      saring:',
    )
    script = {**SCRIPT, "/gagal": UpstreamUnavailable("down")}
    async with served(text, script, clock=clock) as desk:
        for _ in ("cold", "warm"):
            assert await share(desk, query) is None


async def test_personal(clock: Clock) -> None:
    """Somebody's own, and whatever somebody asks who is logged in, is kept by nobody."""
    async with served(PERSONAL, SCRIPT, clock=clock) as desk:
        who = Principal("ayu", "t")
        assert await share(desk, LINKED, principal=who) is None
        assert await share(desk, "{ buku { judul } }", principal=who) is None
        assert await share(desk, "{ buku { judul } }") is not None


async def test_what_was_asked_to_be_told(desk: Served) -> None:
    """A reply with sources or a plan is for who asked."""
    assert await share(desk, "{ buku { judul } }", sources=True) is None
    assert await share(desk, "{ buku { judul } }", plan=True) is None
