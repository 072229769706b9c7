"""A citizen's own requests: the token that is forwarded."""

import json
from collections.abc import AsyncGenerator
from typing import Any

import pytest

from gateway.app import prepare_engine
from gateway.connectors.principal import Principal
from gateway.execution.message import Request
from gateway.execution.pipeline import Engine
from gateway.observe import Silent
from gateway.settings import Settings
from simulator import Simulation
from tests.graph.conftest import FILE

QUERY = "{ permohonanSaya { nomor jenis keadaan tanggal } }"


@pytest.fixture
async def engine(opd: Simulation) -> AsyncGenerator[Engine]:
    """Open the shipped graph over the simulator."""
    async with prepare_engine(Settings(connectors=FILE), Silent(), opd)() as engine:
        yield engine


async def answer(engine: Engine, who: Principal) -> dict[str, Any]:
    """Ask for one's own requests."""
    reply = await engine.execute(Request(QUERY, principal=who))
    found: dict[str, Any] = json.loads(reply.body)
    return found


async def test_nobody_has_no_requests(engine: Engine) -> None:
    """Without a login the field is null and says so."""
    found = await answer(engine, Principal())
    assert {"permohonanSaya": None} == found["data"]
    assert "UNAUTHENTICATED" == found["errors"][0]["extensions"]["code"]


async def test_everybody_has_own(engine: Engine) -> None:
    """Two citizens who ask in turn get each their own, also from what is kept."""
    ani, budi = (Principal(who, f"warga-{who}") for who in ("a", "b"))
    first = [await answer(engine, who) for who in (ani, budi)]
    again = [await answer(engine, who) for who in (ani, budi)]
    assert first == again
    assert first[0] != first[1]
    assert "L-097-1" == first[0]["data"]["permohonanSaya"][0]["nomor"]
