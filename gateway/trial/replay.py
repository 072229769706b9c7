"""Recorded answers instead of a network, in the order in which they were recorded."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

import httpx
from typing_extensions import override

from gateway.config.recorded_answers import Reply
from gateway.errors import Sent, UpstreamUnavailable
from gateway.trial.roots import KEY


@dataclass(slots=True)
class Script:
    """The answers that are still to be given, and what was asked so far.

    `excess` are the requests for which there was no answer left.
    """

    replies: list[Reply] = field(default_factory=list[Reply])
    asked: list[str] = field(default_factory=list[str])
    excess: list[str] = field(default_factory=list[str])

    def begin(self, replies: Iterable[Reply]) -> None:
        """Begin again with other answers."""
        self.replies = list(replies)
        self.asked = []
        self.excess = []


class Replay(httpx.AsyncBaseTransport):
    """A transport that opens no socket: it answers from the script under way."""

    def __init__(self, script: Script) -> None:
        self._script = script

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        script = self._script
        line = request_line(request)
        script.asked.append(line)
        if not script.replies:
            script.excess.append(line)
            raise UpstreamUnavailable("There is no recorded answer.", sent=Sent.NO)
        reply = script.replies.pop(0)
        return httpx.Response(
            reply.status, headers=dict(reply.headers), content=reply.body
        )


class Keys(httpx.AsyncBaseTransport):
    """A transport that answers with the rows of keys that links are followed from."""

    def __init__(self, keys: list[object]) -> None:
        self._keys = keys

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        rows = [{str(KEY): key} for key in self._keys]
        return httpx.Response(200, content=json.dumps(rows))


def request_line(request: httpx.Request) -> str:
    """Write what was asked in a line: method, path and query, and the body if any."""
    target = request.url.raw_path.decode("ascii")
    line = f"{request.method} {target}"
    return (
        f"{line} {request.content.decode(errors='replace')}"
        if request.content
        else line
    )
