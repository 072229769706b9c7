"""How scheduled fetches have gone: what of a connector is renewed by the clock."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from gateway.connectors.key import Key
from gateway.connectors.schedule import Course


@dataclass(slots=True, eq=False)
class Round:
    """How one answer fares; times are of the clock of what is kept.

    `fetched` is the Unix time of the last fetch that went well, and `due` is in how
    many seconds the next is, as of the latest look at it.
    """

    operation: str
    chance: float = 0.0
    ran: float | None = None
    failed: float | None = None
    failures: int = 0
    asked: float = 0.0
    code: str | None = None
    running: bool = False
    fetched: float | None = None
    due: float | None = None

    def course(self, now: float, age: float | None) -> Course:
        """Return how it has gone, with the age of what is kept."""
        return Course(
            age=age,
            ran=None if self.ran is None else now - self.ran,
            failed=None if self.failed is None else now - self.failed,
            failures=self.failures,
            asked=self.asked,
            chance=self.chance,
        )

    def succeeded(self, now: float, as_of: float, chance: float) -> None:
        """Take note that it was fetched, here or elsewhere."""
        self.ran, self.fetched, self.chance = now, as_of, chance
        self.failed, self.failures, self.asked, self.code = None, 0, 0.0, None

    def fell(self, now: float, code: str, asked: float, chance: float) -> None:
        """Take note that it could not be fetched."""
        self.failed, self.code, self.asked, self.chance = now, code, asked, chance
        self.failures += 1


@dataclass(slots=True, eq=False)
class Rounds:
    """The rounds of one connector, by the keys of their answers."""

    _known: dict[Key, Round] = field(default_factory=dict[Key, Round])

    def __iter__(self) -> Iterator[Round]:
        return iter(self._known.values())

    def of(self, key: Key, operation: str, chance: Callable[[], float]) -> Round:
        """Return the round of an answer, beginning it where there is none."""
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = Round(operation, chance())
        return found

    @property
    def fetched(self) -> float | None:
        """Return the Unix time since which nothing was fetched by the clock."""
        return max((one.fetched for one in self if one.fetched), default=None)

    @property
    def due(self) -> float | None:
        """Return in how many seconds the next fetch is."""
        waits = [one.due for one in self if one.due is not None and not one.running]
        return min(waits, default=None)

    def describe(self, zone: dt.tzinfo) -> tuple[str, ...]:
        """Say how every query fares, in Indonesian, a line each."""
        found: dict[str, list[Round]] = {}
        for one in self:
            found.setdefault(one.operation, []).append(one)
        return tuple(
            f"penyegaran {operation}: {_described(rounds, zone)}"
            for operation, rounds in found.items()
        )


def _described(rounds: Iterable[Round], zone: dt.tzinfo) -> str:
    """Say how the answers of one query fare: the worst of them."""
    rounds = list(rounds)
    good = [one.fetched for one in rounds if one.fetched is not None]
    parts = [f"{len(good)} dari {len(rounds)} pernah diambil"]
    if good:
        last = dt.datetime.fromtimestamp(int(min(good)), zone)
        parts.append(f"paling lama {last:%Y-%m-%d %H:%M:%S}")
    if any(one.running for one in rounds):
        parts.append("sedang diambil")
    failing = [one for one in rounds if one.failures]
    if failing:
        parts.append(f"{len(failing)} gagal ({failing[0].code})")
    waits = [one.due for one in rounds if one.due is not None and not one.running]
    if waits:
        parts.append(f"berikutnya {min(waits):.0f} detik lagi")
    return ", ".join(parts)
