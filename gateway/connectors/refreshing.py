"""Fetching one answer by the clock: in whichever process comes first."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gateway.connectors.answer import Answer
from gateway.connectors.caller import refresher
from gateway.connectors.freshness import State
from gateway.connectors.key import Key
from gateway.connectors.principal import ANONYMOUS
from gateway.connectors.recipe import Arguments
from gateway.connectors.rounds import Round
from gateway.connectors.schedule import Schedule
from gateway.connectors.source import OperationSource
from gateway.errors import CodedError

_LOOK: Final = 0.5
"""Seconds between looks at whether another process has fetched an answer."""

_SHARE: Final = 0.8
"""The share of the interval after which a claim is over, so that the next is free."""

_CLAIM: Final = 120.0
"""Seconds for which others are kept from fetching the same after a process has died."""

_TIMES: Final = 3
"""How often a claim is held anew before it would end."""

_FAULT: Final = "INTERNAL"


@dataclass(frozen=True, slots=True, eq=False)
class Refreshing:
    """One answer that is fetched by the clock, and how that goes."""

    source: OperationSource
    arguments: Arguments
    schedule: Schedule
    round: Round

    @property
    def key(self) -> Key:
        """Return the key of the answer."""
        return self.source.key(self.arguments, ANONYMOUS)

    def wait(self) -> float:
        """Return after how many seconds it is to be fetched, 0 for at once."""
        line, old = self.source.line, self._old()
        age = old.age if old is not None and _fresh(old) else None
        course = self.round.course(line.store.now(), age)
        moment: datetime = line.wall(self.schedule.zone)
        self.round.due = self.schedule.wait(course, moment)
        return self.round.due

    async def fetch(self, chance: float) -> bool:
        """Fetch it; tell whether another process had. Raises CodedError.

        The old one is shown until the new one is here, and goes on being shown for
        as long as it may where there is none. `chance` is that of the next time.
        """
        store, round_ = self.source.line.store, self.round
        round_.running = True
        try:
            answer = await self._elsewhere()
            if answer is not None:
                round_.succeeded(store.now(), answer.as_of, chance)
                return True
            answer = await self._fetched()
        except CodedError as error:
            self._fell(error.code, error.retry_after or 0.0, chance)
            raise
        except Exception:  # a fault of ours, which must not begin again at once
            self._fell(_FAULT, 0.0, chance)
            raise
        else:
            round_.succeeded(store.now(), answer.as_of, chance)
            return False
        finally:
            round_.running = False

    async def _fetched(self) -> Answer:
        """Ask the service, whatever is kept. What lacks a part is a failure."""
        holding = asyncio.create_task(self._hold())
        try:
            answer = await self.source.ask(self.arguments, refresher())
        finally:
            holding.cancel()
        if answer.cut is not None and answer.cut.error is not None:
            raise answer.cut.error
        return answer

    async def _elsewhere(self) -> Answer | None:
        """Wait while another process fetches it; return what is young enough then.

        None where this process is to fetch it. A claim is not given back: a service
        that fails is asked by one process at a time, and not by each in turn.
        """
        tiers, key = self.source.tiers, self.key
        if tiers.second is None or not self.source.single:
            return None
        schedule = self.schedule
        while True:
            recalled = await tiers.recalled({key: self.arguments})
            found = recalled.get(key) or self._old()  # a client may have come first
            if found is not None and found.age < schedule.every / 2 and _fresh(found):
                return found
            if (await tiers.claimed((key,), self._claim))[0]:
                return None
            await asyncio.sleep(_LOOK)

    @property
    def _claim(self) -> float:
        """Return for how many seconds this process keeps others from fetching the same."""
        schedule = self.schedule
        return min(schedule.timeout, _CLAIM, schedule.every * _SHARE)

    async def _hold(self) -> None:
        """Hold the claim, however long it takes: a process that dies holds nothing."""
        second = self.source.tiers.second
        while second is not None:
            await asyncio.sleep(self._claim / _TIMES)
            second.hold((self.key,), self._claim)

    def _fell(self, code: str, asked: float, chance: float) -> None:
        """Take note of a failure; the old answer tells it once it is stale."""
        self.round.fell(self.source.line.store.now(), code, asked, chance)
        old = self._old()
        if old is not None:
            old.failed(code)

    def _old(self) -> Answer | None:
        return self.source.old(self.arguments, ANONYMOUS)


def _fresh(answer: Answer) -> bool:
    """Tell whether an answer may be gone by: one that may have changed is due."""
    return answer.step().state is State.FRESH
