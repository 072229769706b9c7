"""Deep queries: what they cost to compile."""

from dataclasses import replace

import pytest
from typing_extensions import override

from gateway.app import prepare_engine
from gateway.execution.failure import Origin
from gateway.execution.graph import EnginePolicy
from gateway.execution.message import Request
from gateway.execution.pipeline import Engine
from gateway.execution.plan import Selection
from gateway.execution.project import Projector
from gateway.execution.values import Shaped
from gateway.observe import Silent
from gateway.settings import Settings
from simulator import Simulation
from tests.graph.conftest import FILE


class Counting(Projector):
    """Counts the selections it compiles."""

    compiled = 0

    @override
    def selection(self, selection: Selection, origin: Origin) -> Shaped:
        self.compiled += 1
        return super().selection(selection, origin)


@pytest.mark.parametrize("depth", [1, 3, 6])
async def test_each_level_is_compiled_once(depth: int, opd: Simulation) -> None:
    """Lists below lists cost a selection a level, not twice as many with each."""
    query = "{ anak " * depth + "{ nama }" + " }" * depth
    async with prepare_engine(Settings(connectors=FILE), Silent(), opd)() as engine:
        graph = engine.graph
        counting = Counting(graph.catalog, graph.projector.readings)
        other = Engine(replace(graph, projector=counting), EnginePolicy(), Silent())
        other.explain(Request('{ wilayah(kode: "18") ' + query + " }"))
    assert depth + 1 == counting.compiled
