"""F21, F34, F35: what they cost in memory, measured in a process of its own."""

import asyncio
import json
import os
import sys
import zlib
from pathlib import Path

import pytest

from tests.connectors.faulty import Peer, Talk, answer, keeps_saying, says
from tests.faults.agency import JSON, agency

pytestmark = pytest.mark.skipif(
    not os.access("/proc/self/clear_refs", os.W_OK), reason="needs Linux's /proc"
)
ROOT = Path(__file__).parents[2]
MIB = 1024 * 1024
OK = b"HTTP/1.1 200 OK\r\n" + JSON + b"\r\n"
BAD_BODY = "UPSTREAM_BAD_BODY"


def bomb() -> bytes:
    """Return 300 MB of nothing as 300 kB of gzip."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    part = bytes(MIB)
    return b"".join([*(packer.compress(part) for _ in range(300)), packer.flush()])


def coded(body: bytes, coding: bytes) -> Talk:
    """Answer with a body of a content coding."""
    return says(answer(body, JSON, b"Content-Encoding: " + coding))


async def declares(peer: Peer) -> None:
    """Promise 300 MB, and send for as long as anybody listens."""
    await peer.request()
    peer.send(OK + b"Content-Length: 300000000\r\n\r\n")
    for _ in range(300):
        peer.send(bytes(1_000_000))
        await peer.writer.drain()


HUGE = {
    "F21 3,000 headers": (says(OK + b"X-A: b\r\n" * 3000 + b"\r\n[]"), 10),
    "F21 3 MB of headers": (says(OK + b"X-A: " + b"b" * 3_000_000 + b"\r\n\r\n[]"), 10),
    "F34 300 MB": (declares, 16),
    "F34 endless chunks": (
        keeps_saying(
            OK + b"Transfer-Encoding: chunked\r\n\r\n",
            b"10000\r\n" + bytes(65536) + b"\r\n",
        ),
        16,
    ),
    "F34 endless": (keeps_saying(OK + b"\r\n", bytes(65536)), 16),
    "F35 gzip bomb": (coded(bomb(), b"gzip"), 16),
    "F35 six codings": (coded(bomb(), b", ".join([b"gzip"] * 6)), 16),
    "F35 br": (coded(bomb(), b"br"), 16),
    "F35 zstd": (coded(bomb(), b"zstd"), 16),
}


async def test_f21_f34_f35_memory() -> None:
    """F21, F34, F35: each is cut off before it takes more than some megabytes.

    So is the fifth of its kind, for a gateway that has met all the others.
    """
    async with agency() as sick:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.faults.appetite", sick.server.url),
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        assert b'"siap"\n' == await process.stdout.readline()
        too_much: dict[str, float] = {}
        for name, (talk, most) in HUGE.items():
            await sick.turn(talk)
            process.stdin.write(b"\n")
            found = json.loads(await process.stdout.readline())
            assert [BAD_BODY] * 5 == found["codes"], name
            if found["grown"] > most * MIB:
                too_much[name] = found["grown"] / MIB
        process.stdin.close()
        assert 0 == await process.wait()
    assert {} == too_much
