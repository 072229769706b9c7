"""A lookup among the rows of a whole-list query, indexed once per answer."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, cast

from gateway.connectors.answer import Answer
from gateway.connectors.rows import index_rows
from gateway.connectors.source import Arguments, Caller, OperationSource, Outcome
from gateway.errors import CodedError


class LocalSource:
    """Finds rows by key in the answer of another operation, asked without arguments."""

    def __init__(
        self, whole: OperationSource, match: str, label: Callable[[Any], Hashable]
    ) -> None:
        self.whole = whole
        self._match = match
        self._label = label

    async def many(
        self, calls: Mapping[Hashable, Arguments], caller: Caller
    ) -> dict[Hashable, Outcome]:
        """Return the row of each key, or the error that the list failed with."""
        try:
            answer = await self.whole.ask({}, caller)
        except CodedError as error:
            return dict.fromkeys(calls, error)
        index = answer.once(
            ("index", self._match), lambda: self._index(answer), answer.size // 4
        )
        return {key: answer.part(index.get(key)) for key in calls}

    def _index(self, answer: Answer) -> dict[object, object]:
        value = answer.value
        rows = cast("list[object]", value) if isinstance(value, list) else []
        return index_rows(rows, self._label)
