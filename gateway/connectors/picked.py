"""One object out of a whole-list query of its connector, as an operation of its own."""

from typing_extensions import override

from gateway.connectors.answer import Answer
from gateway.connectors.caller import Caller
from gateway.connectors.line import Line
from gateway.connectors.local import LocalSource
from gateway.connectors.principal import Principal
from gateway.connectors.recipe import Arguments, Recipe
from gateway.connectors.source import OperationSource
from gateway.errors import CodedError


class PickedSource(OperationSource):
    """An operation whose answer is a row of another's; `by` is the argument of its key.

    It makes no call and keeps nothing: the list is asked for, and kept, as its
    own operation is.
    """

    def __init__(self, line: Line, recipe: Recipe, local: LocalSource, by: str) -> None:
        super().__init__(line, recipe)
        self.kept = local.whole.kept
        self._local = local
        self._by = by

    @override
    def peek(self, arguments: Arguments, principal: Principal) -> Answer | None:
        whole = self._local.whole.peek(self._local.given, principal)
        if whole is None:
            return None
        try:
            self.admission.check(arguments, principal)
        except CodedError:
            return None
        return self._local.find(whole, arguments.get(self._by))

    @override
    async def ask(self, arguments: Arguments, caller: Caller) -> Answer:
        """Return the row. Raises CodedError."""
        self.admission.check(arguments, caller.principal)
        whole = await self._local.whole.ask(self._local.given, caller)
        return self._local.find(whole, arguments.get(self._by))
