"""One question to a process that runs, over HTTP, and its answer in JSON."""

from collections.abc import Mapping
from typing import Final

import httpx

_SECONDS: Final = 10.0


class UnreachableError(Exception):
    """Nobody answers there, or what is there is no address."""


def exchange(
    method: str,
    address: str,
    body: object = None,
    headers: Mapping[str, str] | None = None,
) -> tuple[int, object]:
    """Ask; return the status and the answer. Raises UnreachableError, ValueError for no JSON."""
    try:
        with httpx.Client(timeout=_SECONDS, trust_env=False) as client:
            answer = client.request(method, address, json=body, headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise UnreachableError from error
    found: object = answer.json()
    return answer.status_code, found


def is_success(status: int) -> bool:
    """Tell whether a status says that all went well (RFC 9110 §15.3)."""
    return httpx.codes.is_success(status)
