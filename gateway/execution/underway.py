"""One operation under way: fetch and project what is not kept, and tell how it went."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, cast

from graphql.execution.values import VariableValues

from gateway.connectors.alarms import Alarms
from gateway.connectors.answer import DECODED, Answer
from gateway.connectors.aside import LARGE, Aside, Work
from gateway.connectors.asked import Asked
from gateway.connectors.budget import Budget
from gateway.connectors.caller import Caller
from gateway.errors import UpstreamError
from gateway.execution.compiled import Compiled, CompiledRoot
from gateway.execution.delegate import Delegate
from gateway.execution.extent import MOST, size_of
from gateway.execution.fetch import Fetching
from gateway.execution.graph import EnginePolicy, Graph
from gateway.execution.incident import incident
from gateway.execution.judging import judge
from gateway.execution.keep import (
    failed_view,
    just_made,
    oversized,
    project_root,
    projected,
)
from gateway.execution.message import Request, Share
from gateway.execution.operation import Operation
from gateway.execution.printing import least_calls, print_plan
from gateway.execution.report import sources_report
from gateway.execution.sharing import fetched_share, strictest, warm_share
from gateway.execution.view import View
from gateway.observe import Observer

_GRACE: Final = 0.1
"""Seconds after its deadline in which an operation is answered: the turns of two or three."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What an operation needs of the engine while it runs."""

    graph: Graph
    policy: EnginePolicy
    observer: Observer
    delegate: Delegate
    alarms: Alarms
    aside: Aside


class Underway:
    """One operation under way: the views of its roots, filled in as they come."""

    def __init__(
        self,
        parts: Parts,
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
        self.fetching = self._fetching(Caller(request.principal, self.budget, asked))

    async def finish(self, operation: Operation) -> None:
        """Fetch and project the roots that are not there yet."""
        parts = self.parts
        warm = self.warm = [i for i, view in enumerate(self.views) if view is not None]
        missing = [i for i, view in enumerate(self.views) if view is None]
        await self.fetch(missing)
        here = 0  # bytes that are read and shown in one turn of the loop
        shown = sum(len(view.body) for view in self.views if view is not None)
        for index in missing:
            root = self.compiled.roots[index]
            if root.project is None:
                self.views[index] = await parts.delegate.run(
                    root.field, operation, self.request
                )
                continue
            here += (size := size_of(root, self.fetching.got))
            if here > LARGE:
                view = await self._aside(root, size)
                here = 0
            else:
                view = self.projected(root, self._projection(root))
                here += len(view.body)
            if shown + len(view.body) > MOST:
                view = oversized(root)
            shown += len(view.body)
            self.views[index] = view
        if warm and (self.failed or self.stale):
            await self._recall(warm)

    async def fetch(self, roots: Iterable[int]) -> None:
        """Run the fetches of some roots and all that follows."""
        wanted = self._fetches(roots)
        if wanted:
            await self.fetching.run(wanted, self.parts.policy.timeout)

    async def _recall(self, roots: Iterable[int]) -> None:
        """Find what some roots that were kept are made of: they are told of, too.

        In memory alone: what has expired since is not asked for again, for nobody would be
        shown it. It is not told of.
        """
        recalling = self._fetching(Caller(self.request.principal, Budget(0)))
        await recalling.run(self._fetches(roots), self.parts.policy.timeout)
        self.fetching.learn(recalling)

    def _fetches(self, roots: Iterable[int]) -> list[int]:
        """Return the fetches that some roots begin with."""
        return [
            fetch
            for index in roots
            for fetch in getattr(self.compiled.roots[index].field, "fetches", ())
        ]

    def _fetching(self, caller: Caller) -> Fetching:
        parts = self.parts
        return Fetching(
            self.compiled,
            self.variables,
            caller,
            parts.graph.sources,
            parts.observer,
            parts.alarms,
        )

    async def _aside(self, root: CompiledRoot, size: int) -> View:
        """Project a large root while others are served, unless somebody just has.

        Its turn has to come by the operation's deadline, or a moment later: until then
        all may have waited for an agency that hangs.
        """
        aside, make = self.parts.aside, self._projection(root)
        work = self._work(root, size)
        try:
            with aside.room(work):
                async with aside.turn(work.connector, self._left):
                    if self._just_made(root) is None:
                        make = await aside.run(make)
                    return self.projected(root, make)
        except UpstreamError as error:
            operation = self.compiled.fetches[root.first].fetch.operation
            connector = self.parts.graph.projector.connector(operation)
            return failed_view(root, error.with_traceback(None), connector)

    def _work(self, root: CompiledRoot, size: int) -> Work:
        """Name what is to be projected: an answer, or with what it links to its own."""
        got = self.fetching.got
        connector = self.compiled.fetches[root.first].fetch.operation.connector
        shared = None if root.below else got[root.first].get(())
        return Work(str(connector), got if shared is None else shared, size * DECODED)

    @property
    def _left(self) -> float:
        """Return the seconds until a turn is late."""
        since = self.parts.graph.now() - self.started
        return max(self.parts.policy.timeout + _GRACE - since, 0.0)

    def _just_made(self, root: CompiledRoot) -> View | None:
        got, principal = self.fetching.got, self.request.principal
        return just_made(self.compiled, root, got, self.variables, principal)

    def _projection(self, root: CompiledRoot) -> Callable[[], View]:
        roots = len(self.compiled.roots)
        return partial(projected, root, self.fetching.got, self.started, roots)

    def projected(self, root: CompiledRoot, make: Callable[[], View]) -> View:
        """Return what `make` makes of a root; a fault of ours fails this field only."""
        got, principal = self.fetching.got, self.request.principal
        try:
            view = project_root(
                self.compiled, root, got, self.variables, principal, make
            )
            if view.failures:
                graph = self.parts.graph
                fetches, readings = self.compiled.fetches, graph.projector.readings
                judge(view.failures, fetches, got, readings)
        except Exception as error:  # noqa: BLE001 - whatever it is, the siblings live
            where = self.compiled.fetches[root.first].fetch.name
            return failed_view(root, incident(self.parts.observer, where, error))
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
