"""Shape: from an upstream body to the selected value of an operation's answer."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol, TypeAlias, cast

from gateway.config.model import Limits, Operation, Selection
from gateway.config.steps import Path
from gateway.connectors.conditions import (
    NO_TABLES,
    Tables,
    compile_message,
    compile_missing,
    compile_success,
)
from gateway.connectors.formats import Decode, compile_format
from gateway.connectors.formats.fault import Faulted, Otherwise
from gateway.connectors.selected import compile_selection
from gateway.connectors.selecting import selects
from gateway.connectors.send import Received
from gateway.connectors.status import is_refusal
from gateway.errors import (
    CODES,
    Sent,
    UpstreamBadBody,
    UpstreamError,
    UpstreamRejected,
    UpstreamUnavailable,
)

FAULT: Final = 500
_CELL: Final = 8  # bytes of a body that a shaped cell counts as
Reshape: TypeAlias = Callable[[object, object, Mapping[str, object]], object]
"""From the selected value, the whole body and the arguments to the shaped value."""
NO_ARGUMENTS: Final[Mapping[str, object]] = MappingProxyType({})
Finish: TypeAlias = Callable[[object, object, Received], object]
"""What makes a result of the shaped value, the body and the answer."""
_Fault: TypeAlias = Faulted | Otherwise | None


Within: TypeAlias = Callable[[Path, Sequence[object]], None]
"""Told of the rows within which a step looks for rows, and where."""


class Around(NamedTuple):
    """What a connector adds to its operations' shapes.

    `bound` is for what is inflated, in bytes; `tables` are those of the file. `columns`
    are those that are read of a table.
    """

    bound: int = Limits().max_body
    tables: Tables = NO_TABLES
    within: Within | None = None
    columns: frozenset[str] = frozenset()


AROUND: Final = Around()


class Shape(Protocol):
    """From an answer, and the arguments it was asked with, to its selected value."""

    def __call__(
        self, received: Received, arguments: Mapping[str, object] = ..., /
    ) -> object:
        """Return the value. Raises CodedError."""
        ...


def compile_shape(
    operation: Operation,
    select: Selection | None = None,
    *,
    batch: bool = False,
    finish: Finish | None = None,
    around: Around = AROUND,
) -> Shape:
    """Compile decode ▸ missing? ▸ success? ▸ select ▸ shape ▸ finish for an operation.

    The function returns the selected value, None where there is none, and an empty
    list where a list is missing or null, alone as in a batch; a `batch` gives a list,
    and may select and shape in its own way. `around` is what the connector adds.
    It raises UpstreamBadBody, UpstreamRejected and UpstreamUnavailable.
    """
    decode = compile_format(operation.format, around.bound, around.columns)
    is_missing = compile_missing(operation.missing)
    check = _compile_check(operation, around.tables)
    pick = compile_selection(select or operation.select, operation.format)
    reshape = compile_steps(operation, batch=batch, within=around.within)
    conclude = _compile_end(operation, finish, batch=batch)
    none = nothing(operation, finish)

    def shape(
        received: Received, arguments: Mapping[str, object] = NO_ARGUMENTS, /
    ) -> object:
        if received.status in operation.missing.statuses:
            return none()
        body, fault = _read(decode, received)
        if is_missing(received.status, body):
            return none()
        check(received.status, body, fault)
        found = pick(body)
        value = found if reshape is None else reshape(found, body, arguments)
        if value is None and finish is None:
            return none()
        return value if conclude is None else conclude(value, body, received)

    return _discreet(operation, shape)


def _compile_check(
    operation: Operation, tables: Tables
) -> Callable[[int, object, _Fault], None]:
    """Compile what refuses an answer by its status, its fault or what it says of itself.

    The function raises UpstreamRejected, and UpstreamBadBody.
    """
    judge = compile_success(operation.success, tables)
    explain = compile_message(operation.success, tables)

    def check(status: int, body: object, fault: _Fault) -> None:
        if isinstance(fault, Otherwise):
            raise fault
        if fault is not None or is_refusal(status):
            raise _refusal(status, fault, explain(body))
        refusal = judge(body)
        if refusal is not None:
            message = "The service answered that it did not succeed."
            raise UpstreamRejected(message, sent=Sent.YES, pesan=refusal.message)

    return check


def _discreet(operation: Operation, inner: Shape) -> Shape:
    """Quote no message of a service that repeats a secret of the request."""
    if not operation.success and operation.format.kind != "soap":
        return inner

    def shape(
        received: Received, arguments: Mapping[str, object] = NO_ARGUMENTS, /
    ) -> object:
        try:
            return inner(received, arguments)
        except UpstreamRejected as error:
            if any(word in (error.pesan or "") for word in received.secret):
                error.pesan = None
            raise

    return shape


def judged(shape: Shape, spoiled: Callable[[str], None]) -> Shape:
    """Tell of answers that the service, not the question, is to blame for: the code."""

    def judge(
        received: Received, arguments: Mapping[str, object] = NO_ARGUMENTS, /
    ) -> object:
        try:
            return shape(received, arguments)
        except UpstreamError as error:
            if CODES[error.code].breaker:
                spoiled(error.code)
            raise

    return judge


def watched(shape: Shape, look: Callable[[object], None]) -> Shape:
    """Have every value looked at that a service's answer gave."""

    def watch(
        received: Received, arguments: Mapping[str, object] = NO_ARGUMENTS, /
    ) -> object:
        value = shape(received, arguments)
        look(value)
        return value

    return watch


