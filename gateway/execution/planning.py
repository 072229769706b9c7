"""Read and plan: from a request to its operation and what that is compiled to.

Both are kept, the operation by its document's text and what it is compiled to with it.
"""

from typing import Final

from graphql.execution.values import VariableValues

from gateway.errors import RequestError
from gateway.execution.compiled import Compiled, compile_plan
from gateway.execution.graph import EnginePolicy, Graph
from gateway.execution.kept_plans import KeptPlans
from gateway.execution.message import Request
from gateway.execution.operation import Operation
from gateway.execution.planner import Planner
from gateway.execution.printing import least_calls
from gateway.execution.reader import Reader

_MOST_PLANS: Final = 64  # of one operation, one for each combination of its conditions


class Planning:
    """Reads and plans the operations on one graph."""

    def __init__(self, graph: Graph, policy: EnginePolicy) -> None:
        self._graph = graph
        self._calls = policy.calls
        self._reader = Reader(graph.schema, policy.read)
        self._planner = Planner(graph.catalog, graph.schema)
        self._plans = KeptPlans(policy.plan_bytes)

    def knows(self, text: str) -> bool:
        """Tell whether a document has been read and is kept."""
        return self._reader.knows(text)

    def read(self, request: Request) -> Operation:
        """Read the request's document and choose its operation. Raises RequestError."""
        operation = self._reader.read(request.query).operation(request.operation_name)
        if operation.kind != "query":
            _check_kind(operation, request)
        return operation

    def compiled(
        self, operation: Operation, variables: VariableValues, request: Request
    ) -> Compiled:
        """Plan an operation for the values its conditions have now. Raises RequestError."""
        authenticated = request.principal.subject is not None
        given = variables.coerced
        identity: tuple[object, ...] = (authenticated,)
        if operation.conditions:
            identity += tuple(bool(given.get(name)) for name in operation.conditions)
        found: Compiled | None = operation.plans.get(identity)
        if found is None:
            conditions = {name: bool(given.get(name)) for name in operation.conditions}
            found = self._compile(operation, conditions, authenticated=authenticated)
            if len(operation.plans) >= _MOST_PLANS:
                operation.plans.clear()
            self._plans.keep(operation, identity, found)
        return found

    def _compile(
        self, operation: Operation, conditions: dict[str, bool], *, authenticated: bool
    ) -> Compiled:
        """Plan an operation and make the plan ready to run, unless it calls too often."""
        plan = self._planner.plan(operation, conditions, authenticated=authenticated)
        if least_calls(plan) > self._calls:
            message = f"The operation needs more than {self._calls} calls."
            raise RequestError("TOO_COSTLY", message)
        graph = self._graph
        return compile_plan(
            plan, graph.projector, graph.sources, authenticated=authenticated
        )


def _check_kind(operation: Operation, request: Request) -> None:
    """Refuse a mutation where none is allowed, and subscriptions. Raises RequestError."""
    if operation.kind == "subscription":
        message = "Subscriptions are not served at this endpoint."
        raise RequestError("BAD_USER_INPUT", message)
    if request.queries_only:
        message = "Can only perform a query operation here."
        raise RequestError("BAD_USER_INPUT", message, status=405)
