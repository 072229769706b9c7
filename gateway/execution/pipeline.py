"""The story of one operation: read ▸ plan ▸ fetch ▸ project.

document  = read(text)                      parse, validate, bound; kept
operation = document.operation(name)
variables = operation.coerce(…)
compiled  = plan(operation, conditions)     kept with the operation
shown     = warm(…) or fetch(…) ▸ project(…)
reply     = the roots' bytes, joined
"""

import time
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, cast

from graphql import GraphQLSchema
from graphql.execution.values import VariableValues

from gateway.connectors.alarms import Alarms
from gateway.connectors.answer import Answer
from gateway.connectors.asked import Asked
from gateway.connectors.budget import Budget
from gateway.connectors.caller import Caller
from gateway.connectors.media import MediaDesk
from gateway.connectors.sources import Sources
from gateway.errors import Internal, RequestError
from gateway.execution.compiled import Compiled, CompiledRoot, compile_plan
from gateway.execution.delegate import Delegate
from gateway.execution.fetch import Fetching
from gateway.execution.judging import judge
from gateway.execution.keep import failed_view, project_root, warm_view
from gateway.execution.kept_plans import KeptPlans
from gateway.execution.message import Reply, Request, Share
from gateway.execution.operation import Operation, Reader, ReadPolicy
from gateway.execution.planner import Planner
from gateway.execution.printing import least_calls, print_plan
from gateway.execution.project import Projector
from gateway.execution.refusal import refuse
from gateway.execution.report import sources_report
from gateway.execution.respond import respond
from gateway.execution.sharing import (
    fetched_share,
    strictest,
    warm_share,
)
from gateway.execution.view import View
from gateway.observe import Fault, Observer, OperationEnded, hears
from gateway.schema.catalog import Catalog

_NO_EXTENSIONS: Mapping[str, object] = MappingProxyType({})
_MOST_PLANS = 64  # of one operation: its conditions have that many combinations at most


@dataclass(frozen=True, slots=True)
class EnginePolicy:
    """Bounds on one operation: seconds, calls; how documents are read; bytes of plans."""

    read: ReadPolicy = field(default_factory=ReadPolicy)
    timeout: float = 8.0
    calls: int = 100
    plan_bytes: int = 64 * 1024**2


@dataclass(frozen=True, slots=True)
class Graph:
    """What the engine serves: the Catalog, its schema, sources and projections.

    `now` is the clock of what is kept. `context` is what fields defined in code find in `info.context`; `media` are the
    files that its links lead to.
    """

    catalog: Catalog
    schema: GraphQLSchema
    sources: Sources
    projector: Projector
    context: Mapping[str, object] = field(default_factory=dict[str, object])
    media: MediaDesk = field(default_factory=MediaDesk)
    now: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True)
class _Parts:
    """What an operation needs of the engine while it runs."""

    graph: Graph
    policy: EnginePolicy
    observer: Observer
    delegate: Delegate
    alarms: Alarms


