"""Requests refused before execution: the response that says why."""

import orjson

from gateway.errors import RequestError
from gateway.execution.failure import coded
from gateway.execution.message import Reply
from gateway.execution.operation import InvalidRequestError


def refuse(error: RequestError) -> Reply:
    """Return the reply to a refused request: errors and no data, §7.1.2."""
    extensions = coded(error.refusal, error.pesan, error.retry_after)
    if isinstance(error, InvalidRequestError):
        errors: list[dict[str, object]] = []
        for one in error.errors:
            found: dict[str, object] = {"message": one.message}
            if one.locations:
                found["locations"] = [
                    {"line": place.line, "column": place.column}
                    for place in one.locations
                ]
            errors.append({**found, "extensions": extensions})
    else:
        errors = [{"message": error.message, "extensions": extensions}]
    return Reply(orjson.dumps({"errors": errors}), executed=False, status=error.status)
