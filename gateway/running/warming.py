"""Warm start: queries that are asked before the first client asks.

Each document is parsed, planned and run, so that its plan and its answers are
there. It is a help and no condition: what fails, or takes too long, is told and
left.
"""

import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Protocol, cast

import orjson
from graphql import GraphQLError, OperationDefinitionNode, parse

from gateway.errors import GatewayError
from gateway.execution.message import Reply, Request
from gateway.observe import Fault, Observer, Warmed

_AT_ONCE: Final = 4
_MOST_BYTES: Final = 256 * 1024


class Executing(Protocol):
    """As much of an engine as is warmed."""

    async def execute(self, request: Request) -> Reply:
        """Answer a request."""
        ...


class Warming:
    """The documents that a pattern names, relative to the working folder.

    `x.json` beside `x.graphql` holds its variables. `seconds` bound the whole.
    """

    def __init__(self, pattern: str, seconds: float, observer: Observer) -> None:
        self._pattern = pattern
        self._seconds = seconds
        self._observer = observer

    async def warm(self, engine: Executing) -> None:
        """Run every document on an engine; never raises."""
        started = time.monotonic()
        failed: list[str] = []
        files = await asyncio.to_thread(matching, self._pattern)
        left = set(files)
        places = asyncio.Semaphore(_AT_ONCE)

        async def run(file: Path) -> None:
            async with places:
                if not await self._ran(engine, file):
                    failed.append(file.name)
                left.discard(file)

        try:
            async with asyncio.timeout(self._seconds):
                await asyncio.gather(*map(run, files))
        except TimeoutError:
            failed += [file.name for file in left]
        seconds = round(time.monotonic() - started, 3)
        told = Warmed(len(files) - len(failed), tuple(sorted(failed)), seconds)
        self._observer.see(told)

    async def _ran(self, engine: Executing, file: Path) -> bool:
        """Run the queries of a document; tell whether all went well."""
        try:
            return await _ran(engine, file)
        except Exception as error:  # noqa: BLE001 - a fault of ours is told, and starts go on
            self._observer.see(Fault("warm", error))
            return False


def matching(pattern: str) -> list[Path]:
    """Return the files that a pattern matches; an absolute one is from its root."""
    path = Path(pattern)
    root = Path(path.anchor)
    try:
        return sorted(root.glob(str(path.relative_to(root))))
    except (OSError, ValueError, IndexError):  # the last of an empty pattern
        return []


async def _ran(engine: Executing, file: Path) -> bool:
    """Run the queries of a document; tell whether it is sound, and all went well."""
    try:
        requests = await asyncio.to_thread(lambda: list(_requests(file)))
        replies = [await engine.execute(request) for request in requests]
    except (OSError, ValueError, RecursionError, GraphQLError, GatewayError):
        return False
    return bool(replies) and not any(
        "errors" in orjson.loads(one.body) for one in replies
    )


def _requests(file: Path) -> Iterator[Request]:
    """Read the queries of a document.

    Raises OSError, ValueError, GraphQLError, and RecursionError for one that is too deep.
    """
    text = _text(file)
    beside = file.with_suffix(".json")
    variables: object = json.loads(_text(beside)) if beside.is_file() else {}
    if not isinstance(variables, dict):
        message = "variables are a JSON object"
        raise ValueError(message)  # noqa: TRY004 - a wrong file, not a wrong call
    for one in parse(text).definitions:
        if isinstance(one, OperationDefinitionNode):
            name = None if one.name is None else one.name.value
            given = cast("dict[str, Any]", variables)
            yield Request(text, name, given, queries_only=True)


def _text(file: Path) -> str:
    with file.open("rb") as opened:
        data = opened.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        message = "too large"
        raise ValueError(message)
    return data.decode()
