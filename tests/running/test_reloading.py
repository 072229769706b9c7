"""Hot reload: a changed file takes over, a wrong one changes nothing."""

import asyncio
import os
from pathlib import Path, PosixPath

import pytest
from typing_extensions import override

from gateway.app import compose, draw
from gateway.config.reads import Reads
from gateway.observe import Fault, Reloaded, ReloadFailed
from gateway.running.reloading import Reloader, Source
from gateway.running.succession import Design
from gateway.settings import Settings
from tests.connectors.faulty import Peer
from tests.execution.harness import configure
from tests.http.fakes import Noted, opened
from tests.running.works import BUKU, PASAR, running, text

BOTH = "{ daftarBuku { judul } jumlahPasar }"
ANSWER = {"data": {"daftarBuku": [{"judul": "Padi"}], "jumlahPasar": 7}}
RENAMED = PASAR.replace("jumlahPasar", "banyakPasar")


async def test_a_changed_file_takes_over(tmp_path: Path) -> None:
    """What is declared otherwise is new; what is not keeps its answers and connections."""
    async with running(tmp_path, reload=True) as it:
        assert ANSWER == await it.ask(BOTH)
        it.file.write_text(text("\n  # catatan\n", BUKU, RENAMED), "utf-8")
        told = await it.told(Reloaded)
        fresh = await it.ask("{ daftarBuku { judul } banyakPasar }")
        gone = await it.ask("{ jumlahPasar }")
        assert await it.pasar.empties(5) is False
    assert (("perpus",), ("pasar",), ()) == (told.kept, told.begun, told.ended)
    assert {"daftarBuku": [{"judul": "Padi"}], "banyakPasar": 7} == fresh["data"]
    assert "GRAPHQL_VALIDATION_FAILED" == gone["errors"][0]["extensions"]["code"]
    assert (1, 2) == (len(it.perpus.requests), len(it.pasar.requests))


async def test_a_wrong_file_changes_nothing(tmp_path: Path) -> None:
    """Every mistake is told with its place; the old serves on, and /readyz says so."""
    async with running(tmp_path, reload=True) as it:
        it.file.write_text(text(BUKU, PASAR.replace("Int", "Itn")), "utf-8")
        told = await it.told(ReloadFailed)
        during = await it.client.get("/readyz")
        assert ANSWER == await it.ask(BOTH)
        it.file.write_text(text(BUKU, PASAR, "\n"), "utf-8")
        await it.told(Reloaded)
        after = await it.client.get("/readyz")
    assert 1 == len(told.mistakes)
    assert "connectors.yaml:18:" in told.mistakes[0]
    assert 200 == during.status_code
    assert during.json()["catatan"].startswith("konfigurasi lama; berkas salah sejak 2")
    assert {"status": "siap"} == after.json()


async def test_no_secret_is_told(tmp_path: Path) -> None:
    """A mistake that quotes what came from outside quotes its reference."""
    async with running(tmp_path, reload=True) as it:
        wrong = PASAR.replace("network: loopback", "network: ${PASAR_URL}")
        it.file.write_text(text(BUKU, wrong), "utf-8")
        told = await it.told(ReloadFailed)
    assert it.pasar.url not in "".join(told.mistakes)


async def test_a_request_under_way_finishes_on_the_old(tmp_path: Path) -> None:
    """A call that has begun ends as it began, and its connector closes only then."""
    async with running(tmp_path, reload=True) as it:
        held = asyncio.Event()

        async def slow(peer: Peer) -> None:
            await peer.request()
            await held.wait()
            peer.answer(b"8")
            await peer.gone()

        it.jumlah.talk = slow
        asking = asyncio.create_task(it.ask("{ jumlahPasar }"))
        while not it.pasar.requests:  # noqa: ASYNC110 - a test polls
            await asyncio.sleep(0.01)
        it.file.write_text(text(BUKU, RENAMED), "utf-8")
        await it.told(Reloaded)
        assert 1 == it.pasar.open
        held.set()
        assert {"data": {"jumlahPasar": 8}} == await asking
        assert await it.pasar.empties(5)


