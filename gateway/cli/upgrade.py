"""A connection that stays HTTP/1.1, whatever it is asked to become.

A server may ignore `Upgrade` (RFC 9110 §7.8). The parser does not: to it the request ends
with its head, and whatever follows is another protocol's. uvicorn answers such a request
without its body, and reads the body as the next request: behind a balancer that reads
them otherwise, one client would get another's answer.
"""

from typing import Final

import httptools
from typing_extensions import override
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_UPGRADE: Final = b"upgrade"
_CONNECT: Final = b"CONNECT"
_INVALID: Final = "Invalid HTTP request received."


class Steadfast(HttpToolsProtocol):
    """A connection on which a request to upgrade is read as though it did not say so."""

    @override
    def data_received(self, data: bytes) -> None:
        """Read what has come."""
        self._unset_keepalive_if_required()
        while True:
            try:
                self.parser.feed_data(data)
            except httptools.HttpParserUpgrade as asked:
                data = self._again() + data[asked.args[0] :]
            except httptools.HttpParserError:
                self.send_400_response(_INVALID)
                return
            else:
                return

    @override
    def _should_upgrade(self) -> bool:
        """Have uvicorn leave a request alone at which its parser will stop for an upgrade."""
        return True

    def _again(self) -> bytes:
        """Return the head that was just read, less `Upgrade`, for a parser that is new.

        Of CONNECT nothing else can be made: what is returned then no parser takes.
        """
        old = self.parser
        start = (old.get_method(), self.url, old.get_http_version().encode())
        self.parser = httptools.HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)
        if start[0] == _CONNECT:
            return b"\0"
        given = self.scope["headers"]
        fields = [b"%b: %b\r\n" % one for one in given if one[0] != _UPGRADE]
        return b"%b %b HTTP/%b\r\n%b\r\n" % (*start, b"".join(fields))
