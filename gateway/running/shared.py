"""The operator's state, shared by the workers of a machine through one small file.

Replicas on other machines share the switches over a server: `replicas.py`.

Whoever changes it replaces the file in one step, under a lock; everybody else
looks at it now and then. Without a folder it lives in this process alone.
"""

import asyncio
import fcntl
import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

from gateway.running.state import State, decode

NAME: Final = "operator.json"
Change = Callable[[State], State]


class StateError(Exception):
    """The state cannot be read or written; the text says why, without a path."""


class Shared(Protocol):
    """Where the state is kept."""

    async def read(self) -> State | None:
        """Return the state, None where it has not changed since. Raises StateError."""
        ...

    async def change(self, change: Change) -> State:
        """Change the state and return it. Raises StateError, and then nothing changed."""
        ...

    @property
    def note(self) -> str | None:
        """Say, in Indonesian, what the operator should know of it; None for nothing."""
        ...


class OwnState:
    """The state of one process, which forgets it when it ends."""

    def __init__(self) -> None:
        self._state = State()

    async def read(self) -> State | None:
        """Return nothing new: only this process changes it."""
        return None

    async def change(self, change: Change) -> State:
        """Change the state and return it."""
        self._state = change(self._state)
        return self._state

    @property
    def note(self) -> str | None:
        """Say nothing: all that there is of it is here."""
        return None


class StateFile:
    """The state in a file of a folder that is there and may be written to."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._seen: tuple[int, ...] | None = None

    async def read(self) -> State | None:
        """Return the state, None where it has not changed since. Raises StateError."""
        return await asyncio.to_thread(self._read)

    async def change(self, change: Change) -> State:
        """Change the state and return it. Raises StateError, and then nothing changed."""
        return await asyncio.to_thread(self._change, change)

    @property
    def note(self) -> str | None:
        """Say nothing: what cannot be read or written is told when it is tried."""
        return None

    def _read(self) -> State | None:
        seen = self._look()
        if seen == self._seen:
            return None
        state = self._state()
        self._seen = seen  # not before: what could not be read is still to be read
        return state

    def _change(self, change: Change) -> State:
        try:
            with self._locked():
                state = change(self._state())
                self._write(state.encode())
                self._seen = self._look()
                return state
        except OSError as error:
            raise StateError(error.strerror or "unknown") from error

    def _look(self) -> tuple[int, ...]:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise StateError(error.strerror or "unknown") from error
        return (found.st_ino, found.st_mtime_ns, found.st_size)

    def _state(self) -> State:
        try:
            return decode(self._path.read_bytes())
        except FileNotFoundError:
            return State()
        except OSError as error:
            raise StateError(error.strerror or "unknown") from error
        except ValueError as error:
            raise StateError("the file is not a state of this gateway") from error

    def _write(self, data: bytes) -> None:
        """Replace the file in one step: nobody sees half of it, nor loses it."""
        fresh = self._path.with_suffix(f".{os.getpid()}")
        try:
            with fresh.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._path)
        finally:
            fresh.unlink(missing_ok=True)

    @contextmanager
    def _locked(self) -> Generator[None]:
        with self._path.with_suffix(".lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
