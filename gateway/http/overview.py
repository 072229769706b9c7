"""GET /admin/status: how every connector is, for the operator's one glance.

It is the root field `opd` as the operator sees it, and is answered while the gateway
refuses what others ask. What it tells is what the process that answers knows.
"""

import datetime as dt
import os
from collections.abc import Callable

from starlette.requests import Request
from starlette.routing import Route

from gateway.connectors.notice import WIB
from gateway.http.admin import Switches, operator_route
from gateway.http.operator import Operator


def status_route(switches: Callable[[], Switches | None], operator: Operator) -> Route:
    """Make the route; `switches` are None while nothing is served."""
    return operator_route("/admin/status", switches, operator, GET=_status)


async def _status(_request: Request, switches: Switches) -> object:
    found = await switches.overview()
    now = dt.datetime.now(WIB)
    return {
        "pada": now.isoformat(timespec="seconds"),
        "proses": os.getpid(),
        "catatan": found.notes,
        "opd": found.connectors,
    }
