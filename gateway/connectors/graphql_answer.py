"""Answers of a GraphQL service: its rows, each error where its value would be.

GraphQL specification §7.1: an answer may hold data and errors at once, and an
error's path leads to the null that it caused.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias, cast

from gateway.config.formats import Format
from gateway.config.model import Batch, Condition, Operation, Success
from gateway.config.steps import Path
from gateway.connectors.codec import decode_json
from gateway.connectors.conditions import (
    NO_TABLES,
    Tables,
    compile_message,
    compile_sign,
    compile_success,
)
from gateway.connectors.graphql import ERRORS, alias, of_errors, of_rows
from gateway.connectors.graphql_errors import place, whole_error
from gateway.connectors.paths import compile_path
from gateway.connectors.refused import Refused, Report
from gateway.connectors.selected import compile_selection
from gateway.connectors.send import Received
from gateway.connectors.shape import (
    FAULT,
    NO_ARGUMENTS,
    Finish,
    Shape,
    compile_steps,
    nothing,
)
from gateway.connectors.status import is_refusal
from gateway.errors import (
    CodedError,
    Sent,
    UpstreamBadBody,
    UpstreamRejected,
    UpstreamUnavailable,
)

_LENIENT = Format(kind="graphql")  # what it lacks its own errors tell of

Arguments: TypeAlias = Mapping[str, object]
Outcome: TypeAlias = "object | CodedError"
Test: TypeAlias = Callable[[object], bool]
Part: TypeAlias = Callable[[tuple[Path, ...]], tuple[Path, ...]]

_DATA: Final = compile_path(("data",))
_ERRORS: Final = compile_path((ERRORS,))


class Partial:
    """A value some of which the service refused: good for now, and not kept."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


@dataclass(frozen=True, slots=True)
class _Data:
    """The data of an answer; `errors` are those that no null of it explains."""

    value: object
    errors: list[object]
    partial: bool = False
    arguments: Arguments = field(default_factory=dict[str, object])
    received: Received | None = None


