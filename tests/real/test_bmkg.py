"""BMKG's earthquake feed of 14 December 2021, by configuration alone.

The expected values were read by hand from the recorded bytes.
"""

import json
from collections.abc import AsyncGenerator, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from gateway.app import prepare_engine
from gateway.execution.message import Request
from gateway.execution.pipeline import Engine
from gateway.observe import Silent
from gateway.settings import Settings
from simulator.listener import HOST, Listener

HERE = Path(__file__).parent
RECORDED = HERE.parent.parent / "../shared/samples/bmkg-gempa/gempaterkini.json"
FEED = "/DataMKG/TEWS/gempaterkini.json"

pytestmark = pytest.mark.skipif(
    not RECORDED.exists(), reason="the recorded payloads are not on this machine"
)

Answer: TypeAlias = Mapping[str, object]


async def recorded(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve the recorded bytes at BMKG's path."""
    found = scope["path"] == FEED
    body = RECORDED.read_bytes() if found else b""
    answer = Response(body, 200 if found else 404, media_type="application/json")
    await answer(scope, receive, send)


@pytest.fixture
async def engine() -> AsyncGenerator[Engine]:
    """Open the gateway over bmkg.yaml and a server of the recorded bytes."""
    listener = Listener(recorded, 0)
    await listener.open()
    environ = {"BMKG_URL": f"http://{HOST}:{listener.port}"}
    settings = Settings(connectors=HERE / "bmkg.yaml")
    async with prepare_engine(settings, Silent(), environ)() as engine:
        yield engine
    await listener.close()


async def ask(engine: Engine, query: str) -> Answer:
    """Execute a query; return its whole response."""
    answer: Answer = json.loads((await engine.execute(Request(query))).body)
    return answer


async def test_first_row(engine: Engine) -> None:
    """Every key of the feed arrives as a value of its declared type."""
    query = """{ gempaTerkini { waktu waktuSetempat tanggal magnitudo kedalaman
        lintang bujur wilayah potensiTsunami } }"""
    answer = await ask(engine, query)
    first = {
        "waktu": "2021-12-14T05:46:41Z",
        "waktuSetempat": "2021-12-14T12:46:41+07:00",
        "tanggal": "2021-12-14",
        "magnitudo": 5.0,
        "kedalaman": 10,
        "lintang": -7.54,
        "bujur": 121.78,
        "wilayah": "129 km BaratLaut MAUMERE-SIKKA-NTT",
        "potensiTsunami": False,
    }
    assert {"data"} == set(answer)
    assert first == rows(answer, "gempaTerkini")[0]


async def test_every_row(engine: Engine) -> None:
    """All fifteen rows come, in the feed's order, the repeated event included."""
    answer = await ask(engine, "{ gempaTerkini { magnitudo kedalaman lintang } }")
    assert [
        (5.0, 10, -7.54),
        (7.4, 10, -7.59),
        (7.4, 10, -7.59),
        (5.5, 10, -7.55),
        (5.6, 10, -7.81),
        (7.4, 10, -7.59),
        (7.5, 12, -7.59),
        (5.3, 10, -9.81),
        (5.0, 10, -4.18),
        (5.6, 10, -6.98),
        (5.1, 141, -0.1),
        (5.1, 249, -7.85),
        (5.2, 275, -8.01),
        (5.3, 10, -1.8),
        (6.2, 156, 3.99),
    ] == [tuple(row.values()) for row in rows(answer, "gempaTerkini")]


async def test_both_clocks_agree(engine: Engine) -> None:
    """The time put together from two keys is the time the feed states in UTC."""
    answer = await ask(engine, "{ gempaTerkini { waktu waktuSetempat } }")
    times = [tuple(row.values()) for row in rows(answer, "gempaTerkini")]
    assert (
        "2021-12-12T22:36:58Z",
        "2021-12-13T05:36:58+07:00",
    ) == times[8]
    assert (
        "2021-12-04T23:47:58Z",
        "2021-12-05T06:47:58+07:00",
    ) == times[14]


async def test_strongest_first(engine: Engine) -> None:
    """The feed has no parameters: filtering and sorting happen here."""
    answer = await ask(engine, "{ gempaTerkuat { magnitudo wilayah potensiTsunami } }")
    flores = "113 km BaratLaut LARANTUKA-NTT"
    assert [
        (7.5, "112 km BaratLaut LARANTUKA-NTT", True),
        (7.4, flores, True),
        (7.4, flores, True),
        (7.4, flores, True),
        (6.2, "147 km Tenggara MELONGUANE-SULUT", False),
    ] == [tuple(row.values()) for row in rows(answer, "gempaTerkuat")]


def rows(answer: Answer, name: str) -> list[dict[str, object]]:
    """Return the rows of one root field."""
    data = answer["data"]
    assert isinstance(data, dict), answer
    found: list[dict[str, object]] = data[name]
    return found
