"""Several workers on one socket, as processes."""

import asyncio
import json
import os
import re
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from math import inf
from pathlib import Path

import httpx
import pytest
import uvicorn
from typing_extensions import override
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors.multiprocess import SIGNALS

from gateway.cli.serve import work
from gateway.cli.server import AT_ONCE, make
from gateway.cli.workers import Supervisor, Worker
from gateway.settings import Settings
from tests.cli.test_explain import FILE
from tests.cli.test_overload import FILE as PASAR, asked_over
from tests.cli.test_processes import address_of, line_with, process
from tests.connectors.faulty import Peer
from tests.http.fakes import FakeEngine, front_of

TWO = ("--workers", "2")
QUIET = uvicorn.Config("", log_config=None)
"""Of a worker that is its supervisor's half alone; it does not take over this process's logging."""
TOKEN = "token operator uji"  # noqa: S105 - of a gateway that lives for a test


async def test_workers_share_switches_and_reload(tmp_path: Path) -> None:
    """Two answer on one port; both obey a switch and SIGHUP; one that dies is replaced."""
    file = tmp_path / "c.yaml"
    file.write_text(FILE, "utf-8")
    async with process(
        *("serve", str(file), "--port", "0", "--workers", "2"),
        GATEWAY_ADMIN_TOKEN=TOKEN,
        GATEWAY_DRAIN_TIME="10ms",
    ) as it:
        ready = r'("graphql": "[^"]+", "profile": "\w+", "pid": \d+)'
        lines = [await line_with(it.stderr, ready) for _ in range(2)]
        address, _, first = re.findall(r'": "?([^",]+)', lines[0])
        await _switch(address)
        over = [await line_with(it.stderr, r'"event": "(maintenance)"') for _ in "ab"]
        it.send_signal(signal.SIGHUP)
        kept = [
            await line_with(it.stderr, r'"reloaded", "kept": (\[.*?\])') for _ in "ab"
        ]
        os.kill(int(first), signal.SIGKILL)
        lost = await line_with(it.stderr, r'"worker_lost", ("pid": \d+, "exit": -?\d+)')
        again = await line_with(it.stderr, ready)
        codes = {await _code(address) for _ in range(8)}
        it.send_signal(signal.SIGTERM)
        _, rest = await it.communicate()
    assert ["maintenance"] * 2 == over
    assert [["perpustakaan"]] * 2 == [json.loads(one) for one in kept]
    assert f'"pid": {first}, "exit": -9' == lost
    assert first not in again
    assert {"MAINTENANCE"} == codes
    assert 0 == it.returncode
    assert "stopped" == json.loads(rest.splitlines()[-1])["event"]


async def _switch(address: str) -> None:
    headers = {"authorization": f"Bearer {TOKEN}"}
    url = address.replace("/graphql", "/admin/maintenance/perpustakaan")
    async with httpx.AsyncClient(headers=headers) as client:
        assert 200 == (await client.put(url)).status_code


async def _code(address: str) -> str:
    async with httpx.AsyncClient() as client:
        query = {"query": "{ daftarBuku { judul } }"}
        found = (await client.post(address, json=query)).json()
    code: str = found["errors"][0]["extensions"]["code"]
    return code


async def test_a_wrong_file_never_serves(tmp_path: Path) -> None:
    """A mistake stops all before the port is open."""
    file = tmp_path / "c.yaml"
    file.write_text(FILE.replace("ID!", "IDD!"), "utf-8")
    async with process("serve", str(file), "--port", "0", "--workers", "2") as it:
        _, err = await it.communicate()
    assert 1 == it.returncode
    assert b"`IDD` tidak dikenal" in err


async def test_workers_end_with_their_supervisor(tmp_path: Path) -> None:
    """A supervisor that is killed leaves nobody behind on the port."""
    file = tmp_path / "c.yaml"
    file.write_text(FILE, "utf-8")
    async with process(
        *("serve", str(file), "--port", "0", "--workers", "2"),
        GATEWAY_DRAIN_TIME="10ms",
    ) as it:
        found = [await line_with(it.stderr, r'"pid": (\d+)') for _ in "ab"]
        it.kill()
        await it.wait()
        async with asyncio.timeout(20):
            while any(Path(f"/proc/{pid}/cmdline").is_file() for pid in found):  # noqa: ASYNC110, ASYNC240 - a test polls
                await asyncio.sleep(0.1)


