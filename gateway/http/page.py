"""The development profile's page: write a query, run it, read the answer.

One file of HTML, no request but to /graphql, so that it works inside a
closed network.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Self

from gateway.http.answer import NO_STORE, NOSNIFF, VARY, Scope, Send


@dataclass(frozen=True, slots=True)
class Page:
    """The page's bytes and its Content-Security-Policy."""

    body: bytes
    policy: bytes

    @classmethod
    def load(cls) -> Self:
        """Read the page that ships with the package."""
        html = files("gateway.http").joinpath("page.html").read_text("utf-8")
        script = _digest(_between(html, "<script>", "</script>"))
        style = _digest(_between(html, "<style>", "</style>"))
        policy = (
            f"default-src 'none'; script-src '{script}'; style-src '{style}'; "
            "connect-src 'self'; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'"
        )
        return cls(html.encode(), policy.encode())

    async def send(self, send: Send) -> None:
        """Send the page."""
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-length", b"%d" % len(self.body)),
            (b"content-security-policy", self.policy),
            (b"referrer-policy", b"no-referrer"),
            NOSNIFF,
            NO_STORE,
            VARY,
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})


def wants_page(scope: Scope, headers: Mapping[bytes, bytes]) -> bool:
    """Tell whether a browser is visiting, rather than a client asking."""
    return (
        scope["method"] == "GET"
        and not scope["query_string"]
        and b"text/html" in headers.get(b"accept", b"")
    )


def _between(text: str, start: str, end: str) -> str:
    return text.partition(start)[2].partition(end)[0]


def _digest(source: str) -> str:
    digest = hashlib.sha256(source.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
