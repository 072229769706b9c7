"""The control path of every service: `GET` and `POST /_fault`."""

import json
from typing import Protocol

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.fault import Fault, Mode
from simulator.faulty import CONTROL


class Switchboard(Protocol):
    """Whoever can be made sick, by name; KeyError for an unknown name."""

    def fault(self, name: str) -> Fault:
        """Return what a service suffers from."""
        ...

    async def turn(self, name: str, fault: Fault) -> None:
        """Make a service sick or well."""
        ...


def control(own: str, board: Switchboard) -> Route:
    """Return the control route of the service named `own`.

    The body is `{"mode": …, "ms": …, "opd": …}`. `opd` names another service:
    one that refuses connections can only be healed through a sibling. The
    answer to `refuse` goes out first, since the port it uses may close.
    """

    async def fault(request: Request) -> Response:
        try:
            name, wanted = _read(await request.body(), own)
            known = board.fault(name)
        except ValueError as error:
            return JSONResponse({"pesan": str(error)}, status_code=400)
        except KeyError:
            return JSONResponse({"pesan": "opd tidak dikenal"}, status_code=404)
        if request.method != "POST":
            return JSONResponse({"opd": own, **known.to_json()})
        answer = JSONResponse({"opd": name, **wanted.to_json()})
        if wanted.mode is Mode.REFUSE:
            answer.background = BackgroundTask(board.turn, name, wanted)
        else:
            await board.turn(name, wanted)
        return answer

    return Route(CONTROL, fault, methods=["GET", "POST"])


def _read(body: bytes, own: str) -> tuple[str, Fault]:
    if not body:
        return own, Fault()
    try:
        sent = json.loads(body)
    except ValueError as error:
        msg = "isi bukan JSON"
        raise ValueError(msg) from error
    wanted = Fault.read(sent)
    return str(sent.get("opd", own)), wanted
