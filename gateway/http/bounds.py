"""What a client may take, as the operator sets it."""

from dataclasses import dataclass

from gateway.http.held import MOST


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a client may take: bytes of a body, and seconds.

    `unfinished` are the bytes of all requests that are not answered. The seconds are
    for a request's head to arrive whole and for a connection's first one to begin, for its
    body, and for an answer of which nothing more is taken. The server keeps them
    (cli/patience.py, cli/bounded.py).
    """

    max_body: int = 1024 * 1024
    unfinished: int = MOST
    head_timeout: float = 10.0
    body_timeout: float = 10.0
    send_timeout: float = 10.0
