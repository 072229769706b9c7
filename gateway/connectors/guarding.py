"""The Senders that keep a connector's trouble its own.

Each is a Sender around a Sender; `send.py` puts them in their order. What they
do is decided in `bulkhead.py`, `rate.py`, `retry.py` and `breaker.py`.
"""

import asyncio
from functools import partial
from typing import Final

from gateway.connectors.aside import Aside
from gateway.connectors.decoding import decoded
from gateway.connectors.outgoing import Outgoing, Received, Sender
from gateway.connectors.resilience import BreakerOpen, Full, Resilience
from gateway.connectors.retry import pause_before
from gateway.errors import (
    CODES,
    Sent,
    UpstreamBadBody,
    UpstreamBusy,
    UpstreamError,
    UpstreamTimeout,
    UpstreamUnavailable,
    UpstreamUnknown,
)
from gateway.observe import Observer, Retried

_SOON: Final = 1.0  # seconds after which it makes sense to ask a full connector again
_LATE: Final = 0.5  # of its deadline: what ends after that tells of a service in need
_LEAST: Final = 0.001


def bounded(
    resilience: Resilience, inner: Sender, aside: Aside | None = None
) -> Sender:
    """Let as many calls through as the connector may have; a few wait, briefly.

    Where the breaker is open nobody waits to be told so. Large answers are decoded
    `aside`, and have their place until they are: no more of them are in memory.
    """
    decode = partial(decoded, aside or Aside(), resilience)
    bulkhead, places = resilience.bulkhead, resilience.places
    clock, wait = resilience.clock, resilience.connector.limits.wait

    async def send(outgoing: Outgoing) -> Received:
        started = clock()
        left = resilience.refusal(outgoing.prepared.url, started)
        if left is not None:
            raise opened(left)
        if not bulkhead.take():
            if not await places.wait(min(wait, outgoing.timeout)):
                raise Full("too many calls at once", sent=Sent.NO, retry_after=_SOON)
            outgoing = within(outgoing, clock() - started)
            started = clock()
        half = started + outgoing.timeout * _LATE
        try:
            received = await inner(outgoing)
        except UpstreamError as error:
            now = clock()
            timed = isinstance(error, UpstreamTimeout) or _too_many(error)
            bulkhead.judge(now, late=timed or now > half)
            raise
        else:
            now = clock()
            bulkhead.judge(now, late=False, slow=now > half)
            return await decode(outgoing, received)
        finally:  # a caller who goes says nothing of the service
            places.leave()

    return send


def retried(resilience: Resilience, observer: Observer, inner: Sender) -> Sender:
    """Send what failed again: what may be, within the deadline and the budget."""
    connector, budget, clock = (
        resilience.connector,
        resilience.budget,
        resilience.clock,
    )
    name = str(connector.name)
    attempt = paced(resilience, inner)

    async def send(outgoing: Outgoing) -> Received:
        budget.earn()
        started = clock()
        try:
            return await attempt(outgoing)
        except UpstreamError as error:
            return await resend(within(outgoing, clock() - started), error, 1)

    async def resend(
        outgoing: Outgoing, failure: UpstreamError, number: int
    ) -> Received:
        """Wait and send once more, if that may be; else raise the failure."""
        try:
            delay = pause_of(resilience, outgoing, failure, number)
            if delay is None:
                raise outcome(failure, outgoing)
            observer.see(Retried(name, outgoing.operation, number, failure.code))
            started = clock()
            await asyncio.sleep(delay)
            try:
                return await attempt(within(outgoing, clock() - started))
            except (BreakerOpen, Full):
                raise outcome(failure, outgoing) from None  # that is the reason
            except UpstreamError as error:
                left = within(outgoing, clock() - started)
                return await resend(left, error, number + 1)
        finally:
            del failure  # what is raised holds this frame, which must not hold it

    return send


def pause_of(
    resilience: Resilience, outgoing: Outgoing, error: UpstreamError, number: int
) -> float | None:
    """Return the seconds until a request may be sent again; None where it may not."""
    now, budget = resilience.clock(), resilience.budget
    others = resilience.shared or not _too_many(error)  # else it is one citizen's own
    if error.retry_after and others and not error.final:
        budget.pause(now + error.retry_after)
    delay = pause_before(
        error,
        number,
        resilience.connector.retry,
        resilience.chance,
        repeatable=outgoing.repeatable,
    )
    if delay is None or not outgoing.retries:
        return None
    delay = max(delay, budget.rest(now))
    return delay if delay < outgoing.timeout and budget.spend(now) else None


def paced(resilience: Resilience, inner: Sender) -> Sender:
    """Let calls go at the pace the service allows; it may ask for a pause, too."""
    pace, clock = resilience.pace, resilience.clock
    longest = resilience.connector.limits.wait

    async def send(outgoing: Outgoing) -> Received:
        now = clock()
        if not pace.unbounded or now < pace.paused:
            wait = pace.wait(now)
            if wait > min(longest, outgoing.timeout):
                raise Full("the pace is exceeded", sent=Sent.NO, retry_after=wait)
            pace.take(now)
            if wait:
                await asyncio.sleep(wait)
                outgoing = within(outgoing, wait)
        try:
            return await inner(outgoing)
        except UpstreamBusy as error:
            if _too_many(error) and error.retry_after and resilience.shared:
                pace.pause(clock() + error.retry_after)
            raise

    return send


def tripping(resilience: Resilience, inner: Sender) -> Sender:
    """Ask only what the address's breaker lets through, and tell it how it went."""
    clock = resilience.clock

    async def send(outgoing: Outgoing) -> Received:
        breaker, now = resilience.breaker(outgoing.prepared.url), clock()
        ticket = breaker.admit(now)
        if ticket is None:
            raise opened(breaker.refusal(now) or _SOON)
        told = False
        try:
            received = await inner(outgoing)
        except UpstreamError as error:
            if _counts(error, shared=resilience.shared):
                told = True
                breaker.failed(ticket, clock(), _asked_for(error))
            raise
        else:
            told = True
            resilience.answered(breaker, ticket)
            return received
        finally:
            if not told:
                breaker.abandoned(ticket)

    return send


def within(outgoing: Outgoing, seconds: float) -> Outgoing:
    """Return a request with what is left of its deadline."""
    return outgoing._replace(timeout=max(outgoing.timeout - seconds, _LEAST))


def opened(seconds: float) -> BreakerOpen:
    """Say that a breaker is open, for some seconds more."""
    message = "The service failed too often; it is not asked for a while."
    return BreakerOpen(message, sent=Sent.NO, retry_after=seconds)


def _counts(error: UpstreamError, *, shared: bool) -> bool:
    """Tell whether a failure tells of the service's health: the table of codes."""
    if _too_many(error):
        return shared
    return CODES[error.code].breaker


def _too_many(error: UpstreamError) -> bool:
    """Tell whether the service said 429."""
    return isinstance(error, UpstreamBusy) and error.sent is Sent.YES


def _asked_for(error: UpstreamError) -> float:
    """Return for how many seconds a service that is down asks to be left alone."""
    return (error.retry_after or 0.0) if isinstance(error, UpstreamUnavailable) else 0.0


def outcome(error: UpstreamError, outgoing: Outgoing) -> UpstreamError:
    """Return what a failure means: of a write that may have been done, not known."""
    lost = isinstance(error, UpstreamUnavailable | UpstreamTimeout | UpstreamBadBody)
    if outgoing.repeatable or error.sent is Sent.NO or not lost:
        return error
    message = "The service may have carried this out; its answer did not come."
    return UpstreamUnknown(message, sent=error.sent)
