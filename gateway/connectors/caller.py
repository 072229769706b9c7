"""For whom an operation is asked, and what it may."""

from typing import Final, NamedTuple

from gateway.connectors.asked import Asked
from gateway.connectors.budget import Budget
from gateway.connectors.principal import ANONYMOUS, Principal

_RENEWING: Final = 100
"""Calls that one renewal may make."""


class Caller(NamedTuple):
    """For whom an operation is asked, how much more it may ask, and what it did.

    `asked` is None where it asks no operation twice. Who is `patient` waits as long
    as a call may last behind others; who asks `anew` is not given what is kept. What
    fails is sent again only for who `retries`.
    """

    principal: Principal
    budget: Budget
    asked: Asked | None = None
    patient: bool = False
    anew: bool = False
    retries: bool = True


def renewer(principal: Principal) -> Caller:
    """Return who renews an answer of somebody's, behind their back.

    Nobody waits for it, and it is renewed again when it is next asked for: so one
    attempt is one call, and the retries are left to those who wait.
    """
    return Caller(principal, Budget(_RENEWING), patient=True, retries=False)


def refresher() -> Caller:
    """Return who fetches by the clock: for nobody, whatever is kept."""
    return Caller(ANONYMOUS, Budget(_RENEWING), patient=True, anew=True)