def heard(operation: Operation) -> tuple[int, ...]:
    """Return the statuses whose answers are read although they tell of a failure.

    A SOAP fault comes with 500 (SOAP 1.1 §6.2), and so may a GraphQL answer; if
    it is neither it is a failure still.
    """
    statuses = operation.missing.statuses
    read = operation.format.kind == "soap" or selects(operation)
    return (*statuses, FAULT) if read else statuses


def heft(value: object, size: int) -> int:
    """Return what a shaped value, or a page, counts as, in bytes of a body of `size`."""
    found: object = getattr(value, "rows", value)
    if not isinstance(found, list):
        return size
    rows = cast("list[object]", found)
    cells = [len(cast("dict[str, object]", r)) for r in rows if isinstance(r, dict)]
    return max(size, _CELL * sum(cells))


def nothing(operation: Operation, finish: Finish | None) -> Callable[[], object]:
    """Return what makes the value of a list, or of an object, that is not there."""
    many = operation.rows.is_list and finish is None
    return list[object] if many else type(None)


def _read(decode: Decode, received: Received) -> tuple[object, _Fault]:
    """Decode a body, and the fault that it may be. Raises UpstreamError."""
    failed = is_refusal(received.status) or received.status == FAULT
    try:
        return (_tolerant if failed else _decoded)(decode, received), None
    except (Faulted, Otherwise) as fault:
        return fault.body, fault


def _refusal(status: int, fault: Faulted | None, pesan: str | None) -> UpstreamRejected:
    """Return the OPD's no, with the message that the configuration finds in it."""
    if fault is not None:
        return Faulted(fault.body, pesan or fault.pesan)
    message = f"The service answered with status {status}."
    return UpstreamRejected(message, sent=Sent.YES, pesan=pesan)


def _decoded(decode: Decode, received: Received) -> object:
    if received.read is not None:
        return received.read()
    return decode(received.body, received.content_type)


def _tolerant(decode: Decode, received: Received) -> object:
    """Decode the body of a refusal, which need not be anything, or of a SOAP fault."""
    body: object = None
    with suppress(UpstreamBadBody):
        body = _decoded(decode, received)
    if received.status == FAULT:
        message = "The service answered with status 500."
        raise UpstreamUnavailable(message, sent=Sent.YES)
    return body


def _compile_end(
    operation: Operation, finish: Finish | None, *, batch: bool
) -> Finish | None:
    """Compile what becomes of a shaped value, where anything does."""
    if not (operation.one_or_many and (batch or operation.rows.is_list)):
        return finish

    def end(value: object, body: object, received: Received) -> object:
        rows = _wrapped(value)
        return rows if finish is None else finish(rows, body, received)

    return end


def _wrapped(value: object) -> object:
    """Make a list of one of a single object."""
    if value is None or isinstance(value, list):
        return cast("object", value)
    return [value]


def compile_steps(
    operation: Operation, *, batch: bool, within: Within | None = None
) -> Reshape | None:
    """Compile `shape`, a batch's own where it has one; None where there is none."""
    many = operation.batch
    steps = operation.shape
    if batch and many is not None and many.shape is not None:
        steps = many.shape
    if not steps:
        return None
    # As lxml: most operations have rows as they come.
    from gateway.connectors.shapers import compile_shapers  # noqa: PLC0415 - see above

    return compile_shapers(steps, within)
