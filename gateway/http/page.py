"""The development profile's page: GraphiQL, or how to build it where it was not."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final, Self

from gateway.http.answer import NO_STORE, NOSNIFF, VARY, Scope, Send
from gateway.http.graphiql import graphiql_page

_REST: Final = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

# GraphiQL's editor writes <style> elements and style attributes as it runs, for
# colours and positions: styles cannot be listed, scripts are all files of ours.
# Its style sheet holds some pictures as data.
_GRAPHIQL: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "worker-src 'self'; connect-src 'self'; font-src 'self'; img-src 'self' data:; "
    f"{_REST}"
)


@dataclass(frozen=True, slots=True)
class Page:
    """The page's bytes and its Content-Security-Policy."""

    body: bytes
    policy: bytes

    @classmethod
    def load(cls) -> Self:
        """Read the page that ships with the package."""
        return cls.of(graphiql_page())

    @classmethod
    def of(cls, graphiql: str | None) -> Self:
        """Make it of GraphiQL's HTML, or say how to build GraphiQL where there is none."""
        if graphiql is not None:
            return cls(graphiql.encode(), _GRAPHIQL.encode())
        notice = files("gateway.http").joinpath("page.html").read_bytes()
        return cls(notice, f"default-src 'none'; {_REST}".encode())

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
        scope["method"] in {"GET", "HEAD"}
        and not scope["query_string"]
        and b"text/html" in headers.get(b"accept", b"")
    )
