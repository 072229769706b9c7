"""What was seen, in order: by clients of a value, by a service of its calls."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from benchmarks.faults.client import Reply
from benchmarks.faults.upstream import Call


@dataclass(frozen=True, slots=True)
class Seen:
    """What a client saw of one key: when, and which value (None: an error, coded)."""

    key: str
    began: float
    ended: float
    value: int | None
    codes: tuple[str, ...] = ()


def value_of(reply: Reply, name: str) -> int | None:
    """Return the value of a field that a reply shows; None for an error."""
    shown = None if reply.codes else reply.data.get(name)
    return cast("dict[str, int]", shown)["nilai"] if shown else None


def errors(seen: Iterable[Seen]) -> int:
    """Count who was shown nothing."""
    return sum(one.value is None for one in seen)


def served(seen: Sequence[Seen]) -> str:
    """Say how many were shown something, and with which codes the others were not."""
    codes = Counter(code for one in seen for code in one.codes)
    told = "".join(f", {code} {count}" for code, count in sorted(codes.items()))
    return f"{len(seen) - errors(seen):,} of {len(seen):,}{told}"


def older(seen: Iterable[Seen]) -> int:
    """Count who was shown an older value than one that had been shown before he asked.

    A service's values only rise.
    """
    by_key: defaultdict[str, list[Seen]] = defaultdict(list)
    for one in seen:
        if one.value is not None:
            by_key[one.key].append(one)
    return sum(map(_older, by_key.values()))


def _older(seen: Sequence[Seen]) -> int:
    shown = sorted(seen, key=lambda one: one.ended)
    newest = found = place = 0
    for one in sorted(seen, key=lambda one: one.began):
        while place < len(shown) and shown[place].ended <= one.began:
            newest = max(newest, shown[place].value or 0)
            place += 1
        found += (one.value or 0) < newest
    return found


def in_flight(calls: Iterable[Call]) -> int:
    """Return the most calls that were under way at once."""
    turns: list[tuple[float, int]] = []
    for one in calls:
        turns.append((one.began, 1))
        if one.ended is not None:
            turns.append((one.ended, -1))
    now = most = 0
    for _, change in sorted(turns):
        now += change
        most = max(most, now)
    return most


def within(calls: Iterable[Call], seconds: float) -> int:
    """Return the most calls for one target that began in any so many seconds."""
    by_target: defaultdict[str, list[float]] = defaultdict(list)
    for one in calls:
        by_target[one.target].append(one.began)
    most = 0
    for times in by_target.values():
        begun: deque[float] = deque()
        for began in sorted(times):
            begun.append(began)
            while begun[0] <= began - seconds:
                begun.popleft()
            most = max(most, len(begun))
    return most


def together(calls: Iterable[Call]) -> int:
    """Return the most calls for one target that were under way at once."""
    by_target: defaultdict[str, list[Call]] = defaultdict(list)
    for one in calls:
        by_target[one.target].append(one)
    return max(map(in_flight, by_target.values()), default=0)
