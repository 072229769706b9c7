"""Tables and XML: what 10,000 rows cost beside the bare library.

The gateway's own path, from the body that a service sent to the bytes of the
response; beside it the same by hand: the library's decoder, a comprehension
that builds the same objects, and their dump.
"""

import asyncio
import csv
import gc
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final, TypeAlias

import httpx
import orjson
from lxml import etree
from typing_extensions import override

from benchmarks.startup import Measured
from gateway.app import Blueprint, build_engine, draw
from gateway.config.collecting import settle
from gateway.config.load import load
from gateway.execution.message import Request
from gateway.execution.pipeline import Engine
from gateway.observe import Silent
from gateway.settings import Settings

ROWS: Final = 10_000
_MOST: Final = 2.0  # times the bare library
_CONFIG: Final = """
version: 1
defaults: {limits: {max_body: 64MiB}, timeout: 60s}
connectors:
  pangan:
    opd: Dinas Ketahanan Pangan
    url: http://pangan.test
    types:
      Harga:
        fields: {kode: ID!, komoditas: String, pasar: String, tanggal: Date, harga: Int, perubahan: Float}
    queries:
      csv: {returns: "[Harga!]", call: GET /csv, format: csv}
      xml: {returns: "[Harga!]", call: GET /xml, format: xml, select: data.baris}
"""
_ALL: Final = "kode komoditas pasar tanggal harga perubahan"
_SELECTIONS: Final = {"texts": "kode komoditas pasar", "all kinds": _ALL}
Table: TypeAlias = list[tuple[str, ...]]
Read: TypeAlias = Callable[[Any], object]


def rows(count: int) -> Table:
    """Return invented rows as texts, as both formats have them."""
    return [
        (
            f"K-{n:06}",
            f"Beras Medium Kelas {n % 17}",
            f"Pasar {n % 403}",
            f"2026-{n % 12 + 1:02}-{n % 28 + 1:02}",
            str(9_000 + n * 37 % 60_000),
            f"{n % 200 / 10 - 10:.1f}",
        )
        for n in range(count)
    ]


def as_csv(table: Table) -> bytes:
    """Write rows as a table."""
    lines = [_ALL.split(), *table]
    return "\n".join(";".join(line) for line in lines).encode()


def as_xml(table: Table) -> bytes:
    """Write rows as elements."""
    names = _ALL.split()
    body = "".join(
        "<baris>"
        + "".join(f"<{k}>{v}</{k}>" for k, v in zip(names, row, strict=True))
        + "</baris>"
        for row in table
    )
    return f'<?xml version="1.0"?><data>{body}</data>'.encode()


_READ: Final[dict[str, Read]] = {
    "tanggal": lambda text: date.fromisoformat(text).isoformat(),
    "harga": int,
    "perubahan": float,
}


def bare_csv(body: bytes, names: list[str]) -> bytes:
    """Answer as one would by hand from a table."""
    lines = csv.reader(StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";")
    header = next(lines)
    at = [(name, header.index(name), _READ.get(name, str)) for name in names]
    found = [{name: read(row[n]) for name, n, read in at} for row in lines]
    return orjson.dumps({"data": {"csv": found}})


def bare_xml(body: bytes, names: list[str]) -> bytes:
    """Answer as one would by hand from XML."""
    root = etree.fromstring(body)
    read = {name: _READ.get(name, str) for name in names}
    found = [
        {one.tag: read[one.tag](one.text) for one in row if one.tag in read}
        for row in root
    ]
    return orjson.dumps({"data": {"xml": found}})


@dataclass(frozen=True, slots=True)
class Format:
    """A format with how it is written, and answered by hand."""

    name: str
    write: Callable[[Table], bytes]
    bare: Callable[[bytes, list[str]], bytes]


FORMATS: Final = (Format("csv", as_csv, bare_csv), Format("xml", as_xml, bare_xml))


class _Service(httpx.AsyncBaseTransport):
    """Gives one body a path, without a network."""

    def __init__(self, bodies: dict[str, bytes]) -> None:
        self._bodies = bodies

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=self._bodies[request.url.path[1:]])


def figures(count: int = ROWS, times: int = 15) -> list[Measured]:
    """Measure both ways in turn: medians of CPU time in milliseconds, and the ratio."""
    with TemporaryDirectory(prefix="bench-") as folder:
        file = Path(folder, "connectors.yaml")
        file.write_text(_CONFIG, "utf-8")
        blueprint = draw(load(file, {}))
    settle()  # as whoever serves does, and for both
    return asyncio.run(_figures(blueprint, rows(count), times))


async def _figures(blueprint: Blueprint, table: Table, times: int) -> list[Measured]:
    bodies = {one.name: one.write(table) for one in FORMATS}
    found: list[Measured] = []
    async with AsyncExitStack() as stack:
        settings = Settings(profile="development")
        service = _Service(bodies)
        engine = build_engine(blueprint, settings, Silent(), stack, lambda *_: service)
        for one in FORMATS:
            for title, fields in _SELECTIONS.items():
                ours: list[float] = []
                theirs: list[float] = []
                for _ in range(times + 1):
                    took, answer = await _answered(engine, one.name, fields)
                    ours.append(took)
                    took, bare = _bare(one, bodies[one.name], fields)
                    theirs.append(took)
                    _same(answer, bare)
                found += _measured(f"{one.name}, {title}", ours[1:], theirs[1:])
    return found


async def _answered(engine: Engine, name: str, fields: str) -> tuple[float, bytes]:
    """Return the CPU time of one answer of the gateway, in milliseconds, and it."""
    request = Request(f"{{ {name} {{ {fields} }} }}")
    gc.collect()
    began = time.thread_time()
    answer = await engine.execute(request)
    return (time.thread_time() - began) * 1e3, answer.body


def _bare(one: Format, body: bytes, fields: str) -> tuple[float, bytes]:
    names = fields.split()
    gc.collect()
    began = time.thread_time()
    answer = one.bare(body, names)
    return (time.thread_time() - began) * 1e3, answer


def _same(answer: bytes, bare: bytes) -> None:
    if orjson.loads(answer) != orjson.loads(bare):
        message = "the two ways answer differently: nothing is measured"
        raise ValueError(message)


def _measured(name: str, ours: list[float], theirs: list[float]) -> list[Measured]:
    ratios = [our / their for our, their in zip(ours, theirs, strict=True)]
    return [
        Measured(f"{name}: gateway", "ms", median(ours)),
        Measured(f"{name}: bare library", "ms", median(theirs)),
        Measured(f"{name}: ratio", "times", median(ratios), _MOST),
    ]