class Engine:
    """Executes operations against one graph; `running` are those that wait for something."""

    def __init__(self, graph: Graph, policy: EnginePolicy, observer: Observer) -> None:
        self._graph = graph
        self._schema = graph.schema
        self._policy = policy
        self._hides = policy.read.hardened
        self._observer = observer
        self._now = graph.now
        self._heard = hears(observer, OperationEnded)
        self._reader = Reader(graph.schema, policy.read)
        self._plans = KeptPlans(policy.plan_bytes)
        self._planner = Planner(graph.catalog, graph.schema)
        delegate = Delegate(graph.schema, graph.context, observer)
        self._parts = _Parts(graph, policy, observer, delegate, Alarms())
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

    def begin(self, request: Request) -> Reply | Coroutine[Any, Any, Reply]:
        """Begin one operation: its reply, at once where nothing has to be fetched."""
        try:
            operation = self.read(request)
            variables = operation.coerce(
                self._schema, request.variables, hide=self._hides
            )
            compiled = self.compiled(operation, variables, request)
        except RequestError as error:
            return refuse(error)
        started = time.monotonic() if self._heard else 0.0
        views = _warm(compiled, variables, request)
        if None in views:
            running = _Running(self._parts, compiled, variables, request, views)
            return self._finish(running, operation, started)
        shown = cast("list[View]", views)
        reply, errors = self._told(compiled, shown, variables, request)
        if self._heard:
            self._ended(operation, started, errors, 0)
        return reply

    def _told(
        self,
        compiled: Compiled,
        shown: list[View],
        variables: VariableValues,
        request: Request,
    ) -> tuple[Reply, int]:
        """Return the reply of kept views, and how many errors it has.

        That of a single one is kept with it, as long as what it says of its age holds.
        """
        told = None
        if len(shown) == 1 and compiled.public and not request.operator:
            told = shown[0].told
            if told is not None and told.reply is not None and self._now() < told.until:
                return told.reply, 0
        body, errors = respond(compiled, shown, _NO_EXTENSIONS)
        share = warm_share(compiled, shown, variables, request, self._now())
        reply = Reply(body, share=share)
        if told is not None and not errors:
            told.reply = reply
        return reply, errors

    def at_hand(self, request: Request) -> Reply | None:
        """Return the reply, where nothing has to be read, planned or fetched for it."""
        if not self._reader.knows(request.query):
            return None
        begun = self.begin(request)
        if isinstance(begun, Reply):
            return begun
        begun.close()
        return None

    async def _finish(
        self, running: "_Running", operation: Operation, started: float
    ) -> Reply:
        """Fetch what is missing, then reply."""
        self.running += 1
        try:
            await running.finish(operation)
        finally:
            self.running -= 1
        views = cast("list[View]", running.views)
        body, errors = respond(running.compiled, views, running.extensions())
        if self._heard:
            self._ended(operation, started, errors, running.budget.spent)
        return Reply(body, share=running.share())

    def _ended(
        self, operation: Operation, started: float, errors: int, calls: int
    ) -> None:
        seconds = time.monotonic() - started
        self._observer.see(
            OperationEnded(operation.name, operation.kind, seconds, errors, calls)
        )

    def read(self, request: Request) -> Operation:
        """Read the request's document and choose its operation."""
        operation = self._reader.read(request.query).operation(request.operation_name)
        if operation.kind == "mutation" and request.queries_only:
            message = "Can only perform a query operation here."
            raise RequestError("BAD_USER_INPUT", message, status=405)
        if operation.kind == "subscription":
            message = "Subscriptions are not served at this endpoint."
            raise RequestError("BAD_USER_INPUT", message)
        return operation

    def compiled(
        self, operation: Operation, variables: VariableValues, request: Request
    ) -> Compiled:
        """Plan an operation for the values its conditions have now."""
        authenticated = request.principal.subject is not None
        given = variables.coerced
        identity: tuple[object, ...] = (authenticated,)
        if operation.conditions:
            identity += tuple(bool(given.get(name)) for name in operation.conditions)
        found: Compiled | None = operation.plans.get(identity)
        if found is None:
            conditions = {name: bool(given.get(name)) for name in operation.conditions}
            plan = self._planner.plan(
                operation, conditions, authenticated=authenticated
            )
            if least_calls(plan) > self._policy.calls:
                message = f"The operation needs more than {self._policy.calls} calls."
                raise RequestError("TOO_COSTLY", message)
            graph = self._graph
            found = compile_plan(
                plan, graph.projector, graph.sources, authenticated=authenticated
            )
            if len(operation.plans) >= _MOST_PLANS:
                operation.plans.clear()
            self._plans.keep(operation, identity, found)
        return found

    def explain(self, request: Request) -> str:
        """Print the plan of a request. Raises RequestError."""
        operation = self.read(request)
        variables = operation.coerce(self._schema, request.variables, hide=False)
        return print_plan(self.compiled(operation, variables, request).plan)


def _warm(
    compiled: Compiled, variables: VariableValues, request: Request
) -> list[View | None]:
    """Return the kept view of each root; none where sources or plan are to be told."""
    roots, principal = compiled.roots, request.principal
    if request.sources or request.plan:
        return [None] * len(roots)
    if len(roots) == 1:
        return [warm_view(compiled, roots[0], variables, principal)]
    return [warm_view(compiled, root, variables, principal) for root in roots]


