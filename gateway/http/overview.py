"""GET /admin/status: how every connector is, for the operator's one glance.

It is the root field `opd` as the operator sees it, and is answered while the gateway
refuses what others ask. What it tells is what the process that answers knows: breakers,
counts and what is kept in memory are each process's own.
"""

import datetime as dt
import os
from collections.abc import Callable

from starlette.requests import Request
from starlette.routing import Route

from gateway.connectors.notice import WIB
from gateway.http.admin import Switches, operator_route
from gateway.http.operator import Operator


def status_route(
    switches: Callable[[], Switches | None], operator: Operator, workers: int = 1
) -> Route:
    """Make the route; `switches` are None while nothing is served.

    Of `workers` processes that share the port one answers, whichever it is.
    """

    async def status(_request: Request, switches: Switches) -> object:
        found = await switches.overview()
        now = dt.datetime.now(WIB)
        return {
            "pada": now.isoformat(timespec="seconds"),
            "proses": os.getpid(),
            "banyakProses": workers,
            "catatan": found.notes,
            "opd": found.connectors,
        }

    return operator_route("/admin/status", switches, operator, GET=status)
