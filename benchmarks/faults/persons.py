"""Personal answers: what one is given, fresh or stale, was never another's.

Nobody can log in yet, so it is measured on the source of a personal query, with
the store, the single flight and the renewals that the gateway gives one.
"""

import asyncio
from collections.abc import Mapping
from typing import Any, Final, cast

from benchmarks.faults.conduct import FAILS, Conduct
from benchmarks.faults.line import NAME, Sending, sending
from gateway.connectors.answer import Answer
from gateway.connectors.budget import Budget
from gateway.connectors.caller import Caller
from gateway.connectors.flight import Flights
from gateway.connectors.line import Line
from gateway.connectors.principal import Principal
from gateway.connectors.reading import Readings
from gateway.connectors.source import OperationSource
from gateway.connectors.sources import Sources
from gateway.connectors.store import MemoryTier, Store
from gateway.errors import CodedError

_PERSONS: Final = 20
_TTL: Final = 0.1
_MEMORY: Final = 2**20
_WORDS: Final = {
    "types": {
        NAME.capitalize(): {
            "personal": "true",
            "fields": {"kode": "ID!", "nilai": "Int"},
        }
    },
    "cache": {
        "ttl": "100ms",
        "stale_while_revalidate": "10s",
        "stale_if_error": "10s",
    },
    "breaker": "false",
}


async def mistaken() -> int:
    """Count the persons who are given what the service said to another, or to nobody.

    Each asks the same question when the service says another value: first at once,
    then of what has become stale, then in an outage. Whoever asks for the first
    time in the outage must be given nothing.
    """
    async with sending(_WORDS) as line:
        source = personal(line)
        for person in range(_PERSONS):
            await line.services.behave(NAME, Conduct(value=person))
            await value_of(source, person)
        await line.services.behave(NAME, FAILS)
        wrong = 0
        for _ in range(3):
            asked = (value_of(source, person) for person in range(2 * _PERSONS))
            for person, value in enumerate(await asyncio.gather(*asked)):
                wrong += value != (person if person < _PERSONS else None)
            await asyncio.sleep(_TTL)
        await source.line.renewals.aclose()
        return wrong


async def value_of(source: OperationSource, person: int) -> int | None:
    """Return the value that a person is given; None for an error."""
    principal = Principal(f"warga-{person}", "token")
    try:
        answer = await source.ask({"kode": "7"}, Caller(principal, Budget(10)))
    except CodedError:
        return None
    return cast("Mapping[str, int]", answer.value)["nilai"]


def personal(line: Sending) -> OperationSource:
    """Return the source of the one query there is."""
    (connector,) = line.config.connectors.values()
    store: Store[Answer] = Store(MemoryTier(_MEMORY), NAME)
    flights: Flights[Any, Any] = Flights()
    most = connector.limits.concurrency
    own = Line(connector, line.send, store, flights, most, line.resilience)
    (query,) = connector.queries.values()
    return Sources(line.config, Readings(line.config), {NAME: own}).of(query)
