"""Several workers on one socket, under uvicorn's supervisor.

The supervisor starts a worker again that has died, and hands SIGHUP on: each
worker reloads by itself, and keeps what it has in memory.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from socket import socket
from typing import Final, NoReturn, cast

import uvicorn
from typing_extensions import override
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors.multiprocess import Multiprocess, Process

from gateway.cli.hangup import blocked
from gateway.cli.server import AT_ONCE, Server
from gateway.errors import StartupError
from gateway.settings import Settings

_HEALTHCHECK: Final = 15
"""Seconds after which a worker that does not answer its supervisor is killed."""
_LOADING: Final = 120.0
"""Seconds that it has for its first answer: till the code is loaded nobody is there to give it."""
_LOOK: Final = 0.2
_ENDS: Final = frozenset({signal.SIGTERM, signal.SIGINT})

Work = Callable[[Settings, socket, Callable[[Server], None]], None]
"""Serves on a socket until a signal, and tells which server it is. Raises StartupError."""

Lost = Callable[[int | None, int | None], None]
"""Is told of a worker that has died or was killed: its process, and how that ended."""


class Worker(Process):
    """One worker. The `first` ones end everything where they cannot start.

    It is left alone for `loading` seconds, or until it has answered once. No look at it
    waits: the supervisor has others to look at, and signals to obey.
    """

    loading = _LOADING
    back_off = 3.0
    """Seconds after which it is tried again."""
    pause = 5.0
    """Seconds without a look at it after which nobody ran: the machine, or its container, stood."""
    farewell = 15.0
    """Seconds beyond those of the settings that it may take to stop by itself."""

    def __init__(
        self,
        config: uvicorn.Config,
        sockets: list[socket],
        settings: Settings,
        work: Work,
        *,
        first: bool,
    ) -> None:
        self._settings = settings
        self._work = work
        self._first = first
        self._parent = os.getpid()
        self._sockets = sockets
        self._heard = False
        self._serving: Server | None = None
        self._asked_at: float | None = None
        self._looked_at = 0.0
        super().__init__(config, sockets)

    @override
    def target(self, sockets: list[socket] | None = None) -> None:
        """Work, in the process of its own."""
        for watch in (self.always_pong, self._always_look):
            threading.Thread(target=watch, daemon=True).start()
        try:
            self._work(self._settings, (sockets or self._sockets)[0], self._began)
        except StartupError as error:
            sys.stderr.write(f"{error}\n")
            self._fail()
        except SystemExit as end:  # what it opens as it starts
            if end.code == STARTUP_FAILURE:
                self._fail()
            raise

    def _fail(self) -> NoReturn:
        """End as one that cannot start; where others serve it is tried again, but not in haste."""
        if not self._first:
            time.sleep(self.back_off)
        sys.exit(STARTUP_FAILURE if self._first else 1)

    @override
    def is_alive(self, timeout: float = 5) -> bool:
        """Tell whether it works, or is still being loaded.

        It is asked at one look and heard at another; what it has not answered for so many
        seconds it does not answer. Those in which nobody looked, who is to look twice a
        second, do not count.
        """
        if not self.process.is_alive():
            return False
        now = time.monotonic()
        unseen, self._looked_at = now - self._looked_at, now
        if self._asked_at is not None and unseen > self.pause:
            self._asked_at += unseen
        if self.parent_conn.poll():
            self.parent_conn.recv()
            self._heard, self._asked_at = True, None
        if self._asked_at is None:
            self._asked_at = now
            self.parent_conn.send(b"ping")
        return now - self._asked_at < (timeout if self._heard else self.loading)

    @override
    def pong(self) -> None:
        """Answer one ping, once the event loop turns: whether the server has begun to serve.

        A thread could always answer; but what code of others waits for, everybody waits
        for.
        """
        self.child_conn.recv()
        while self._serving is not None and self._serving.stands:
            time.sleep(_LOOK)
        self.child_conn.send(self._serving is not None and self._serving.started)

    @property
    def stopping(self) -> float:
        """Return for how many seconds it may stop, once it has been told to."""
        return (
            self._settings.drain_time + self._settings.shutdown_timeout + self.farewell
        )

    def _began(self, server: Server) -> None:
        self._serving = server
        server.supervised = True

    def _always_look(self) -> None:
        """Stop when the supervisor is gone: nobody else would stop this process.

        One whose event loop stands hears of no signal, and would keep the port for ever.
        """
        while os.getppid() == self._parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(self.stopping)
        os._exit(1)


class Supervisor(Multiprocess):
    """Keeps so many workers at work, until SIGTERM or SIGINT."""

    def __init__(
        self, settings: Settings, listener: socket, work: Work, lost: Lost
    ) -> None:
        config = uvicorn.Config(
            "",
            workers=settings.workers,
            log_config=None,
            timeout_worker_healthcheck=_HEALTHCHECK,
        )
        self._settings = settings
        self._work = work
        self._lost = lost
        super().__init__(config, [listener])

    @override
    def init_processes(self) -> None:
        """Start the first workers."""
        for _ in range(self._settings.workers):
            self.processes.append(self._started(first=True))

    @override
    def keep_subprocess_alive(self) -> None:
        """Replace workers that have died or hang."""
        for index, process in enumerate(self.processes):
            if self.should_exit.is_set():
                return
            if process.is_alive(timeout=self.config.timeout_worker_healthcheck):
                continue
            self._kill(process)
            if process.exitcode == STARTUP_FAILURE:
                self.should_exit.set()
            else:
                self.processes[index] = self._started(first=False)

    @override
    def handle_hup(self) -> None:
        """Have every worker reload, rather than start again with nothing in memory."""
        for process in self.processes:
            if process.pid is not None and process.exitcode is None:
                os.kill(process.pid, signal.SIGHUP)

    @override
    def handle_term(self) -> None:
        """Stop; a second signal that has come by now stays for `join_all`."""
        if self.should_exit.is_set():
            self.signal_queue.append(signal.SIGTERM)
        self.should_exit.set()

    handle_int = handle_term

    @override
    def handle_ttin(self) -> None:
        """Start one worker more."""
        self.processes_num += 1
        self.processes.append(self._started(first=False))

    @override
    def terminate_all(self) -> None:
        """Have the workers stop, and keep the socket open no longer than they do.

        Who connects when they take nobody in is refused then, and not left without an
        answer.
        """
        super().terminate_all()
        for listener in self.sockets:
            listener.close()

    @override
    def join_all(self) -> None:
        """Wait for the workers; a second signal has them stop at once.

        One that stops neither way is killed: its event loop stands, and hears of no signal.
        """
        workers = cast("list[Worker]", self.processes)
        until = time.monotonic() + max(one.stopping for one in workers)
        time.sleep(_LOOK)  # two signals of one moment are one to whoever gets them
        while alive := [one for one in workers if one.process.is_alive()]:
            if time.monotonic() > until:
                for one in alive:
                    self._kill(one)
            elif not _ENDS.isdisjoint(self.signal_queue):
                self.signal_queue.clear()
                for one in alive:
                    os.kill(cast("int", one.pid), AT_ONCE)
            time.sleep(_LOOK)
        super().join_all()

    @property
    def failed(self) -> bool:
        """Tell whether a worker could not start."""
        return any(one.exitcode == STARTUP_FAILURE for one in self.processes)

    def _kill(self, process: Process) -> None:
        process.kill()
        process.join()
        self._lost(process.pid, process.exitcode)

    def _started(self, *, first: bool) -> Worker:
        worker = Worker(
            self.config, self.sockets, self._settings, self._work, first=first
        )
        with blocked():  # until it can obey: its code is not even loaded
            worker.start()
        return worker
