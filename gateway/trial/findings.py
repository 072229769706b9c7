"""What going through an answer found."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gateway.trial.unused import Used


@dataclass(slots=True)
class Findings:
    """What was found: for each field how many values, nulls by reason, and links.

    `broken` counts rows that break a field which may not be null. `personal` are
    the raw texts of personal fields, and `links` samples of the keys of links.
    """

    seen: Counter[str] = field(default_factory=Counter[str])
    nulls: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    broken: Counter[str] = field(default_factory=Counter[str])
    links: dict[str, list[object]] = field(default_factory=dict[str, list[object]])
    personal: set[str] = field(default_factory=set[str])
    used: Used = field(default_factory=Used)

    def note(self, nothing: Iterable[tuple[str, str]]) -> None:
        """Note what an answer leaves out beside its rows, each with the reason."""
        for where, reason in nothing:
            self.seen[where] += 1
            self.nulls[where, reason] += 1

    def listed(self) -> Iterator[tuple[str, int, int, str]]:
        """Yield field, nulls, values and reason, by field in the order of the type."""
        order = {name: place for place, name in enumerate(self.seen)}
        for (name, reason), count in sorted(
            self.nulls.items(), key=lambda one: (order.get(one[0][0], 0), -one[1])
        ):
            yield name, count, self.seen[name], reason
