"""A token that runs out: fetched once for all who wait, and again when it must be."""

import asyncio
from collections.abc import Awaitable, Callable
from copy import copy
from typing import Final, NamedTuple, Protocol

from gateway.connectors.flight import Flights
from gateway.errors import CodedError, UpstreamAuth, UpstreamTimeout

REMEMBER_FAILURE: Final = 1.0
REMEMBER_REFUSAL: Final = 30.0
"""Seconds without another attempt: accounts are locked by fewer wrong ones."""


class Grant(NamedTuple):
    """A token, and its life in seconds where that is known."""

    token: str
    seconds: float | None = None


class Tokens(Protocol):
    """Keeps one token."""

    async def get(self, left: float) -> str:
        """Return a token within some seconds. Raises CodedError."""
        ...

    def refuse(self, token: str) -> bool:
        """Take note that a token was refused; tell whether another may be had."""
        ...

    def give_up(self) -> None:
        """Take note that a token fresh from its source was refused."""
        ...


class RenewedTokens:
    """A token in memory. `obtain` fetches one; `clock` gives seconds.

    It is renewed `early` seconds before its end, or in the middle of a shorter
    life; where that fails it is used to its end.
    """

    def __init__(
        self,
        obtain: Callable[[], Awaitable[Grant]],
        clock: Callable[[], float],
        early: float = 0.0,
    ) -> None:
        self._obtain = obtain
        self._clock = clock
        self._early = early
        self._token: str | None = None
        self._renew_at = 0.0
        self._ends_at = 0.0
        self._flights: Flights[str, str] = Flights()
        self._failure: CodedError | None = None
        self._quiet_until = 0.0
        self._stuck_until = 0.0

    async def get(self, left: float) -> str:
        """Return a token, fetched together with whoever else needs one."""
        now = self._clock()
        if self._token is not None and now < self._renew_at:
            return self._token
        try:
            return await self._renewed(now, left)
        except CodedError:
            if self._token is not None and self._clock() < self._ends_at:
                return self._token
            raise

    def refuse(self, token: str) -> bool:
        """Drop a refused token, unless another has taken its place already."""
        if token != self._token:
            return True
        if self._clock() < self._stuck_until:
            return False
        self._token = None
        return True

    def give_up(self) -> None:
        """Fetch no other for a while because one is refused: the next would be, too."""
        self._stuck_until = self._clock() + REMEMBER_REFUSAL

    async def _renewed(self, now: float, left: float) -> str:
        if self._failure is not None and now < self._quiet_until:
            raise copy(self._failure)
        try:
            async with asyncio.timeout(left):
                return await self._flights.join("token", self._fetch)
        except TimeoutError as error:
            raise UpstreamTimeout("no token within the deadline") from error

    async def _fetch(self) -> str:
        try:
            grant = await self._obtain()
        except CodedError as error:
            refused = isinstance(error, UpstreamAuth)
            wait = REMEMBER_REFUSAL if refused else REMEMBER_FAILURE
            self._failure, self._quiet_until = error, self._clock() + wait
            raise
        self._failure = None
        life = float("inf") if grant.seconds is None else max(grant.seconds, 0.0)
        now = self._clock()
        self._token = grant.token
        self._ends_at = now + life
        self._renew_at = now + life - min(self._early, life / 2)
        return grant.token


class Pretended:
    """Stands for tokens that are not fetched, as `explain` shows a request."""

    def __init__(self, shown: str) -> None:
        self._shown = shown

    async def get(self, left: float) -> str:
        """Return the stand-in."""
        del left
        return self._shown

    def refuse(self, token: str) -> bool:
        """Have no other."""
        del token
        return False

    def give_up(self) -> None:
        """Do nothing."""
