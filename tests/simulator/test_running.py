"""All services at once."""

import socket
import time
from statistics import median

import httpx
import pytest

from simulator import Fault, Mode, Simulation, running
from simulator.services import services

NAMES = [service.name for service in services()]
MANY = len(services())
OFFSETS = [service.offset for service in services()]


async def test_a_mapping_of_variables(opd: Simulation) -> None:
    """The simulation is the environment that connectors.yaml wants."""
    assert MANY == len(opd) == len(set(opd.values()))
    assert ["WILAYAH_URL", "PANGAN_URL", "DINKES_URL"] == list(opd)[:3]
    assert [service.env for service in services()] == list(opd)
    with pytest.raises(KeyError):
        opd["LAIN_URL"]


async def test_ports_in_order() -> None:
    """From a given port on, each service has its own, in the order of the offsets."""
    base = _free_run(OFFSETS[-1] + 1)
    async with running(base, gates=False) as opd:
        urls = [f"http://127.0.0.1:{base + offset}" for offset in OFFSETS]
        assert urls == list(opd.values())


def test_names_and_variables_are_their_own() -> None:
    """No two services share a name, a variable or a port."""
    assert len(NAMES) == len(set(NAMES))
    assert sorted(set(OFFSETS)) == OFFSETS
    assert MANY == len({service.env for service in services()})


async def test_taken_port_closes_all() -> None:
    """When one port is taken, the error comes out and no other port stays open."""
    base = _free_run(MANY)
    with (
        socket.create_server(("127.0.0.1", base + 3)),
        pytest.raises(OSError, match="in use"),
    ):
        async with running(base):
            pass
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", base)).close()


async def test_no_delay_on_a_kept_connection(
    opd: Simulation, client: httpx.AsyncClient
) -> None:
    """Calls on a kept connection do not wait for an acknowledgement (40 ms)."""
    times = []
    for _ in range(20):
        begun = time.monotonic()
        await client.get(opd["WILAYAH_URL"] + "/wilayah")
        times.append(time.monotonic() - begun)
    assert median(times) < 0.04


async def test_closed_at_the_end(client: httpx.AsyncClient) -> None:
    """Nothing listens after the block, also when a service was refusing."""
    async with running() as opd:
        await opd.turn("dinkes", Fault(Mode.REFUSE))
        url = opd["WILAYAH_URL"] + "/wilayah/18"
        assert 200 == (await client.get(url)).status_code
    with pytest.raises(httpx.ConnectError):
        await client.get(url)


async def test_opened_twice_is_once(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Opening what is open changes no address."""
    before = dict(opd)
    await opd.open()
    assert before == dict(opd)
    answer = await client.get(opd["WILAYAH_URL"] + "/wilayah/18")
    assert 200 == answer.status_code


async def test_answers_are_the_same_on_every_run(client: httpx.AsyncClient) -> None:
    """Two runs give the same bytes."""
    answers = []
    for _ in range(2):
        async with running() as opd:
            urls = [
                opd["WILAYAH_URL"] + "/wilayah",
                opd["PANGAN_URL"] + "/api/harga?kab=1871,1872",
                opd["DINKES_URL"] + "/api/v1/rumah_sakit",
                opd["BPBD_URL"] + "/peringatan.json",
                opd["PENGADUAN_URL"] + "/index.php/aduan",
                opd["KEBUN_URL"] + "/harga.json",
            ]
            answers.append([(await client.get(url)).content for url in urls])
    assert answers[0] == answers[1]


def _free_run(count: int) -> int:
    """Find a port with free ones after it."""
    for base in range(21_000, 30_000, 10):
        with socket.socket() as probe:
            if all(probe.connect_ex(("127.0.0.1", base + n)) for n in range(count)):
                return base
    pytest.fail("no free ports")
