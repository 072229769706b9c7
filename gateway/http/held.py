"""How much is kept of requests that are not answered. Counts only."""

from typing import Final

MOST: Final = 64 * 1024 * 1024
SMALL: Final = 16 * 1024
"""Bytes of one request that are never too much: others' do not keep it out."""


class Held:
    """The bytes of all requests of a process that count, and how many there may be."""

    __slots__ = ("most", "size")

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.size = 0

    def hold(self, size: int) -> None:
        """Take note of some bytes more."""
        self.size += size

    def release(self, size: int) -> None:
        """Take note that some are kept no longer."""
        self.size -= size

    def too_much(self, own: int) -> bool:
        """Tell whether there are too many, for one who has `own` of them."""
        return self.size > self.most and own > SMALL
