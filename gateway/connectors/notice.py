"""The operator's notice that a connector is switched off for a while."""

import datetime as dt
from dataclasses import dataclass
from math import ceil
from typing import Final

from gateway.errors import Maintenance, Sent

WIB: Final = dt.timezone(dt.timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Notice:
    """A connector is switched off until a time, or until it is switched on.

    `pesan` is the operator's own text, shown to citizens. `stale` lets answers
    be given that are still kept.
    """

    connector: str
    since: dt.datetime
    until: dt.datetime | None = None
    pesan: str | None = None
    stale: bool = False

    def active(self, now: dt.datetime) -> bool:
        """Tell whether it holds at a time."""
        return self.until is None or now < self.until

    def refusal(self, now: dt.datetime) -> Maintenance:
        """Return the error of a call at a time: retryable when it is over."""
        left = None if self.until is None else (self.until - now).total_seconds()
        return Maintenance(
            "The operator has switched this connector off.",
            sent=Sent.NO,
            pesan=self.pesan,
            retry_after=None if left is None else max(float(ceil(left)), 1.0),
        )
