"""A lookup among the rows of a whole-list query, indexed once per answer."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, cast

from gateway.connectors.answer import Answer
from gateway.connectors.asked import Outcome
from gateway.connectors.caller import Caller
from gateway.connectors.key import weigh
from gateway.connectors.recipe import Arguments
from gateway.connectors.rows import index_rows
from gateway.connectors.selecting import SELECT
from gateway.connectors.source import OperationSource
from gateway.errors import CodedError

Label = Callable[[Any], Hashable]


class LocalSource:
    """Finds rows by key in the answer of another operation.

    `given` are the arguments it is asked with: the defaults of those that go
    upstream, so that a root field without arguments shares the answer.
    `label` gives the key of a row, `text` that of a call, as comparable texts.
    """

    def __init__(
        self, whole: OperationSource, given: Arguments, label: Label, text: Label
    ) -> None:
        self.whole = whole
        self.given = given
        self._label = label
        self._text = text

    async def many(
        self, calls: Mapping[Hashable, Arguments], caller: Caller
    ) -> dict[Hashable, Outcome]:
        """Return the row of each key, or the error that the list failed with, or a part of it."""
        try:
            answer = await self.whole.ask(self._asked(calls), caller)
        except CodedError as error:
            return dict.fromkeys(calls, error)
        index, none = self._indexed(answer), _nothing(answer)
        rows = {key: index.get(self._text(key)) for key in calls}
        return {k: none if row is None else answer.part(row) for k, row in rows.items()}

    def find(self, answer: Answer, key: object) -> Answer:
        """Return the row of one key in the list's answer, as a part that is kept with it.

        Raises CodedError where it is not there, nor is a part of the list.
        """
        text = self._text(key)
        found = self._indexed(answer).get(text)
        if found is None:  # whatever anybody asks for is not to be remembered
            none = _nothing(answer)
            if isinstance(none, CodedError):
                raise none
            return none
        name = ("found", self._label, text)
        return answer.once(name, lambda: answer.part(found), 512 + weigh(name))

    def _indexed(self, answer: Answer) -> dict[object, object]:
        return answer.once(
            ("index", self._label), lambda: self._index(answer), answer.size
        )

    def _asked(self, calls: Mapping[Hashable, Arguments]) -> Arguments:
        """Return what the list is asked with: of a GraphQL service, a selection too."""
        first = next(iter(calls.values()), self.given)
        selection = first.get(SELECT)
        return self.given if selection is None else {**self.given, SELECT: selection}

    def _index(self, answer: Answer) -> dict[object, object]:
        value = answer.value
        rows = cast("list[object]", value) if isinstance(value, list) else []
        return index_rows(rows, self._label)


def _nothing(answer: Answer) -> Answer | CodedError:
    """Return what there is for a key that a list does not have: an error where some of it failed."""
    cut = answer.cut
    if cut is not None and cut.error is not None:
        return cut.error
    part = answer.part(None)
    part.cut = cut
    return part
