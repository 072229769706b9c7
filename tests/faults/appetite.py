"""A gateway in a process of its own, whose memory is measured: asked by `test_memory.py`.

It is told an agency's address and asks it for a while. Then, for each line of its
standard input, it asks some more and prints by how many bytes its memory grew at its
peak, and the codes of what it was answered.
"""

import asyncio
import itertools
import json
import re
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from tests.connectors.runtime import Clock
from tests.faults.ward import graph_of

CONFIG = """
version: 1
types: {Barang: {fields: {nama: String}}}
connectors:
  obat:
    opd: Dinas Kesehatan
    url: URL
    network: loopback
    timeout: 20s
    breaker: false
    queries: {obat: {args: {n: Int!}, returns: "[Barang!]", call: "GET /a?n={n}"}}
"""
TIMES = 5


async def main(url: str) -> None:
    """Ask, and whenever told ask again and tell."""
    async with AsyncExitStack() as stack:
        text = CONFIG.replace("URL", url)
        client = await stack.enter_async_context(graph_of(text, Clock()))

        async def ask(number: int) -> list[str]:
            query = {"query": f"{{ obat(n: {number}) {{ nama }} }}"}
            found: dict[str, Any] = (await client.post("/graphql", json=query)).json()
            return [one["extensions"]["code"] for one in found.get("errors", ())]

        for number in range(20):
            assert [] == await ask(number)
        say("siap")
        numbers = itertools.count(100)
        while await asyncio.to_thread(sys.stdin.readline):
            before = begun_anew()
            codes = [code for _ in range(TIMES) for code in await ask(next(numbers))]
            say({"grown": memory("VmHWM") - before, "codes": codes})


def say(what: object) -> None:
    """Print a line of JSON at once."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def begun_anew() -> int:
    """Let the peak begin anew; return this process's resident memory, in bytes."""
    Path("/proc/self/clear_refs").write_text("5")
    return memory("VmRSS")


def memory(name: str) -> int:
    """Return this process's resident memory, or its peak, in bytes."""
    text = Path("/proc/self/status").read_text()
    found = re.search(rf"{name}:\s+(\d+) kB", text)
    assert found is not None
    return int(found[1]) * 1024


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
