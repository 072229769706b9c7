"""Requests refused before execution: the response that says why."""

from typing import Final

import orjson

from gateway.errors import RequestError
from gateway.execution.failure import coded
from gateway.execution.invalid import InvalidRequestError
from gateway.execution.message import Reply

_LONGEST: Final = 500
"""Characters of a message: it may repeat a name, which is the client's to make long."""
_END: Final = 100


def refuse(error: RequestError) -> Reply:
    """Return the reply to a refused request: errors and no data, §7.1.2."""
    extensions = coded(error.refusal, error.pesan, error.retry_after)
    if isinstance(error, InvalidRequestError):
        errors: list[dict[str, object]] = []
        for one in error.errors:
            found: dict[str, object] = {"message": _shortened(one.message)}
            if one.locations:
                found["locations"] = [
                    {"line": place.line, "column": place.column}
                    for place in one.locations
                ]
            errors.append({**found, "extensions": extensions})
    else:
        message = _shortened(error.message)
        errors = [{"message": message, "extensions": extensions}]
    return Reply(orjson.dumps({"errors": errors}), status=error.status)


def _shortened(message: str) -> str:
    """Leave out the middle of a long message."""
    if len(message) <= _LONGEST:
        return message
    return f"{message[: _LONGEST - _END]} … {message[-_END:]}"
