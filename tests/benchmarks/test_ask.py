"""Plain requests, and the check that answers are right."""

import contextlib
import threading
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import orjson
import pytest
from typing_extensions import override

from benchmarks.ask import Unanswered, ask, disagreement
from benchmarks.process import free_port


class Echo(BaseHTTPRequestHandler):
    """Answer a POST with its own body, and a GET with 503."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        self.send_error(503)

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@contextlib.contextmanager
def serving() -> Generator[int]:
    """Serve echoes on a port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"data": {"a": 1}}, None),
        ({"data": {"a": 1}, "errors": []}, None),
        ({"data": {"a": 2}}, """other data: b'{"data":{"a":2}}'"""),
        (
            {"data": {"a": 1}, "errors": [{}]},
            """errors: b'{"data":{"a":1},"errors":[{}]}'""",
        ),
        ({}, "other data: b'{}'"),
    ],
)
def test_an_answer_is_right_when_data_are_equal_and_nothing_failed(
    answer: object, expected: str | None
) -> None:
    """Other data and any error are told; an empty list of errors is none."""
    with serving() as port:
        found = disagreement(port, orjson.dumps(answer), {"a": 1}, clients=4)
    assert expected == found


def test_a_status_other_than_200_is_no_answer() -> None:
    """The status stands in the error."""
    with serving() as port, pytest.raises(Unanswered, match="status 503"):
        ask(port, "/")


def test_a_closed_port_is_no_answer() -> None:
    """A refused connection is told as such, not as an OS error."""
    with pytest.raises(Unanswered, match="refused"):
        ask(free_port(), "/")