class QueryAnswers:
    """Reads the answers to one operation's query, or to its batch's."""

    def __init__(
        self,
        operation: Operation,
        rows: tuple[str, ...],
        batch: Batch | None = None,
        finish: Finish | None = None,
        tables: Tables = NO_TABLES,
    ) -> None:
        select = None if batch is None else batch.select
        self._operation = operation
        self._rows = rows
        self._pick = compile_selection(select or operation.select, _LENIENT)
        self._reshape = compile_steps(operation, batch=batch is not None)
        told = [
            replace(one, messages=of_errors(one.messages)) for one in operation.success
        ]
        self._explain = compile_message((*told,), tables)
        missing = operation.missing.conditions
        self._absent = _tests(missing, of_rows)
        self._none = _tests(missing, of_errors)
        judged = tuple([one for one in map(_judged, operation.success) if one])
        self._judge = compile_success(judged, tables)
        self._finish = finish
        self._nothing = nothing(operation, finish)
        self._wraps = operation.one_or_many and operation.rows.is_list
        self._each = bool(judged or self._absent)

    # ------------------------------------------------------------- answers

    def one(self, received: Received, arguments: Arguments = NO_ARGUMENTS, /) -> object:
        """Return the rows of an answer, or the one row; None where there is none.

        It is Partial where some value of it was refused. Raises UpstreamError.
        """
        data = self._read(received, arguments)
        if data is None:
            return self._nothing()
        value = self._settled(data, self._rows)
        if isinstance(value, CodedError):
            raise value
        return Partial(value) if data.partial else value

    def single(self, batch: Batch) -> Shape:
        """Return the function of a batch's answer for one key alone."""
        if not batch.ordered:
            return self.one if self._operation.rows.is_list else self._first

        def only(received: Received, arguments: Arguments = NO_ARGUMENTS, /) -> object:
            (found,), whole = self.many(received, 1, arguments, aliases=batch.aliases)
            if isinstance(found, CodedError):
                raise found
            return found if whole else Partial(found)

        return only

    def _first(
        self, received: Received, arguments: Arguments = NO_ARGUMENTS, /
    ) -> object:
        """Return the first of an answer's rows."""
        shaped = self.one(received, arguments)
        rows: object = shaped.value if isinstance(shaped, Partial) else shaped
        listed = cast("list[object]", rows) if isinstance(rows, list) else [rows]
        first = listed[0] if listed else None
        return first if shaped is rows else Partial(first)

    def many(
        self,
        received: Received,
        count: int,
        arguments: Arguments = NO_ARGUMENTS,
        *,
        aliases: bool,
    ) -> tuple[list[Outcome], bool]:
        """Return what came for each of some keys, in their order, and if it is whole.

        Raises UpstreamError.
        """
        data = self._read(received, arguments)
        if data is None:
            return [self._nothing() for _ in range(count)], True
        if aliases:
            below = self._rows[1:]
            found = [self._settled(data, (alias(i), *below)) for i in range(count)]
        else:
            found = self._listed(data, count)
        return found, not data.partial

    # --------------------------------------------------------------- steps

    def _listed(self, data: _Data, count: int) -> list[Outcome]:
        """Return what came of each, where they stand in one list."""
        listed = _reached(data.value, self._rows)
        if isinstance(listed, Refused) or listed is None:
            return [self._outcome(data, listed)] * count
        if not isinstance(listed, list) or len(cast("list[object]", listed)) != count:
            message = "The service's answer does not fit what it was asked for."
            raise UpstreamBadBody(message, sent=Sent.YES)
        return [self._outcome(data, one) for one in cast("list[object]", listed)]

    def _read(self, received: Received, arguments: Arguments) -> _Data | None:
        """Decode an answer and put its errors in their places; None: there is none."""
        status = received.status
        if status in self._operation.missing.statuses:
            return None
        failed = is_refusal(status) or status == FAULT
        body = _decoded(received, tolerant=failed)
        body = None if isinstance(body, list) else body
        data, errors = _DATA(body), _ERRORS(body)
        listed = cast("list[object]", errors) if isinstance(errors, list) else []
        if isinstance(data, dict):
            left, marked = place(cast("object", data), listed, self._explain)
            return _Data(cast("object", data), left, marked, arguments, received)
        if listed:
            return _Data(None, listed)
        if status == FAULT:
            message = "The service answered with status 500."
            raise UpstreamUnavailable(message, sent=Sent.YES)
        if failed:
            message = f"The service answered with status {status}."
            raise UpstreamRejected(message, sent=Sent.YES)
        message = "The answer is not that of a GraphQL service."
        raise UpstreamBadBody(message, sent=Sent.YES)

    def _settled(self, data: _Data, keys: Sequence[str]) -> Outcome:
        return self._outcome(data, _reached(data.value, keys))

    def _outcome(self, data: _Data, value: object) -> Outcome:
        """Judge the rows: what they are, that there are none, or the error."""
        if isinstance(value, Refused):
            return self._refusal(value.report)
        if value is None:
            return (
                self._refusal({"errors": data.errors})
                if data.errors
                else self._nothing()
            )
        if isinstance(value, list):
            rows = cast("list[object]", value)
            return self._picked(data, self._sifted(rows) if self._each else rows)
        if self._is_absent(value):
            return self._nothing()
        refusal = self._judge(value)
        if refusal is None:
            return self._picked(data, value)
        message = "The service answered that it did not succeed."
        return UpstreamRejected(message, sent=Sent.YES, pesan=refusal.message)

    def _is_absent(self, row: object) -> bool:
        return any(test(row) for test in self._absent)

    def _sifted(self, rows: list[object]) -> list[object]:
        """Leave out rows that mean "there is none"; mark those that did not succeed."""
        found: list[object] = []
        for row in rows:
            if row is None or isinstance(row, Refused):
                found.append(row)
            elif not self._is_absent(row):
                refusal = self._judge(row)
                found.append(row if refusal is None else Refused(refusal.message))
        return found

    def _refusal(self, report: Report) -> Outcome:
        """Return the error that an answer's first error means, or that there is none."""
        if any(test(report) for test in self._none):
            return self._nothing()
        return whole_error(report, self._explain)

    def _picked(self, data: _Data, value: object) -> Outcome:
        """Select and shape the rows."""
        try:
            picked = self._pick(value)
            if self._reshape is not None:
                picked = self._reshape(picked, data.value, data.arguments)
        except CodedError as error:
            return error
        if picked is None and self._finish is None:
            return self._nothing()
        rows = picked if self._is_listed(picked) else [picked]
        if self._finish is None or data.received is None:
            return rows
        return self._finish(rows, {"data": data.value}, data.received)

    def _is_listed(self, value: object) -> bool:
        """Tell whether a value is as its operation returns it: a list, or any."""
        return not self._wraps or value is None or isinstance(value, list)


def _decoded(received: Received, *, tolerant: bool) -> object:
    """Decode a body; that of a failure need not be anything."""
    try:
        if received.read is not None:
            return received.read()
        return decode_json(received.body, received.content_type)
    except UpstreamBadBody:
        if tolerant:
            return None
        raise


def _reached(value: object, keys: Sequence[str]) -> object:
    """Go down to the rows, through the lists on the way; they become one list."""
    for index, key in enumerate(keys):
        if isinstance(value, list):
            return _flattened(cast("list[object]", value), keys[index:])
        if not isinstance(value, dict):
            return value if isinstance(value, Refused) else None
        value = cast("dict[str, object]", value).get(key)
    return value


def _flattened(values: list[object], keys: Sequence[str]) -> list[object]:
    found: list[object] = []
    for one in values:
        below = _reached(one, keys)
        if isinstance(below, list):
            found.extend(cast("list[object]", below))
        elif below is not None:
            found.append(below)
    return found


def _judged(success: Success) -> Success | None:
    """Return what of a condition of success is about the rows."""
    paths = of_rows(success.condition.paths)
    condition = replace(success.condition, paths=paths)
    messages = of_rows(success.messages)
    return replace(success, condition=condition, messages=messages) if paths else None


def _tests(conditions: Sequence[Condition], part: Part) -> list[Test]:
    """Compile what of some conditions is about the rows, or about the errors."""
    parted = [replace(one, paths=part(one.paths)) for one in conditions]
    return [compile_sign(one) for one in parted if one.paths]
