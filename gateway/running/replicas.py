"""The operator's switches, shared by all replicas over a server.

Every replica knows all switches and writes what the server lacks of them, so that a
server which was emptied learns them again. Of two switchings of one connector the later
holds, wherever it was told. Purges need no such thing: they are news (connectors/shared).

Without the server what is known still holds, and what is switched then reaches the
others when it is back.
"""

from contextlib import suppress
from typing import Final, Protocol

from gateway.running.shared import Change, Shared, StateError
from gateway.running.state import State, decode

_APART: Final = (
    "Valkey tidak dapat dihubungi: saklar pemeliharaan replika lain tidak diketahui, dan "
    "yang diubah di sini baru sampai ke sana setelah tersambung lagi"
)


class Slate(Protocol):
    """Where the replicas write what they know (connectors/shared/slate.py)."""

    async def read(self) -> tuple[bool, bytes | None]:
        """Tell whether the server could be asked, and what is written: None for nothing."""
        ...

    async def write(self, text: bytes) -> bool:
        """Write a text in place of what is there; tell whether it was."""
        ...


class Replicated:
    """The state of one machine, or process, joined with that of the others."""

    def __init__(self, local: Shared, slate: Slate) -> None:
        self._local = local
        self._slate = slate
        self._state = State()
        self._held = State()  # as it is on this machine
        self._apart = False

    @property
    def note(self) -> str | None:
        """Say that the server cannot be reached, while it cannot."""
        return _APART if self._apart else self._local.note

    async def read(self) -> State | None:
        """Return the state, None where it has not changed since. Raises StateError."""
        before = self._state
        own = await self._local.read()
        if own is not None:
            self._held, self._state = own, own.merged(before)
        await self._join()
        if self._held.merged(self._state) != self._held:
            await self._hold()
        return None if self._state == before else self._state

    async def change(self, change: Change) -> State:
        """Change the state and return it. Raises StateError, and then nothing changed.

        First what the others have switched is learnt, so that this comes after it.
        """
        await self._join()
        known = self._state
        self._held = await self._local.change(lambda now: change(now.merged(known)))
        self._state = self._held
        await self._join()
        return self._state

    async def _hold(self) -> None:
        """Keep what the others have switched for those who start when the server is away."""
        known = self._state
        with suppress(StateError):  # it holds all the same, and is tried again
            self._held = await self._local.change(lambda now: now.merged(known))
            self._state = self._held

    async def _join(self) -> None:
        """Learn what the others have switched, and tell them what they do not know."""
        reached, text = await self._slate.read()
        self._apart = not reached
        if not reached:
            return
        theirs = _read(text)
        self._state = self._state.merged(theirs)
        if theirs.merged(self._state) != theirs:
            told = await self._slate.write(self._state.switches.encode())
            self._apart = not told


def _read(text: bytes | None) -> State:
    """Read what is on the slate; what is no state of ours is none."""
    try:
        return State() if text is None else decode(text).switches
    except ValueError:
        return State()
