"""The fault dial: simulator/dial.py."""

from collections.abc import AsyncGenerator

import httpx
import pytest

from simulator import Fault, Mode, Simulation
from simulator.dial import OFFSET, dialled
from simulator.services import services


@pytest.fixture
async def skipped() -> list[float]:
    """What time was skipped."""
    return []


@pytest.fixture
async def address(opd: Simulation, skipped: list[float]) -> AsyncGenerator[str]:
    """Serve the dial of a running simulation."""
    async with dialled(opd, skip=skipped.append) as address:
        yield address


async def test_the_page_asks_nobody_else(
    address: str, client: httpx.AsyncClient
) -> None:
    """The page is whole in itself: no other file, and its policy allows none."""
    answer = await client.get(address)
    assert "text/html; charset=utf-8" == answer.headers["content-type"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "http" not in answer.text
    assert "src=" not in answer.text


async def test_the_way_to_graphiql(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Where the gateway's page is known, this one leads there; else it names it alone."""
    there = "http://127.0.0.1:8000/graphql"
    told: list[str | None] = []
    for given in (there, None):
        async with dialled(opd, graphiql=given) as address:
            told.append((await client.get(f"{address}/keadaan")).json()["graphiql"])
            assert '<a id="graphiql">GraphiQL</a>' in (await client.get(address)).text
    assert [there, None] == told


async def test_every_service_is_shown(
    address: str, client: httpx.AsyncClient, opd: Simulation
) -> None:
    """Each service with its agency and its trouble, and each trouble by a name."""
    await opd.turn("dinkes", Fault(Mode.HANG))
    shown = (await client.get(f"{address}/keadaan")).json()
    assert [one.name for one in services()] == [one["nama"] for one in shown["opd"]]
    sick = {one["nama"]: one["mode"] for one in shown["opd"] if one["mode"] != "off"}
    assert {"dinkes": "hang"} == sick
    assert [mode.value for mode in Mode] == [one["mode"] for one in shown["gangguan"]]
    assert shown["waktu"] is True


@pytest.mark.parametrize("mode", Mode)
async def test_a_button_turns_its_service(
    address: str, client: httpx.AsyncClient, opd: Simulation, mode: Mode
) -> None:
    """Any trouble and back: also of a service that refuses to be asked."""
    order = {"opd": "dinkes", "mode": mode.value, "ms": 5}
    assert 200 == (await client.post(f"{address}/_fault", json=order)).status_code
    assert Fault(mode, 5) == opd.fault("dinkes")
    order["mode"] = "off"
    await client.post(f"{address}/_fault", json=order)
    assert Fault(Mode.OFF, 5) == opd.fault("dinkes")


async def test_time_is_skipped(
    address: str, client: httpx.AsyncClient, skipped: list[float]
) -> None:
    """What a gateway has kept is as much older as the button says."""
    answer = await client.post(f"{address}/maju", json={"detik": 120})
    assert ({"detik": 120.0}, [120.0]) == (answer.json(), skipped)


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b'{"detik":0}', b'{"detik":true}', b'{"detik":1e9}']
)
async def test_time_that_is_none(
    address: str, client: httpx.AsyncClient, skipped: list[float], body: bytes
) -> None:
    """Anything else is refused, and no time passes."""
    answer = await client.post(f"{address}/maju", content=body)
    assert 400 == answer.status_code
    assert [] == skipped


async def test_without_a_gateway(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Where nothing keeps answers there is no time to skip."""
    async with dialled(opd) as address:
        answer = await client.post(f"{address}/maju", json={"detik": 1})
        shown = (await client.get(f"{address}/keadaan")).json()
    assert 404 == answer.status_code
    assert shown["waktu"] is False


def test_it_stands_behind_the_services() -> None:
    """Its port is none of a service's."""
    assert OFFSET > max(one.offset for one in services())
