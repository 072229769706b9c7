"""Sources over snapshots: what comes to the disk, what never does, and what it is good for."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest

from gateway.connectors.line import Line
from gateway.connectors.snapshots.archive import Snapshots
from gateway.connectors.snapshots.cabinet import FOLDER as ROOT, Cabinet
from gateway.connectors.snapshots.tier import ConnectorSnapshots
from gateway.connectors.snapshots.writer import bounds_of
from tests.connectors.conftest import Seen
from tests.connectors.runtime import Clock, Runtime, anyone
from tests.connectors.snapshots.made import Machine

TEXT = """
    types:
      Buku:
        key: isbn
        fields: {isbn: ID!, judul: String}
        lookup: {call: "GET /buku/{isbn}"}
        batch: {call: "GET /buku?isbn={isbn}", join: ";", match: isbn}
      Kartu: {fields: {nomor: {type: ID!, personal: true}}}
    cache: {ttl: 10s, stale_while_revalidate: 20s, stale_if_error: 100s}
    queries:
      buku: {args: {q: String}, returns: "[Buku!]", call: "GET /b?q={q}", missing: [404]}
      kartu: {args: {q: String}, returns: "[Kartu!]", call: "GET /kartu?q={q}"}
      kartuku: {returns: "[Kartu!]", call: "GET /k", cache: {shared: true, snapshot: true}}
      milik: {args: {nik: {type: String, personal: true}}, returns: Int, call: "GET /m?n={nik}"}
      tidak: {returns: "[Buku!]", call: "GET /t", cache: {snapshot: false}}
      sendiri: {returns: "[Buku!]", call: "GET /s", cache: {shared: false}}
      sendiriTetap: {returns: "[Buku!]", call: "GET /st", cache: {shared: false, snapshot: true}}
      segar: {returns: "[Buku!]", call: "GET /f", cache: {stale_if_error: 0}}
      halaman:
        returns: "[Buku!]"
        call: GET /h?hal={page}&n={size}
        pages: {style: page, size: 2}
"""
CANARY = "canary-3201"
_PATIENCE = 20.0
"""Seconds that a disk may take here: a busy machine's takes half a second now and then."""
ROW = {"isbn": "1", "judul": "a"}


def rows(target: str) -> object:
    """Answer as a service with a batch, with pages, and with personal data."""
    if target.startswith(("/k", "/m")):
        return [{"nomor": CANARY}] if target[1] == "k" else 7
    if target.startswith("/h"):
        page = int(target.partition("hal=")[2].partition("&")[0])
        return [
            {"isbn": f"{page}{n}", "judul": "h"} for n in range(2 if page < 3 else 1)
        ]
    _, _, keys = target.partition("isbn=")
    return [{"isbn": key, "judul": "a"} for key in unquote(keys or "1").split(";")]


@dataclass
class Host:
    """A machine on which one gateway after another runs over the same disk."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    machine: Machine = field(default_factory=Machine)
    reply: Any = rows

    def answer(self, target: str) -> object:
        return self.reply(target)

    def pass_by(self, seconds: float) -> None:
        self.clock.now += seconds
        self.machine.pass_by(seconds)

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[Runtime]:
        """Start a gateway; what it has put is on the disk when it has ended."""
        made = Runtime(TEXT, self.answer)
        made.clock = self.clock
        made.store._lru.clock = self.clock
        bounds = bounds_of(2**24, 1)
        seen = Seen()
        cabinet = Cabinet(self.folder)
        snapshots = Snapshots(cabinet, bounds, seen, self.machine, _PATIENCE)
        snapshots.start()
        lines: dict[str, Line] = made.sources._lines  # type: ignore[assignment]  # as they were made
        tier = ConnectorSnapshots(snapshots, "perpus", "perpus~1", made.store)
        lines["perpus"] = replace(lines["perpus"], snapshots=tier)
        try:
            yield made
        finally:
            await snapshots.aclose()
        assert [] == seen.events

    def dark(self) -> None:
        self.reply = lambda _: httpx.Response(503)

    @property
    def files(self) -> list[Path]:
        return [one for one in (self.folder / ROOT).rglob("*~*/*") if one.is_file()]


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path)


async def test_a_personal_value_is_never_on_the_disk(host: Host) -> None:
    """Neither what is somebody's own nor what was asked of it comes to the disk, said or not."""
    async with host.open() as it:
        assert [{"nomor": CANARY}] == await it.ask("kartu", q=CANARY)
        assert [{"nomor": CANARY}] == await it.ask("kartuku")
        with pytest.raises(Exception, match="log in"):
            await it.ask("milik", nik=CANARY)
        await it.ask("buku", q="padi")
    assert 1 == len(host.files)
    for path in (host.folder / ROOT).rglob("*"):
        assert CANARY not in str(path)
        assert b"padi" not in str(path).encode()
        assert path.is_dir() or CANARY.encode() not in path.read_bytes()


