"""For whom an operation is asked, and what it may."""

from typing import Final, NamedTuple

from gateway.connectors.asked import Asked
from gateway.connectors.budget import Budget
from gateway.connectors.principal import Principal

_RENEWING: Final = 100
"""Calls that one renewal may make."""


class Caller(NamedTuple):
    """For whom an operation is asked, how much more it may ask, and what it did.

    `asked` is None where it asks no operation twice.
    """

    principal: Principal
    budget: Budget
    asked: Asked | None = None


def renewer(principal: Principal) -> Caller:
    """Return who renews an answer of somebody's, behind their back."""
    return Caller(principal, Budget(_RENEWING))
