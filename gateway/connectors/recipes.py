"""Recipes: what every operation of a configuration needs to be asked, compiled."""

from collections.abc import Callable, Mapping

from gateway.config.model import Argument, Operation
from gateway.config.shapers import echoed
from gateway.connectors.batch.recipe import BatchRecipe
from gateway.connectors.labelling import Labelling
from gateway.connectors.line import Line
from gateway.connectors.misfit import Fit
from gateway.connectors.parting import compile_route
from gateway.connectors.preparing import Preparing
from gateway.connectors.privacy import compile_private, forwards, is_personal
from gateway.connectors.reading import Readings
from gateway.connectors.recipe import Recipe
from gateway.connectors.rowwork import compile_arrangement, compile_local, narrows
from gateway.connectors.selecting import SELECT, selects
from gateway.connectors.shape import heard
from gateway.connectors.shaping import Shaping
from gateway.connectors.writers.validation import compile_validation


class Recipes:
    """Compiles the operations of one configuration over the lines to its connectors."""

    def __init__(self, readings: Readings, lines: Mapping[str, Line]) -> None:
        self._config = readings.config
        self._readings = readings
        self._preparing = Preparing(readings.config)
        self.shaping = Shaping(readings, lines)
        self.labelling = Labelling(readings)

    def one(self, operation: Operation) -> Recipe:
        """Compile an operation."""
        upstream = self._used(operation)
        sent = [name for name in map(str, operation.args) if name in upstream]
        return Recipe(
            name=self._name(operation),
            operation=operation,
            prepare=self._preparing.one(operation),
            reading=self.shaping.reading(operation),
            shape=self.shaping.one(operation),
            heard=heard(operation),
            arrange=compile_arrangement(self._readings, operation),
            sent=(*sent, SELECT) if selects(operation) else tuple(sent),
            local=compile_local(self._readings, operation),
            narrows=narrows(operation),
            checks=self._checks(operation),
            private=compile_private(self._config, operation),
            personal=is_personal(self._config, operation),
            login=forwards(self._config, operation),
            fit=self._fit(operation),
        )

    def batch(self, operation: Operation) -> BatchRecipe:
        """Compile the batch of an operation that has one."""
        batch = operation.batch
        assert batch is not None  # noqa: S101 - the planner chose it for having one
        word = batch.match or batch.group or batch.by
        route = operation.route
        own = str(self._config.connectors[operation.connector].url)
        return BatchRecipe(
            batch=batch,
            prepare=self._preparing.many(operation),
            shape=self.shaping.many(operation, batch),
            label=self.labelling.row(operation, word),
            item=self.labelling.item(operation, word),
            text=self.labelling.key(operation, batch.by, word),
            parts=None if route is None else compile_route(route, own),
            shaped=bool(operation.shape if batch.shape is None else batch.shape),
        )

    def _name(self, operation: Operation) -> str:
        """Name an operation for its keys; a query may be called as a lookup is."""
        connector = self._config.connectors[operation.connector]
        query = connector.queries.get(operation.name) is operation
        return f"{connector.name}.{operation.name}" + ("" if query else "()")

    def _fit(self, operation: Operation) -> Fit | None:
        """Return what judges an operation's answers, where its breaker counts them."""
        breaker = self._config.connectors[operation.connector].breaker
        if breaker is None:
            return None
        return Fit(self._readings, operation, breaker.misfit)

    @staticmethod
    def _used(operation: Operation) -> frozenset[str]:
        """Return the arguments that go upstream, in the call or the batch."""
        used: set[str] = set()
        if operation.call is not None:
            used.update(operation.call.arguments)
        if operation.batch is not None:
            used.update(operation.batch.call.arguments)
        used.update(echoed(operation.shape))
        spread, route = operation.spread, operation.route
        if route is not None:
            used.add(str(route.by))
        if spread is not None and spread.of_days:
            used.update((str(spread.start), str(spread.end)))
        return frozenset(used)

    def _checks(
        self, operation: Operation
    ) -> dict[str, Callable[[object], str | None]]:
        """Compile the bounds of those arguments that have some."""
        checks: dict[str, Callable[[object], str | None]] = {}
        for name, argument in operation.args.items():
            if _has_rules(argument) or argument.type.named in self._config.inputs:
                checks[str(name)] = compile_validation(argument, self._config.inputs)
        return checks


def _has_rules(argument: Argument) -> bool:
    rules = (argument.pattern, argument.min, argument.max, argument.length)
    return bool(argument.enum) or any(one is not None for one in rules)
