"""What is still to be written to the server: decided without I/O.

Of each place only the newest waits. What is to be forgotten comes before what is to be
kept, and what waited under its name is thrown away with it. What was claimed is given back
after what was put before that, and waits for nothing that comes later: there may be
something to put all the time. What is being written counts until it is done, so that a slow
server holds no more memory than one that is away.
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from typing_extensions import override

from gateway.connectors.shared.record import LARGEST, Record

ROOM: Final = 16 * 1024**2
"""Bytes that may wait; what finds no room is not written."""

_TOGETHER: Final = 1024**2


class Ticket(NamedTuple):
    """The right to put a record: the connector's last change before it was fetched.

    Where that is another when the record is put, something was invalidated
    meanwhile, and what was fetched may be as old.
    """

    connector: str
    name: str
    change: str | None


class Put(NamedTuple):
    """A record is to be kept; `at` is the server's time at which it was put."""

    ticket: Ticket
    record: Record
    at: float

    @property
    def size(self) -> int:
        """Return the bytes that wait."""
        return len(self.record.body)


class _Claim(NamedTuple):
    """A claim is to be held for some seconds, once the put that was the last then is taken."""

    seconds: float
    after: str | None


class Pending:
    """Puts, names to forget, and claims to hold for some seconds, that wait."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._puts: dict[str, Put] = {}
        self._names: dict[str, str] = {}
        self._claims: dict[str, _Claim] = {}
        self._ripe: dict[str, float] = {}  # claims, where nothing put before them waits
        self._bytes = 0

    def __bool__(self) -> bool:
        """Tell whether anything waits."""
        return bool(self._puts or self._names or self._claims or self._ripe)

    def put(self, one: Put) -> bool:
        """Have a record kept; tell whether there is room for it."""
        was = self._puts.get(one.ticket.name)
        more = one.size - (0 if was is None else was.size)
        if one.size > LARGEST or self._bytes + more > self._room:
            return False
        self._puts[one.ticket.name] = one
        self._bytes += more
        return True

    def forget(self, names: Mapping[str, str]) -> None:
        """Have names forgotten, each with its connector."""
        for name, connector in names.items():
            was = self._puts.pop(name, None)
            if was is not None:
                self._bytes -= was.size
            self._names[name] = connector

    def names(self) -> dict[str, str]:
        """Take the names that are to be forgotten, with their connectors."""
        taken, self._names = self._names, {}
        return taken

    def puts(self) -> list[Put]:
        """Take the first puts, as much as is written at once; they count until `done`."""
        taken: list[Put] = []
        size = 0
        for one in self._puts.values():
            size += one.size
            if taken and size > _TOGETHER:
                break
            taken.append(one)
        for one in taken:
            del self._puts[one.ticket.name]
        for name, claim in tuple(self._claims.items()):
            if claim.after not in self._puts:
                self._ripe[name] = claim.seconds
                del self._claims[name]
        return taken

    def hold(self, claims: Mapping[str, float]) -> None:
        """Have claims held for so many seconds, for 0 no more."""
        last = next(reversed(self._puts), None)
        for name, seconds in claims.items():
            self._claims[name] = _Claim(seconds, last)

    def claims(self) -> dict[str, float]:
        """Take the claims to hold, but those made since puts were taken last."""
        taken, self._ripe = self._ripe, {}
        return taken

    def done(self, puts: Iterable[Put]) -> None:
        """Take note that puts were written, or could not be."""
        self._bytes -= sum(one.size for one in puts)

    @override
    def __str__(self) -> str:
        waiting = f"{len(self._puts)} to keep, {len(self._names)} to forget"
        return f"{waiting}, {self._bytes} of {self._room} bytes"
