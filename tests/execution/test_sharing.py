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


async def test_by_get_or_post(desk: Served, clock: Clock) -> None:
    """How a query came makes no difference, cold or warm."""
    for age in (0, 4):
        clock.now = 100.0 + age
        found = (await desk.reply("{ buku { judul } }")).share
        assert Share(age, 10 - age, 20, 100) == found


async def test_warm_and_cold_parts(desk: Served, clock: Clock) -> None:
    """A reply of which a part is kept already is as old as that, and asks it of nobody."""
    await desk.reply("{ buku { judul } }")
    clock.now += 4
    found = await share(desk, '{ buku { judul } saring(judul: "x") { judul } }')
    assert Share(4, 6, 20, 100) == found
    kini = await share(desk, "{ buku { judul } kini { judul } }")
    assert kini is None
    assert ["/buku", "/buku", "/kini"] == desk.upstream.asked


async def test_rows_of_one_list_are_as_old(clock: Clock) -> None:
    """Many links into one kept list are as old as the list."""
    text = CONFIG.replace(
        'lookup: {call: "GET /rak/{kode}"}', "lookup: {in: semua, match: kode}"
    )
    text += '    queries: {semua: {returns: "[Rak!]", call: GET /rak}}\n'
    script = {**SCRIPT, "/rak": [{"kode": "1", "nama": "Kiri"}]}
    async with served(text, script, clock=clock) as desk:
        await desk.reply("{ semua { nama } }")
        clock.now += 3
        assert Share(3, 7, 20, 100) == await share(desk, LINKED)


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
