"""The real server that the shared tier is measured with."""

import socket
from pathlib import Path

from benchmarks.bench import cores
from benchmarks.valkey import valkey


def test_it_answers_while_the_block_lasts(tmp_path: Path) -> None:
    """It is there from the first line of the block, and gone after the last."""
    path = tmp_path / "v.sock"
    with (
        valkey(tmp_path, cores().load) as address,
        socket.socket(socket.AF_UNIX) as line,
    ):
        assert f"unix://{path}" == address
        line.connect(str(path))
        line.sendall(b"PING\r\n")
        assert b"+PONG\r\n" == line.recv(16)
    with socket.socket(socket.AF_UNIX) as line:
        assert line.connect_ex(str(path))
