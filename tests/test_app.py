"""The composition root."""

from asyncio import TaskGroup
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

import httpx
import pytest
from typing_extensions import override

from gateway.app import (
    build_engine,
    compile_schema,
    compose,
    draw,
    engine_policy,
    prepare_engine,
)
from gateway.config.model import Connector
from gateway.config.problems import ConfigError
from gateway.execution.message import Request
from gateway.observe import CallEnded, Event, Observer
from gateway.settings import Profile, Settings
from tests.connectors.conftest import Seen
from tests.connectors.faulty import answer, faulty, says
from tests.execution.harness import configure
from tests.http.fakes import opened

TEXT: Final = """
version: 1
connectors:
  perpus:
    opd: Dinas Perpustakaan
    url: ${PERPUS_URL}
    network: loopback
    types:
      Buku: {key: isbn, fields: {isbn: ID!, judul: String}}
    queries:
      daftarBuku: {returns: "[Buku!]", call: GET /buku, cache: {ttl: 0s}}
  pasar:
    opd: Dinas Perdagangan
    url: https://pasar.test
    queries:
      jumlahPasar: {returns: Int, call: GET /jumlah}
"""
QUERY: Final = Request("{ daftarBuku { judul } }")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "connectors.yaml"
    found.write_text(TEXT)
    return found


class Closing(httpx.AsyncBaseTransport):
    """A transport that answers [] and remembers being closed."""

    def __init__(self, connector: Connector) -> None:
        self.connector = connector
        self.closed = False

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=[])

    @override
    async def aclose(self) -> None:
        self.closed = True


@pytest.fixture
async def stack() -> AsyncGenerator[AsyncExitStack]:
    """Close what a test opens."""
    async with AsyncExitStack() as stack:
        yield stack


async def test_an_engine_answers_over_real_sockets(file: Path) -> None:
    """From a file and the environment to the answer of a service on loopback."""
    seen = Seen()
    async with faulty(says(answer(b'[{"isbn":1,"judul":"Padi"}]'))) as server:
        environ = {"PERPUS_URL": server.url}
        opened = prepare_engine(Settings(connectors=file), seen, environ)
        async with opened() as engine:
            reply = await engine.execute(QUERY)
    assert b'{"data":{"daftarBuku":[{"judul":"Padi"}]}}' == reply.body
    calls = [one.connector for one in seen.events if isinstance(one, CallEnded)]
    assert ["perpus"] == calls
    assert await server.empties(1.0)


async def test_every_connector_has_a_transport_of_its_own() -> None:
    """One each, with its observer, closed with the stack."""
    made: list[Closing] = []

    def make(connector: Connector, observer: Observer) -> Closing:
        observer.see(CallEnded(str(connector.name), "uji", 0.1, 200, None))
        made.append(Closing(connector))
        return made[-1]

    seen = Seen()
    blueprint = draw(configure(TEXT.replace("${PERPUS_URL}", "http://127.0.0.1:9")))
    async with AsyncExitStack() as stack:
        engine = build_engine(blueprint, Settings(), seen, stack, make)
        assert engine.ready()
        assert ["perpus", "pasar"] == [str(one.connector.name) for one in made]
        assert [False, False] == [one.closed for one in made]
    assert [True, True] == [one.closed for one in made]
    told = [one.connector for one in seen.events if isinstance(one, CallEnded)]
    assert ["perpus", "pasar"] == told


@pytest.mark.parametrize(("coalesce", "calls"), [(True, 1), (False, 2)])
async def test_coalescing_is_a_setting(
    stack: AsyncExitStack,
    coalesce: bool,  # noqa: FBT001 - a parameter of the test
    calls: int,
) -> None:
    """Off, each operation calls for itself; within one, twins share a call either way."""
    events: list[Event] = []

    class Counting:
        def see(self, event: Event) -> None:
            events.append(event)

    blueprint = draw(configure(TEXT.replace("${PERPUS_URL}", "http://127.0.0.1:9")))
    engine = build_engine(
        blueprint,
        Settings(coalesce=coalesce),
        Counting(),
        stack,
        lambda connector, _observer: Closing(connector),
    )
    twins = Request("{ a: daftarBuku { judul } b: daftarBuku { isbn } }")
    async with TaskGroup() as group:
        replies = [group.create_task(engine.execute(twins)) for _ in range(2)]
    assert [b'{"data":{"a":[],"b":[]}}'] * 2 == [one.result().body for one in replies]
    assert calls == sum(isinstance(one, CallEnded) for one in events)


def test_the_schema_is_that_of_the_file(file: Path) -> None:
    """A file's queries are the fields of the root."""
    schema = compile_schema(Settings(connectors=file), {"PERPUS_URL": "http://a.test"})
    assert schema.query_type is not None
    assert {"daftarBuku", "jumlahPasar"} <= set(schema.query_type.fields)


def test_a_wrong_file_stops_before_anything_opens(file: Path) -> None:
    """Composing reads the file: an unset variable is told before a port opens."""
    with pytest.raises(ConfigError, match="PERPUS_URL"):
        compose(Settings(connectors=file), Seen(), {})


async def test_the_gateway_is_an_application(file: Path) -> None:
    """What is composed answers HTTP once its lifespan has begun."""
    async with faulty(says(answer(b"[]"))) as server:
        app = compose(Settings(connectors=file), Seen(), {"PERPUS_URL": server.url})
        async with opened(app) as client:
            found = await client.post("/graphql", json={"query": QUERY.query})
    assert {"data": {"daftarBuku": []}} == found.json()


@pytest.mark.parametrize(
    ("profile", "hardened"), [(Profile.DEVELOPMENT, False), (Profile.PRODUCTION, True)]
)
def test_the_settings_bound_the_engine(profile: Profile, *, hardened: bool) -> None:
    """Bounds come from the settings; production hides what development shows."""
    policy = engine_policy(
        Settings(
            profile=profile,
            max_document=6,
            max_tokens=7,
            max_depth=8,
            max_root_fields=9,
            max_calls=10,
            operation_timeout=11,
            document_cache=12,
        )
    )
    limits = policy.read.limits
    assert (6, 7, 8, 9) == (
        limits.length,
        limits.tokens,
        limits.depth,
        limits.root_fields,
    )
    assert (10, 11.0, 12) == (policy.calls, policy.timeout, policy.read.kept)
    assert hardened is policy.read.hardened
    assert hardened is not policy.read.introspection
