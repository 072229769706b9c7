"""A service in a thread, for commands that have an event loop of their own."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from typing_extensions import override


class Quiet(BaseHTTPRequestHandler):
    """Answers as `give` does, and writes nothing down."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.give()

    def do_GET(self) -> None:
        self.give()

    def give(self) -> None:
        """Answer a request whose body is read."""
        raise NotImplementedError

    def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        """Answer with JSON, where the headers say nothing else."""
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    @override
    def log_message(self, *_: Any) -> None:
        """Stay silent."""


@contextmanager
def threaded(handler: type[BaseHTTPRequestHandler]) -> Generator[str]:
    """Run a service on a free port; give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
