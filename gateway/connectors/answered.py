"""Calls that answered, until it is known whether what they gave fits its types."""

from typing import Protocol


class Held(Protocol):
    """An answer of a call, while it is kept (custody.py)."""

    def disown(self) -> None:
        """Let go of it: it breaks its types."""
        ...


class Call(Protocol):
    """A call that answered, and has yet to be judged."""

    def misfit(self, operation: str, bad: float, rows: int) -> None:
        """Count it as failed: `bad` of `rows` break their type."""
        ...

    def keeps(self, held: Held) -> None:
        """Take note of an answer of it, which is kept."""
        ...
