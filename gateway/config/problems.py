"""Mistakes in the configuration: collected, never raised one by one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from typing_extensions import override

from gateway.config.place import Place
from gateway.errors import StartupError

_BEGINNING: Final = 3
"""Letters by which the beginning of a word is told."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: where, what is wrong, and what to do about it (Indonesian)."""

    at: Place
    reason: str
    remedy: str | None = None

    @override
    def __str__(self) -> str:
        tail = f"; {self.remedy}" if self.remedy else ""
        return f"{self.at}: {self.reason}{tail}"


@dataclass(slots=True)
class Problems:
    """A growing list of problems."""

    found: list[Problem] = field(default_factory=list[Problem])

    def add(self, at: Place, reason: str, remedy: str | None = None) -> None:
        """Note a problem."""
        self.found.append(Problem(at, reason, remedy))

    def __bool__(self) -> bool:
        return bool(self.found)


class ConfigError(StartupError):
    """The configuration is wrong; `problems` are all its mistakes, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def near(wrong: str, known: Iterable[str]) -> str | None:
    """Suggest the known word closest to a wrong one, as a remedy, or nothing.

    One of the same letters is the closest (`from` to `form`), then the only one that it
    begins, then what it merely resembles. Capitals make no difference.
    """
    small = wrong.lower()
    words = {word.lower(): word for word in known}
    begun = [word for word in words if word.startswith(small)]
    if len(wrong) < _BEGINNING or len(begun) != 1:
        begun = []
    swapped = [word for word in words if sorted(word) == sorted(small)]
    found = swapped or begun or get_close_matches(small, words, n=1, cutoff=0.6)
    return f"mungkin maksudnya `{words[found[0]]}`?" if found else None