async def test_nobody_may_connect_whom_nobody_serves(tmp_path: Path) -> None:
    """Once the workers take nobody in, connecting is refused, though one still has work to do."""
    text = PASAR.replace("    limits", "    timeout: 30s\n    limits")
    times = {"GATEWAY_DRAIN_TIME": "10ms", "GATEWAY_OPERATION_TIMEOUT": "30s"}
    asked, refused = asyncio.Event(), asyncio.Event()

    async def patient(peer: Peer) -> None:
        await peer.request()
        asked.set()
        await refused.wait()
        peer.answer(b"7")

    async with (
        asked_over(patient, tmp_path, *TWO, text=text, variables=times) as (
            it,
            address,
        ),
        httpx.AsyncClient(timeout=30) as client,
    ):
        await line_with(it.stderr, r'"event": "(ready)"')
        url = f"{address}/graphql"
        asking = asyncio.create_task(client.post(url, json={"query": "{ jumlah }"}))
        await asked.wait()
        it.send_signal(signal.SIGTERM)
        async with asyncio.timeout(8):
            await _is_refused(int(address.rpartition(":")[2]))
        refused.set()
        found = (await asking).json()
        await it.communicate()
    assert {"data": {"jumlah": 7}} == found
    assert 0 == it.returncode


@pytest.mark.parametrize("sig", [signal.SIGTERM, signal.SIGINT])
async def test_what_all_processes_are_told(tmp_path: Path, sig: signal.Signals) -> None:
    """Where whoever stops it tells the workers, too, the supervisor's word is no second one."""
    asked, told = asyncio.Event(), asyncio.Event()

    async def slow(peer: Peer) -> None:
        await peer.request()
        asked.set()
        await told.wait()
        await asyncio.sleep(1.5)  # by when the supervisor has told them
        peer.answer(b"7")

    async with (
        asked_over(slow, tmp_path, *TWO, variables={"GATEWAY_DRAIN_TIME": "10ms"}) as (
            it,
            address,
        ),
        httpx.AsyncClient(timeout=30) as client,
    ):
        url = f"{address}/graphql"
        asking = asyncio.create_task(client.post(url, json={"query": "{ jumlah }"}))
        await asked.wait()
        await line_with(it.stderr, r'"event": "(ready)"')
        for pid in (it.pid, *_children(it.pid)):
            os.kill(pid, sig)
        told.set()
        found = (await asking).json()
        await it.communicate()
    assert {"data": {"jumlah": 7}} == found
    assert 0 == it.returncode


