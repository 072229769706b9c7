"""Deadlines, measured."""

import socket

import pytest

from benchmarks.faults.deadlines import black_hole


def test_nobody_gets_into_a_black_hole() -> None:
    """A connection is neither made nor refused."""
    with black_hole() as port, pytest.raises(TimeoutError):
        socket.create_connection(("127.0.0.1", port), 0.3)
