"""Local work on a kept list: what a look-up and a filtered page cost, by the source.

A service that can only give everything gave it once; the clients' questions are
then answered here. Each question is another than the ones before it, so that
only what is made once for an answer can be shared.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

import httpx
import orjson
from typing_extensions import override

from benchmarks.startup import Measured
from gateway.config.load import load
from gateway.config.model import Config
from gateway.config.place import Word
from gateway.connectors.budget import Budget
from gateway.connectors.caller import Caller
from gateway.connectors.line import Line
from gateway.connectors.local import LocalSource
from gateway.connectors.principal import ANONYMOUS
from gateway.connectors.reading import Readings
from gateway.connectors.send import build_sender
from gateway.connectors.source import OperationSource
from gateway.connectors.sources import Sources
from gateway.connectors.store import MemoryTier, Store
from gateway.observe import Silent

ROWS: Final = 50_000
_NAME: Final = Word("pu")
_LOOKUP: Final = 50.0  # µs
_PAGE: Final = 5_000.0  # µs
_CONFIG: Final = """
version: 1
connectors:
  pu:
    opd: Dinas PU
    url: http://pu.test
    limits: {max_body: 64MiB}
    cache: {ttl: 1h}
    types:
      Ruas:
        key: kode
        fields:
          kode: ID!
          nama: {type: String, from: nm}
          kota: {type: String, from: kt, trim: true}
          tahun: Int
          lintang: {type: Float, from: lat}
          bujur: {type: Float, from: lng}
          jarakKm: Float
        lookup: {in: semua, match: kode}
    queries:
      semua:
        args: {kota: String, nama: String, sejak: Int, dLat: Float, dLon: Float, km: Float}
        returns: "[Ruas!]"
        call: GET /ruas
        filter_by:
          kota: kota
          nama: {field: nama, how: contains}
          sejak: {field: tahun, how: min}
        near: {lat: lintang, lon: bujur, to: {lat: dLat, lon: dLon}, within: km, distance: jarakKm}
"""


def rows(count: int) -> list[dict[str, object]]:
    """Return invented rows, written as services do: numbers as text, spaces left."""
    return [
        {
            "kode": str(n),
            "nm": f"Ruas jalan {n * 7919 % count} Kecamatan {n % 97}",
            "kt": f"Kota {n % 500} ",
            "tahun": 1950 + n % 75,
            "lat": f"{-6 + n % 2999 / 1000}",
            "lng": f"{103.5 + n * 31 % 2399 / 1000}",
        }
        for n in range(count)
    ]


@dataclass(frozen=True, slots=True)
class Question:
    """Something asked of the list: `given(n)` are the arguments of the n-th time."""

    name: str
    most: float
    given: Callable[[int], Mapping[str, object]]


QUESTIONS: Final = (
    Question("page by equality", _PAGE, lambda n: {"kota": f"Kota {n}"}),
    Question("page by a part of a text", _PAGE, lambda n: {"nama": f"jalan {n * 31}"}),
    Question("page by a bound", _PAGE, lambda n: {"sejak": 1980 + n % 45}),
    Question(
        "page by all three",
        _PAGE,
        lambda n: {"kota": f"Kota {n}", "nama": "3", "sejak": 1960},
    ),
    Question(
        "within 10 km",
        _PAGE,
        lambda n: {"dLat": -5 - n / 300, "dLon": 105.2 + n / 300, "km": 10.0},
    ),
)


class _Service(httpx.AsyncBaseTransport):
    """Gives everything, whatever it is asked."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=self._body)


def figures(count: int = ROWS, times: int = 50) -> list[Measured]:
    """Measure every question on a list of `count` rows: medians in microseconds."""
    return asyncio.run(_figures(count, times))


async def _figures(count: int, times: int) -> list[Measured]:
    config = _config()
    sources = _sources(config, orjson.dumps(rows(count)))
    semua = sources.of(config.connectors[_NAME].queries[Word("semua")])
    await semua.ask({}, Caller(ANONYMOUS, Budget(1)))
    lookup = config.types[Word("Ruas")].lookup
    assert lookup is not None  # noqa: S101 - the configuration above has one
    looked = [one async for one in _lookups(sources.local(lookup), count, times)]
    return [
        Measured("look-up by key", "µs", median(looked), _LOOKUP),
        *(_asked(semua, question, times) for question in QUESTIONS),
    ]


def _config() -> Config:
    with TemporaryDirectory(prefix="bench-") as folder:
        file = Path(folder, "connectors.yaml")
        file.write_text(_CONFIG, "utf-8")
        return load(file, {})


def _sources(config: Config, body: bytes) -> Sources:
    """Return the sources over a service that gives a body, whatever it is asked."""
    connector = config.connectors[_NAME]
    line = Line(
        connector,
        build_sender(connector, _Service(body), Silent(), 1.0),
        Store(MemoryTier(2**30), str(_NAME)),
        None,
        1,
    )
    return Sources(config, Readings(config), {str(_NAME): line})


async def _lookups(local: LocalSource, count: int, times: int) -> AsyncIterator[float]:
    """Yield what single look-ups take, after the one that makes the index."""
    caller = Caller(ANONYMOUS, Budget(1))
    for n in range(times + 1):
        key = str(n * 7919 % count)
        began = time.perf_counter()
        await local.many({key: {"kode": key}}, caller)
        if n:
            yield (time.perf_counter() - began) * 1e6


def _asked(source: OperationSource, question: Question, times: int) -> Measured:
    """Return the median of one question; its first time makes the indexes."""
    took = list(_times(lambda n: source.peek(question.given(n), ANONYMOUS), times + 1))
    return Measured(question.name, "µs", median(took[1:]), question.most)


def _times(ask: Callable[[int], object], times: int) -> Iterator[float]:
    for n in range(times):
        began = time.perf_counter()
        ask(n)
        yield (time.perf_counter() - began) * 1e6
