"""The last border of all paths beside /graphql: nothing leaks, and nothing goes unnoted.

Starlette's own last border raises what it has answered once more, and uvicorn writes that
to stderr as it is, between the lines of the log.
"""

from asyncio import CancelledError
from typing import Final

import orjson
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp

from gateway.execution.incident import noted
from gateway.http.accept import JSON
from gateway.http.answer import NO_STORE, Message, Receive, Scope, Send, response_start
from gateway.observe import Observer

_FAULT: Final = 500
_UNAVAILABLE: Final = 503


class Guard:
    """An application around another, whose faults are noted and answered with their number."""

    def __init__(self, app: ASGIApp, observer: Observer) -> None:
        self._app = app
        self._observer = observer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; a client who goes away while sending is answered nothing."""
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            await self._app(scope, receive, watched)
        except ClientDisconnect:
            return
        except CancelledError:  # the gateway has to stop, and waits for nobody any more
            if not started:
                await _part(send)
        except Exception as error:  # noqa: BLE001 - the last border: nothing leaks
            number = noted(self._observer, "http", error)
            if not started:
                await _confess(send, number)


async def _confess(send: Send, number: str) -> None:
    text = f"kesalahan di dalam gateway; nomornya {number}"
    await _say(send, _FAULT, {"galat": text, "id": number})


async def _part(send: Send) -> None:
    await _say(send, _UNAVAILABLE, {"galat": "gateway sedang berhenti"})


async def _say(send: Send, status: int, content: object) -> None:
    body = orjson.dumps(content)
    await send(response_start(status, JSON, len(body), (NO_STORE,)))
    await send({"type": "http.response.body", "body": body})
