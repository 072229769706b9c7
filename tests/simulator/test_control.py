"""The control path `/_fault`."""

import httpx
import pytest

from simulator import Fault, Mode, Simulation


async def test_healthy_at_first(opd: Simulation, client: httpx.AsyncClient) -> None:
    """GET tells the service's own fault: none after the start."""
    answer = await client.get(opd["BPBD_URL"] + "/_fault")
    assert {"opd": "bpbd", "mode": "off", "ms": 1000} == answer.json()


async def test_turned_over_http(opd: Simulation, client: httpx.AsyncClient) -> None:
    """POST makes the service sick and another POST heals it."""
    control = opd["BPBD_URL"] + "/_fault"
    sick = await client.post(control, json={"mode": "slow", "ms": 5})
    assert {"opd": "bpbd", "mode": "slow", "ms": 5} == sick.json()
    assert Fault(Mode.SLOW, 5) == opd.fault("bpbd")
    assert sick.json() == (await client.get(control)).json()
    await client.post(control)
    assert Fault() == opd.fault("bpbd")


async def test_control_is_never_sick(
    opd: Simulation, client: httpx.AsyncClient
) -> None:
    """The control path answers while the service hangs."""
    await opd.turn("bpbd", Fault(Mode.HANG))
    answer = await client.get(opd["BPBD_URL"] + "/_fault")
    assert "hang" == answer.json()["mode"]


async def test_refuse_is_answered_then_healed_by_a_sibling(
    opd: Simulation, client: httpx.AsyncClient
) -> None:
    """The order to refuse is confirmed; a sibling's control path takes it back."""
    own = opd["BPBD_URL"] + "/_fault"
    assert 200 == (await client.post(own, json={"mode": "refuse"})).status_code
    with pytest.raises(httpx.ConnectError):
        await client.get(own)
    healing = {"opd": "bpbd", "mode": "off"}
    await client.post(opd["DINKES_URL"] + "/_fault", json=healing)
    assert "off" == (await client.get(own)).json()["mode"]


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        (b"{", 400, "isi bukan JSON"),
        (
            b'{"mode": "mati"}',
            400,
            "`mode` harus salah satu dari: off, slow, hang, 500, garbage, drift, refuse",
        ),
        (b'{"mode": "off", "opd": "dinaslain"}', 404, "opd tidak dikenal"),
    ],
)
async def test_refused_orders(
    body: bytes, status: int, reason: str, opd: Simulation, client: httpx.AsyncClient
) -> None:
    """A wrong order is refused with its reason and changes nothing."""
    answer = await client.post(opd["BPBD_URL"] + "/_fault", content=body)
    assert (status, {"pesan": reason}) == (answer.status_code, answer.json())
    assert Fault() == opd.fault("bpbd")
