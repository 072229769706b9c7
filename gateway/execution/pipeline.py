"""The story of one operation: read ▸ plan ▸ fetch ▸ project.

document  = read(text)                      parse, validate, bound; kept
operation = document.operation(name)
variables = operation.coerce(…)
compiled  = plan(operation, conditions)     kept with the operation
views     = warm(…) or fetch(…) ▸ project(…)
reply     = the roots' bytes, joined
"""

import asyncio
import time
from collections.abc import Coroutine
from typing import Any, cast

from gateway.connectors.alarms import Alarms
from gateway.connectors.aside import Aside
from gateway.connectors.media import MediaDesk
from gateway.errors import RequestError
from gateway.execution.carried import Carried
from gateway.execution.delegate import Delegate
from gateway.execution.graph import EnginePolicy, Graph
from gateway.execution.message import Reply, Request
from gateway.execution.operation import Operation
from gateway.execution.planning import Planning
from gateway.execution.printing import print_plan
from gateway.execution.refusal import refuse
from gateway.execution.respond import respond
from gateway.execution.underway import Parts, Underway
from gateway.execution.view import View
from gateway.execution.warm import warm_reply, warm_views
from gateway.observe import Observer, OperationEnded, OperationLeft, hears


class Engine:
    """Executes operations against one graph; `running` are those that wait for something."""

    def __init__(
        self,
        graph: Graph,
        policy: EnginePolicy,
        observer: Observer,
        aside: Aside | None = None,
    ) -> None:
        self._graph = graph
        self._schema = graph.schema
        self._hides = policy.read.hardened
        self._observer = observer
        self._now = graph.now
        self._heard = hears(observer, OperationEnded)
        delegate = Delegate(graph.schema, graph.context, observer)
        aside = aside or Aside()
        self._parts = Parts(graph, policy, observer, delegate, Alarms(), aside)
        self.planning = Planning(graph, policy)
        self.running = 0

    @property
    def graph(self) -> Graph:
        """Return what it serves."""
        return self._graph

    @property
    def media(self) -> MediaDesk:
        """Return the files that the graph's links lead to."""
        return self._graph.media

    def ready(self) -> bool:
        """Tell whether operations can be executed: the graph is built."""
        return self._graph.schema.query_type is not None

    async def execute(self, request: Request) -> Reply:
        """Execute one operation; every failure is in the reply."""
        begun = self.begin(request)
        return begun if isinstance(begun, Reply) else await begun

    def begin(self, request: Request) -> Reply | Coroutine[Any, Any, Reply] | Carried:
        """Begin one operation: its reply, at once where nothing has to be fetched.

        What waits may be cancelled, unless it is `Carried`.
        """
        planning = self.planning
        try:
            operation = planning.read(request)
            variables = operation.coerce(
                self._schema, request.variables, hide=self._hides
            )
            compiled = planning.compiled(operation, variables, request)
        except RequestError as error:
            return refuse(error)
        started = time.monotonic() if self._heard else 0.0
        views = warm_views(compiled, variables, request)
        if None in views:
            underway = Underway(self._parts, compiled, variables, request, views)
            rest = self._finish(underway, operation, started)
            return Carried(rest) if operation.kind == "mutation" else rest
        shown = cast("list[View]", views)
        reply, errors = warm_reply(compiled, shown, variables, request, self._now)
        if self._heard:
            self._ended(operation, started, errors, 0)
        return reply

    def at_hand(self, request: Request) -> Reply | None:
        """Return the reply, where nothing has to be read, planned or fetched for it."""
        if not self.planning.knows(request.query):
            return None
        begun = self.begin(request)
        if isinstance(begun, Reply):
            return begun
        begun.close()
        return None

    async def _finish(
        self, underway: Underway, operation: Operation, started: float
    ) -> Reply:
        """Fetch what is missing, then reply."""
        self.running += 1
        try:
            await underway.finish(operation)
        except asyncio.CancelledError:
            self._left(operation, started, underway.budget.spent)
            raise
        finally:
            self.running -= 1
        views = cast("list[View]", underway.views)
        body, errors = respond(underway.compiled, views, underway.extensions())
        if self._heard:
            self._ended(operation, started, errors, underway.budget.spent)
        return Reply(body, share=underway.share())

    def _ended(
        self, operation: Operation, started: float, errors: int, calls: int
    ) -> None:
        seconds = time.monotonic() - started
        self._observer.see(
            OperationEnded(operation.name, operation.kind, seconds, errors, calls)
        )

    def _left(self, operation: Operation, started: float, calls: int) -> None:
        if self._heard:
            seconds = time.monotonic() - started
            self._observer.see(
                OperationLeft(operation.name, operation.kind, seconds, calls)
            )

    def explain(self, request: Request) -> str:
        """Print the plan of a request. Raises RequestError."""
        planning = self.planning
        operation = planning.read(request)
        variables = operation.coerce(self._schema, request.variables, hide=False)
        return print_plan(planning.compiled(operation, variables, request).plan)
