"""The ASGI middleware that makes a healthy service sick."""

import asyncio
import json
import re
from collections.abc import Mapping

from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from simulator.fault import Mode, Switch

CONTROL = "/_fault"


class Faulty:
    """Serves `app` as the switch says; the control path is never sick.

    `drift` maps keys to what a new release calls them.
    """

    def __init__(self, app: ASGIApp, switch: Switch, drift: Mapping[str, str]) -> None:
        self._app = app
        self._switch = switch
        self._drift = drift

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or do not."""
        if scope["type"] != "http" or scope["path"] == CONTROL:
            return await self._app(scope, receive, send)
        fault = self._switch.fault
        if fault.mode is Mode.ERROR:
            return await _error_page()(scope, receive, send)
        if fault.mode is Mode.GARBAGE:
            return await _garbage()(scope, receive, send)
        if fault.mode is Mode.SLOW:
            await asyncio.sleep(fault.ms / 1000)
        elif fault.mode is Mode.HANG and not await self._outwaited(receive):
            return None
        if fault.mode is Mode.DRIFT:
            send = _Drifting(send, self._drift)
        return await self._app(scope, receive, send)

    async def _outwaited(self, receive: Receive) -> bool:
        """Wait; tell whether the client was still there when the switch was turned."""
        gone = asyncio.ensure_future(_gone(receive))
        turned = asyncio.ensure_future(self._switch.turned())
        try:
            await asyncio.wait({gone, turned}, return_when=asyncio.FIRST_COMPLETED)
            return not gone.done()
        finally:
            gone.cancel()
            turned.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _error_page() -> Response:
    page = "<html><body><h1>500 Internal Server Error</h1></body></html>"
    return HTMLResponse(page, status_code=500)


def _garbage() -> Response:
    return Response(b'{"data": [{"nama": "\xff\xfe', media_type="application/json")


class _Drifting:
    """Holds an answer back to rename its keys."""

    def __init__(self, send: Send, drift: Mapping[str, str]) -> None:
        self._send = send
        self._drift = drift
        self._start: Message = {}

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        # our services send a body in one piece
        body = _renamed(message["body"], self._drift)
        length = (b"content-length", str(len(body)).encode())
        kept = [pair for pair in self._start["headers"] if pair[0] != length[0]]
        await self._send({**self._start, "headers": [*kept, length]})
        await self._send({"type": "http.response.body", "body": body})


def _renamed(body: bytes, drift: Mapping[str, str]) -> bytes:
    """Rename the keys of JSON, and in XML and tables the words that are names."""
    try:
        renamed = _rename(json.loads(body), drift)
    except ValueError:
        if not drift:
            return body
        names = "|".join(map(re.escape, drift))
        text = body.decode()
        return re.sub(rf"\b(?:{names})\b", lambda m: drift[m[0]], text).encode()
    return json.dumps(renamed, ensure_ascii=False).encode()


def _rename(value: object, drift: Mapping[str, str]) -> object:
    if isinstance(value, dict):
        return {drift.get(key, key): _rename(v, drift) for key, v in value.items()}
    if isinstance(value, list):
        return [_rename(item, drift) for item in value]
    return value