class _Running:
    """One operation under way: the views of its roots, filled in as they come."""

    def __init__(
        self,
        parts: _Parts,
        compiled: Compiled,
        variables: VariableValues,
        request: Request,
        views: list[View | None],
    ) -> None:
        self.parts = parts
        self.compiled = compiled
        self.variables = variables
        self.request = request
        self.views = views
        self.warm: list[int] = []  # those that were kept already
        self.started = parts.graph.now()
        self.budget = Budget(parts.policy.calls)
        asked = Asked() if compiled.repeats else None
        caller = Caller(request.principal, self.budget, asked)
        self.fetching = Fetching(
            compiled,
            variables,
            caller,
            parts.graph.sources,
            parts.observer,
            parts.alarms,
        )

    async def finish(self, operation: Operation) -> None:
        """Fetch and project the roots that are not there yet."""
        parts = self.parts
        warm = self.warm = [i for i, view in enumerate(self.views) if view is not None]
        missing = [i for i, view in enumerate(self.views) if view is None]
        await self.fetch(missing)
        for index in missing:
            root = self.compiled.roots[index]
            if root.project is None:
                self.views[index] = await parts.delegate.run(
                    root.field, operation, self.request
                )
            else:
                self.views[index] = self.projected(root)
        if warm and (self.failed or self.stale):
            await self.fetch(warm)  # from memory: they are told of, too

    async def fetch(self, roots: Iterable[int]) -> None:
        """Run the fetches of some roots and all that follows."""
        wanted = [
            fetch
            for index in roots
            for fetch in getattr(self.compiled.roots[index].field, "fetches", ())
        ]
        if wanted:
            await self.fetching.run(wanted, self.parts.policy.timeout)

    def projected(self, root: CompiledRoot) -> View:
        """Project a root; a fault of ours fails this field only."""
        got, principal = self.fetching.got, self.request.principal
        try:
            view = project_root(
                self.compiled, root, got, self.variables, principal, self.started
            )
            if view.failures:
                graph = self.parts.graph
                fetches, readings = self.compiled.fetches, graph.projector.readings
                judge(view.failures, fetches, got, readings)
        except Exception as error:  # noqa: BLE001 - whatever it is, the siblings live
            where = self.compiled.fetches[root.first].fetch.name
            self.parts.observer.see(Fault(where, error))
            return failed_view(root, Internal("The gateway failed; it was noted."))
        else:
            return view

    @property
    def failed(self) -> bool:
        """Tell whether any field has failed."""
        return any(view is not None and view.failures for view in self.views)

    @property
    def stale(self) -> bool:
        """Tell whether an answer is shown although it is not fresh."""
        return self.compiled.lingers and any(
            one.__class__ is Answer and one.stale
            for outcomes in self.fetching.got
            for one in outcomes.values()
        )

    @property
    def truncated(self) -> bool:
        """Tell whether an answer in pages is less than was asked for."""
        return self.compiled.paged and any(
            isinstance(one, Answer) and one.cut is not None
            for outcomes in self.fetching.got
            for one in outcomes.values()
        )

    def share(self) -> Share | None:
        """Return how others may keep the reply; None for not at all."""
        views, now = cast("list[View]", self.views), self.parts.graph.now()
        compiled, asked = self.compiled, self.request
        share = fetched_share(compiled, views, self.fetching.got, asked, now)
        if share is None or not self.warm:
            return share
        kept = replace(compiled, roots=tuple(compiled.roots[i] for i in self.warm))
        shown = [views[i] for i in self.warm]
        own = warm_share(kept, shown, self.variables, asked, now)
        return strictest((share, own))

    def extensions(self) -> dict[str, object]:
        """Return the response's extensions: sources and the plan, where due."""
        found: dict[str, object] = {}
        told = self.request.sources or self.failed or self.stale or self.truncated
        if told:
            sources = sources_report(self.compiled, self.fetching.got, self.started)
            if self.request.sources or any(
                one["state"] in {"FAILED", "STALE"} or "truncated" in one
                for one in sources
            ):
                found["sources"] = sources
        if self.request.plan:
            found["plan"] = {
                "teks": print_plan(self.compiled.plan),
                "panggilanPalingSedikit": least_calls(self.compiled.plan),
                "panggilan": self.budget.spent,
            }
        return found
