"""Errors of a GraphQL service's answer, GraphQL specification §7.1.2, as ours."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias, cast

from gateway.connectors.paths import compile_path
from gateway.connectors.refused import Refused, Report
from gateway.errors import (
    Sent,
    UpstreamAuth,
    UpstreamBusy,
    UpstreamError,
    UpstreamRejected,
    UpstreamTimeout,
    UpstreamUnavailable,
)

Explain: TypeAlias = Callable[[object], str | None]
"""From a report to the service's own message, where it may be shown."""

_MOST: Final = 1000  # errors that are looked at, of one answer
_KINDS: Final[Mapping[str, type[UpstreamError]]] = {
    "UNAUTHENTICATED": UpstreamAuth,
    "UNAUTHORIZED": UpstreamAuth,
    "FORBIDDEN": UpstreamAuth,
    "ACCESS_DENIED": UpstreamAuth,
    "PERMISSION_DENIED": UpstreamAuth,
    "INVALID_CREDENTIALS": UpstreamAuth,
    "INVALID_JWT": UpstreamAuth,
    "INVALID_TOKEN": UpstreamAuth,
    "TOKEN_EXPIRED": UpstreamAuth,
    "RATE_LIMITED": UpstreamBusy,
    "THROTTLED": UpstreamBusy,
    "TOO_MANY_REQUESTS": UpstreamBusy,
    "REQUESTS_EXCEEDED": UpstreamBusy,
    "TIMEOUT": UpstreamTimeout,
    "TIME_LIMIT_EXCEEDED": UpstreamTimeout,
    "GATEWAY_TIMEOUT": UpstreamTimeout,
    "INTERNAL_SERVER_ERROR": UpstreamUnavailable,
    "SERVICE_UNAVAILABLE": UpstreamUnavailable,
    "DOWNSTREAM_SERVICE_ERROR": UpstreamUnavailable,
}
"""What becomes of `extensions.code`, as common servers write it, in either case and
with `_` or `-`: Apollo Server's list, Hasura's, Directus's."""
_CODE: Final = compile_path(("errors", 0, "extensions", "code"))
_PATH: Final = compile_path(("path",))


def whole_error(report: Report, explain: Explain) -> UpstreamError:
    """Return the error of a field whose whole answer is refused, by its first error."""
    code = _CODE(report)
    named = code.upper().replace("-", "_") if isinstance(code, str) else ""
    message = "The service answered with an error."
    pesan = explain(report)
    return _KINDS.get(named, UpstreamRejected)(message, sent=Sent.YES, pesan=pesan)


def place(
    data: object, errors: list[object], explain: Explain
) -> tuple[list[object], bool]:
    """Put a mark of each error where the null stands that it caused.

    Returns the errors that no null explains, and whether any mark was put.
    """
    left: list[object] = []
    marked = False
    for error in errors[:_MOST]:
        path = _PATH(error)
        listed = cast("list[object]", path) if isinstance(path, list) else []
        if _put(data, listed, error, explain):
            marked = True
        else:
            left.append(error)
    return left, marked


def _put(data: object, path: list[object], error: object, explain: Explain) -> bool:
    """Put a mark where a path first leads to a null; tell whether it does.

    A null that may not be one takes the object it is in along (§6.4.4).
    """
    at: Any = data
    for key in path:
        if not _holds(at, key):
            return False
        below: Any = at[key]
        if below is None:
            report: Report = {"errors": [error]}
            at[key] = Refused(explain(report), report)
            return True
        at = below
    return False


def _holds(value: object, key: object) -> bool:
    if isinstance(key, str):
        return isinstance(value, dict) and key in value
    if not isinstance(key, int) or not isinstance(value, list):
        return False
    return 0 <= key < len(cast("list[object]", value))