@pytest.mark.parametrize(
    ("name", "files"),
    [("buku", 1), ("tidak", 0), ("sendiri", 0), ("sendiriTetap", 1), ("segar", 0)],
)
async def test_which_answers_come_to_the_disk(
    host: Host, name: str, files: int
) -> None:
    """What may stand in for an error does, unless it is refused, or to stay in the process."""
    async with host.open() as it:
        await it.ask(name)
    assert files == len(host.files)


async def test_an_outage(host: Host) -> None:
    """The last good answer stands in for a failure as long as it may, and then goes."""
    async with host.open() as it:
        await it.ask("buku")
    host.dark()
    host.pass_by(50)
    async with host.open() as it:
        answer = await it.source("buku").ask({}, anyone())
        assert (True, "UPSTREAM_UNAVAILABLE") == (answer.stale, answer.reason)
        assert [ROW] == answer.value
        again = await it.source("buku").ask({}, anyone())
        assert again.stale
    host.pass_by(61)
    async with host.open() as it:
        with pytest.raises(Exception, match="503"):
            await it.ask("buku")
    assert [] == host.files


async def test_an_eviction_in_an_outage(host: Host) -> None:
    """What memory had to let go of stands in for a failure all the same."""
    async with host.open() as it:
        await it.ask("buku")
        it.store.drop(it.source("buku").key({}, anyone().principal))
        host.dark()
        host.pass_by(50)
        answer = await it.source("buku").ask({}, anyone())
    assert (True, [ROW]) == (answer.stale, answer.value)


async def test_it_is_renewed_like_any_other(host: Host) -> None:
    """What is served while it is renewed is renewed once, by the service and not by the disk."""
    async with host.open() as it:
        await it.ask("buku")
    host.pass_by(15)
    async with host.open() as it:
        for _ in range(3):
            await it.source("buku").ask({}, anyone())
            await it.source("buku").line.renewals.settle()
        assert ["/b"] == it.service.asked
        assert not (await it.source("buku").ask({}, anyone())).stale


@pytest.mark.parametrize(("seconds", "asked"), [(5, 0), (15, 0), (50, 1)])
async def test_keys_of_a_batch(host: Host, seconds: float, asked: int) -> None:
    """Of many keys each stands for itself: fresh, shown while it is renewed, or instead of an error."""
    async with host.open() as it:
        await it.find("Buku", "1", "2")
    assert 2 == len(host.files)
    host.dark()
    host.pass_by(seconds)
    async with host.open() as it:
        found = await it.find("Buku", "1", "2")
        assert asked == len(it.service.asked)
    assert [ROW, {"isbn": "2", "judul": "a"}] == [found["1"], found["2"]]


async def test_a_batch_is_renewed(host: Host) -> None:
    """Keys that are shown while they are renewed are renewed once, together."""
    async with host.open() as it:
        await it.find("Buku", "1", "2")
    host.pass_by(15)
    async with host.open() as it:
        for _ in range(3):
            await it.find("Buku", "1", "2")
            await it.sources.of(it.lookup("Buku")).line.renewals.settle()
        assert ["/buku?isbn=1%3B2"] == it.service.asked


async def test_pages(host: Host) -> None:
    """A list in pages is made of the pages that were kept."""
    async with host.open() as it:
        fresh = await it.ask("halaman")
    host.dark()
    host.pass_by(50)
    async with host.open() as it:
        answer = await it.source("halaman").ask({}, anyone())
    assert (True, fresh) == (answer.stale, answer.value)


async def test_there_is_none_now(host: Host) -> None:
    """Where the service says that there is none, nothing older comes back."""
    async with host.open() as it:
        await it.ask("buku")
    assert 1 == len(host.files)
    host.reply = lambda _: httpx.Response(404)
    host.pass_by(50)
    async with host.open() as it:
        assert not await it.ask("buku")
    assert [] == host.files
    host.dark()
    host.pass_by(20)
    async with host.open() as it:
        with pytest.raises(Exception, match="503"):
            await it.ask("buku")
