"""A read whose reused connection closed under it, sent once more at once.

Unseen by whoever asked, not by the service: it is a retry like any other.
"""

from gateway.connectors.guarding import paced, within
from gateway.connectors.outgoing import Outgoing, Received, Sender
from gateway.connectors.resilience import Full, Resilience
from gateway.connectors.translate import StaleConnection
from gateway.observe import Observer, Retried


def resent(resilience: Resilience, observer: Observer, inner: Sender) -> Sender:
    """Send a read once more, at once, where its reused connection had just closed.

    A keep-alive connection may be closed by the server in the moment of its
    reuse (RFC 9112 §9.3.1); a request that has no effect is then repeated. It is
    taken of the budget, goes at the pace, and is told of. It stands within the
    breaker, which hears of the second alone: that a connection was let go says
    nothing of the service's health. Where none is sent the failure is told.
    """
    name, clock = str(resilience.connector.name), resilience.clock
    again = paced(resilience, inner)

    async def send(outgoing: Outgoing) -> Received:
        started = clock()
        try:
            return await inner(outgoing)
        except StaleConnection as error:
            if not may_resend(resilience, outgoing):
                raise
            failure = error
        try:
            observer.see(Retried(name, outgoing.operation, 1, failure.code))
            return await again(within(outgoing, clock() - started))
        except Full:
            raise failure from None  # that is the reason
        finally:
            del failure  # what is raised holds this frame, which must not hold it

    return send


def may_resend(resilience: Resilience, outgoing: Outgoing) -> bool:
    """Tell whether a read may be sent again at once, and take that of the budget."""
    now, budget = resilience.clock(), resilience.budget
    if not (outgoing.repeatable and outgoing.retries):
        return False
    if resilience.connector.retry.attempts == 1 or budget.rest(now):
        return False
    return budget.spend(now)