def _children(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8")
    return [int(child) for child in children.split()]


async def _is_refused(port: int) -> None:
    """Connect again and again, until that is refused."""
    with suppress(ConnectionRefusedError):
        while True:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            await asyncio.sleep(0.05)


@pytest.mark.parametrize(
    ("command", "stream"),
    [(("dev",), "stderr"), (("demo", "--opd-port", "0"), "stdout")],
)
async def test_others_are_one_process(command: tuple[str, ...], stream: str) -> None:
    """GATEWAY_WORKERS is for `gateway serve` alone: `dev` and `demo` are one, and say so."""
    async with process(
        *(*command, "--port", "0"),
        GATEWAY_WORKERS="3",
        GATEWAY_ADMIN_TOKEN=TOKEN,
    ) as it:
        address = await line_with(getattr(it, stream), r"(http://\S+)/graphql")
        headers = {"authorization": f"Bearer {TOKEN}"}
        async with httpx.AsyncClient(headers=headers) as client:
            status = (await client.get(f"{address}/admin/status")).json()
        it.send_signal(signal.SIGINT)
        await it.communicate()
    assert (1, it.pid) == (status["banyakProses"], status["proses"])


class Loading(Worker):
    """A worker that never comes to answer."""

    @override
    def target(self, sockets: list[socket.socket] | None = None) -> None:
        time.sleep(60)


class Hung(Loading):
    """One whose time to load is over."""

    loading = 0.0


@pytest.mark.parametrize(("kind", "alive"), [(Loading, True), (Hung, False)])
def test_a_worker_that_is_loaded_slowly_is_not_killed(
    kind: type[Worker], *, alive: bool
) -> None:
    """Where processors are few loading takes longer than an answer may: it is waited for."""
    worker = kind(QUIET, [], Settings(), work, first=True)
    worker.start()
    found = worker.is_alive(0.1)
    worker.kill()
    worker.join()
    assert alive is found
    assert not worker.is_alive(0.1)


def test_nobody_is_waited_for() -> None:
    """The supervisor looks at one that is silent in no time, and hears signals and others.

    So one that dies while it is loaded is missed at the next look.
    """
    worker = Loading(QUIET, [], Settings(), work, first=True)
    worker.start()
    began = time.monotonic()
    silent = worker.is_alive(15)
    looked = time.monotonic() - began
    os.kill(worker.pid or 0, signal.SIGKILL)
    worker.join()
    assert silent
    assert looked < 1
    assert not worker.is_alive(15)


class Answering(Loading):
    """A worker that answers its supervisor, and works on nothing."""

    @override
    def target(self, sockets: list[socket.socket] | None = None) -> None:
        threading.Thread(target=self.always_pong, daemon=True).start()
        time.sleep(60)


def test_a_worker_that_falls_silent() -> None:
    """One that has answered and no longer does is held for dead when its time is over."""
    worker = Answering(QUIET, [], Settings(), work, first=True)
    worker.start()
    assert worker.is_alive(15)
    assert worker.parent_conn.poll(60)
    assert worker.is_alive(15)
    os.kill(worker.pid or 0, signal.SIGSTOP)
    time.sleep(0.3)
    found = [worker.is_alive(patience) for patience in (15, 15, 0.0)]
    worker.kill()
    worker.join()
    assert [True, True, False] == found


class Frozen(Answering):
    """One whose supervisor has not looked for longer than it may where it runs."""

    pause = 0.3


def test_a_machine_that_stood() -> None:
    """A silence counts only while the supervisor runs: both were frozen, as by `docker pause`."""
    worker = Frozen(QUIET, [], Settings(), work, first=True)
    worker.start()
    worker.is_alive()
    assert worker.parent_conn.poll(60)
    os.kill(worker.pid or 0, signal.SIGSTOP)
    time.sleep(0.3)
    found = [worker.is_alive(0.5)]
    time.sleep(1)
    found.append(worker.is_alive(0.5))
    for _ in range(1000):
        if not worker.is_alive(0.5):
            break
        time.sleep(0.02)
    found.append(worker.is_alive(0.5))
    worker.kill()
    worker.join()
    assert [True, True, False] == found


class Standing(Answering):
    """A worker whose event loop stands, or turns."""

    stands = True

    @override
    def target(self, sockets: list[socket.socket] | None = None) -> None:
        front = front_of(FakeEngine())
        server = make(front, self._settings, print)
        server.started = True
        server._turned = -inf if self.stands else inf
        self._began(server)
        super().target(sockets)


class Turning(Standing):
    """One whose loop turns."""

    stands = False


@pytest.mark.parametrize(("kind", "alive"), [(Standing, False), (Turning, True)])
def test_a_worker_that_serves_nobody(kind: type[Worker], *, alive: bool) -> None:
    """One whose event loop has stood for long is held for dead, though its threads would answer."""
    worker = kind(QUIET, [], Settings(), work, first=True)
    worker.start()
    assert worker.is_alive(15)
    answered = worker.parent_conn.poll(60 if alive else 5)
    worker.kill()
    worker.join()
    assert alive is answered


class Orphan(Worker):
    """A worker whose supervisor is gone, and whose event loop obeys no signal."""

    farewell = 0.1

    @override
    def target(self, sockets: list[socket.socket] | None = None) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        self._parent = -1
        threading.Thread(target=self._always_look, daemon=True).start()
        time.sleep(60)


def test_a_worker_that_nobody_stops() -> None:
    """One that is left alone and does not stop when it should ends all the same."""
    settings = Settings(drain_time=0.1, shutdown_timeout=0.1)
    worker = Orphan(QUIET, [], settings, work, first=True)
    worker.start()
    worker.process.join(30)
    ended = worker.exitcode
    worker.kill()
    assert 1 == ended


class Deaf(Answering):
    """A worker whose event loop stands, and obeys no signal."""

    farewell = 0.1

    @override
    def target(self, sockets: list[socket.socket] | None = None) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        super().target(sockets)


def test_a_worker_that_does_not_stop() -> None:
    """It is killed when it had time enough, and told of: its supervisor waited for it for ever."""
    settings = Settings(drain_time=0.1, shutdown_timeout=0.1)
    lost: list[tuple[int | None, int | None]] = []
    before = {one: signal.getsignal(one) for one in SIGNALS}
    with socket.socket() as listener:
        supervisor = Supervisor(settings, listener, work, lambda *one: lost.append(one))
        for number, handler in before.items():
            signal.signal(number, handler)
        worker = Deaf(QUIET, [], settings, work, first=True)
        worker.start()
        assert worker.is_alive(15)
        assert worker.parent_conn.poll(60)
        supervisor.processes.append(worker)
        supervisor.terminate_all()
        began = time.monotonic()
        supervisor.join_all()
    assert time.monotonic() - began < 10
    assert [(worker.pid, -signal.SIGKILL)] == lost


class Draining(Worker):
    """A worker that ends by itself soon after SIGTERM, or at once; its exit code counts what it heard."""

    @override
    def target(self, sockets: list[socket.socket] | None = None) -> None:
        heard: list[int] = []
        for one in (signal.SIGTERM, AT_ONCE):
            signal.signal(one, lambda number, _: heard.append(number))
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        self.child_conn.send(b"ready")
        while not heard:
            time.sleep(0.02)
        until = time.monotonic() + 2
        while len(heard) < 2 and time.monotonic() < until:
            time.sleep(0.02)
        sys.exit(len(heard))


TERM, INT, HUP = signal.SIGTERM, signal.SIGINT, signal.SIGHUP


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([TERM], [], 1),
        ([TERM], [TERM], 2),
        ([TERM, TERM], [], 2),
        ([INT, INT], [], 2),
        ([HUP, TERM, HUP], [], 1),
        ([TERM], [HUP], 1),
    ],
)
def test_what_a_second_signal_does(
    before: list[int], after: list[int], told: int
) -> None:
    """A second one to stop stops workers at once, however soon; one to reload does not."""
    handlers = {one: signal.getsignal(one) for one in SIGNALS}
    with socket.socket() as listener:
        supervisor = Supervisor(Settings(), listener, work, lambda *_: None)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        worker = Draining(QUIET, [], Settings(), work, first=True)
        worker.start()
        assert worker.parent_conn.poll(60)
        supervisor.processes.append(worker)
        supervisor.signal_queue += before
        supervisor.handle_signals()
        assert supervisor.should_exit.is_set()
        supervisor.terminate_all()
        supervisor.signal_queue += after
        supervisor.join_all()
    assert told == worker.exitcode