async def test_what_is_changed_while_a_service_is_dark(tmp_path: Path) -> None:
    """Another deadline or contact leaves the last good answer, which stands in as before."""
    brief = PASAR.replace("ttl: 1h", "ttl: 1ms, stale_if_error: 1h")

    async def dark(peer: Peer) -> None:
        while True:
            await peer.request()
            peer.send(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")

    async with running(tmp_path, BUKU, brief) as it:
        await it.ask("{ jumlahPasar }")
        it.jumlah.talk = dark
        changed = brief.replace("url:", "timeout: 1s\n    contact: x@y.test\n    url:")
        it.file.write_text(text(BUKU, changed), "utf-8")
        it.reload()
        assert ("pasar",) == (await it.told(Reloaded)).begun
        asked = len(it.pasar.requests)
        found = await it.ask("{ jumlahPasar }")
        assert len(it.pasar.requests) > asked
    assert {"jumlahPasar": 7} == found["data"]
    assert "STALE" == found["extensions"]["sources"][0]["state"]


async def test_a_change_that_is_taken_back(tmp_path: Path) -> None:
    """What is let go of then forgets nothing of what is declared alike and serves."""
    slow = PASAR + "      lambat: {returns: Int, call: GET /lambat}\n"
    held = asyncio.Event()

    async def talk(peer: Peer) -> None:
        while True:
            asked = await peer.request()
            if b"lambat" in asked:
                await held.wait()
            peer.answer(b"7")

    async with running(tmp_path, BUKU, slow, talk=talk) as it:
        asking = asyncio.create_task(it.ask("{ lambat }"))
        while not it.pasar.requests:  # noqa: ASYNC110 - a test polls
            await asyncio.sleep(0.01)
        for number, content in enumerate((text(BUKU), text(BUKU, slow))):
            it.file.write_text(content, "utf-8")
            it.reload()
            await it.told(Reloaded, number + 1)
        await it.ask("{ jumlahPasar }")
        held.set()
        assert {"data": {"lambat": 7}} == await asking
        while it.pasar.open > 1:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        assert {"data": {"jumlahPasar": 7}} == await it.ask("{ jumlahPasar }")
        assert 1 == sum(b"/jumlah" in one for one in it.pasar.requests)


async def test_only_when_told_to(tmp_path: Path) -> None:
    """Without watching, a changed file serves after SIGHUP and not before."""
    async with running(tmp_path) as it:
        it.file.write_text(text(BUKU, RENAMED), "utf-8")
        await asyncio.sleep(1.2)
        assert ANSWER == await it.ask(BOTH)
        it.reload()
        await it.told(Reloaded)
        fresh = await it.ask("{ banyakPasar }")
    assert {"data": {"banyakPasar": 7}} == fresh


async def test_a_file_that_comes_is_seen(tmp_path: Path) -> None:
    """A new file that an include's pattern matches is read; so is a secret's."""
    (tmp_path / "opd").mkdir()
    (tmp_path / "opd" / "a.yaml").write_text(f"connectors:{BUKU}", "utf-8")
    async with running(tmp_path, reload=True) as it:
        it.file.write_text(
            "version: 1\ninclude: [opd/*.yaml]\nconnectors:" + PASAR, "utf-8"
        )
        await it.told(Reloaded)
        other = PASAR.replace("pasar", "kios").replace("jumlahPasar", "jumlahKios")
        (tmp_path / "opd" / "b.yaml").write_text(f"connectors:{other}", "utf-8")
        told = await it.told(Reloaded, 2)
    assert (("pasar", "perpus"), ("kios",)) == (tuple(sorted(told.kept)), told.begun)


async def test_told_while_it_starts(tmp_path: Path) -> None:
    """Who asks for another reading before the first has come to serve gets one."""
    file, noted = tmp_path / "connectors.yaml", Noted()
    file.write_text(text(BUKU), "utf-8")
    front = compose(Settings(connectors=file), noted, {"PERPUS_URL": "http://x"})
    front.reload()
    async with opened(front), asyncio.timeout(20):
        while not noted.events:  # noqa: ASYNC110 - a test polls
            await asyncio.sleep(0.01)
    assert [Reloaded] == [type(one) for one in noted.events]


class Threadless(PosixPath):
    """A file that cannot be looked at for a while, as where no thread can be started."""

    fails = 0

    @override
    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        if self.fails:
            self.fails -= 1
            message = "can't start new thread"
            raise RuntimeError(message)
        return super().stat(follow_symlinks=follow_symlinks)


@pytest.mark.parametrize(
    ("every", "times"), [(None, 1), (0.01, 3)], ids=["when told", "by itself"]
)
async def test_a_fault_while_it_looks_ends_nothing(
    tmp_path: Path, every: float | None, times: int
) -> None:
    """It is told once, and what was asked for, or has changed, is loaded after it."""
    file = Threadless(tmp_path / "a.yaml")
    file.write_text("1", "utf-8")
    config = configure(text(PASAR).replace("${PASAR_URL}", "http://x"))
    design = Design(draw(config), {}, {})
    noted, loaded = Noted(), asyncio.Event()

    async def renew(_design: Design, _started: float) -> None:
        loaded.set()

    source = Source(lambda _reads: design, lambda _design: (file,))
    reloader = Reloader(source, renew, noted, every=every)
    reloader.begin(Reads(), design)
    file.fails = times
    file.write_text("1 2", "utf-8")
    if every is None:
        reloader.ask()
    task = asyncio.create_task(reloader.run())
    async with asyncio.timeout(10):
        await loaded.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert [Fault] == [type(one) for one in noted.events]


@pytest.mark.parametrize("first", [True, False])
async def test_what_comes_while_it_is_read_is_seen(
    tmp_path: Path, *, first: bool
) -> None:
    """A file that a pattern would have matched a moment later is read too, at the start as well."""
    file, late, found = tmp_path / "a.yaml", tmp_path / "b.yaml", list[int]()
    file.write_text(text(PASAR), "utf-8")
    over = asyncio.Event()

    def load(reads: Reads) -> Design:
        names = sorted(tmp_path.glob("*.yaml"))
        reads.patterns[tmp_path, "*.yaml"] = tuple(names)
        reads.files.update(names)
        found.append(len(names))
        late.touch()
        os.utime(late, (0, 0))  # moved here, as it was written long ago
        return Design(
            draw(configure(text(PASAR).replace("${PASAR_URL}", "http://x"))), {}, {}
        )

    async def renew(_design: Design, _started: float) -> None:
        if len(found) == 2:
            over.set()

    source = Source(load, lambda _: ())
    reloader = Reloader(source, renew, Noted(), every=60.0)
    if first:
        reads = Reads()
        reloader.begin(reads, load(reads))
    else:
        reloader.ask()
    running = asyncio.create_task(reloader.run())
    async with asyncio.timeout(20):
        await over.wait()
    running.cancel()
    assert [1, 2] == found


async def test_two_hundred_in_small(tmp_path: Path) -> None:
    """Reloads under load, some of them wrong, fail no request and leave nothing open."""
    variants = [text(BUKU, PASAR), text(BUKU, RENAMED), "version: [", text(BUKU)]
    async with running(tmp_path) as it:
        failed: list[object] = []
        over = asyncio.Event()

        async def load() -> None:
            while not over.is_set():
                found = await it.ask("{ daftarBuku { judul } }")
                if found != {"data": {"daftarBuku": [{"judul": "Padi"}]}}:
                    failed.append(found)
                await asyncio.sleep(0.005)

        loads = [asyncio.create_task(load()) for _ in range(4)]
        for number in range(12):
            it.file.write_text(variants[number % 4], "utf-8")
            before = len(it.noted.events)
            it.reload()
            while not any(  # noqa: ASYNC110 - a test polls
                isinstance(one, Reloaded | ReloadFailed)
                for one in it.noted.events[before:]
            ):
                await asyncio.sleep(0.01)
        over.set()
        await asyncio.gather(*loads)
        assert [] == failed
        assert 1 == len(it.perpus.requests)
        assert await it.pasar.empties(5)


@pytest.mark.parametrize("name", ["perpus", "pasar"])
async def test_a_rotated_secret_makes_its_connector_new(
    tmp_path: Path, name: str
) -> None:
    """A file of `${file:…}` that changes is read again, for its own connector alone."""
    secret = tmp_path / "kunci"
    secret.write_text("satu", "utf-8")
    signed = {"perpus": BUKU, "pasar": PASAR}
    signed[name] += f"    headers: {{x-kunci: '${{file:{secret}}}'}}\n"
    async with running(tmp_path, reload=True) as it:
        it.file.write_text(text(*signed.values()), "utf-8")
        await it.told(Reloaded)
        secret.write_text("dua", "utf-8")
        told = await it.told(Reloaded, 2)
        await it.ask(BOTH)
        server = getattr(it, name)
    assert (name,) == told.begun
    assert b"x-kunci: dua" in server.requests[-1]
