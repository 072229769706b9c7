"""The onboarding guide's first connector, run as the guide says."""

import json
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulator.listener import HOST, Listener
from tests.docs.conftest import Open
from tests.docs.test_onboarding import blocks, whole


async def test_first_connector(gateway: Open, tmp_path: Path) -> None:
    """The service, the file and the query of the guide give the answer it shows."""
    service, expected = blocks("json")

    async def books(_: Request) -> Response:
        return Response(service, media_type="application/json")

    listener = Listener(Starlette(routes=[Route("/buku.json", books)]), 0)
    await listener.open()
    file = tmp_path / "perpustakaan.yaml"
    file.write_text(whole()[0])
    environ = {"PERPUS_URL": f"http://{HOST}:{listener.port}"}
    async with gateway(file, environ) as ask:
        answer = await ask(blocks("graphql")[0])
    await listener.close()
    assert json.loads(expected) == answer