class Hasty(Worker):
    """A worker that is tried again at once."""

    back_off = 0.0


def fails(_settings: Settings, _listener: object, _began: object) -> None:
    """Fail as uvicorn does where the application cannot be opened."""
    sys.exit(STARTUP_FAILURE)


@pytest.mark.parametrize(("first", "code"), [(True, STARTUP_FAILURE), (False, 1)])
def test_a_worker_that_opens_nothing(code: int, *, first: bool) -> None:
    """One that cannot open what it needs ends all others only where these have not begun, either."""
    with socket.socket() as listener:
        worker = Hasty(QUIET, [listener], Settings(), fails, first=first)
        worker.start()
        worker.join()
    assert code == worker.exitcode


async def test_a_worker_that_cannot_start_again_leaves_the_others(
    tmp_path: Path,
) -> None:
    """A file that has become wrong keeps a new worker down, and no other."""
    file = tmp_path / "c.yaml"
    file.write_text(FILE, "utf-8")
    async with process(
        *("serve", str(file), "--port", "0", "--workers", "2"),
        GATEWAY_DRAIN_TIME="10ms",
    ) as it:
        address = f"{await address_of(it)}/graphql"
        first = await line_with(it.stderr, r'"pid": (\d+)')
        file.write_text("version: [", "utf-8")
        os.kill(int(first), signal.SIGKILL)
        await line_with(it.stderr, r"(YAML tidak dapat dibaca)")
        async with httpx.AsyncClient() as client:
            found = await client.post(address, json={"query": "{ __typename }"})
        it.send_signal(signal.SIGINT)
        await it.communicate()
    assert {"data": {"__typename": "Query"}} == found.json()
    assert 0 == it.returncode
