"""From a request to what it is compiled to: gateway/execution/planning.py."""

from dataclasses import replace

from graphql import extend_schema, parse

from gateway.connectors.principal import ANONYMOUS, Principal
from gateway.execution.carried import Carried
from gateway.execution.graph import EnginePolicy
from gateway.execution.message import Reply, Request
from gateway.execution.pipeline import Engine
from tests.execution.books import CONFIG, SCRIPT, compiled
from tests.execution.serving import Seen, Served, codes, served


async def test_documents_are_kept(desk: Served) -> None:
    """The same text is the same operation, read once; a name chooses within it."""
    text = "query A { buku { judul } } query B { satu { judul } }"
    first = desk.engine.planning.read(Request(text, "A"))
    assert first is desk.engine.planning.read(Request(text, "A"))
    assert first is not desk.engine.planning.read(Request(text, "B"))
    assert first is not desk.engine.planning.read(Request(text + " ", "A"))


async def test_plans_are_kept_by_conditions(desk: Served) -> None:
    """A document has a plan for each combination of its conditions' values."""
    text = (
        "query($a: Boolean!, $q: String) { buku(q: $q) { judul harga @skip(if: $a) } }"
    )
    shown = compiled(desk, text, variables={"a": False})
    assert shown is compiled(desk, text, variables={"a": False, "q": "x"})
    assert shown is not compiled(desk, text, variables={"a": True})


async def test_plans_differ_by_login(desk: Served) -> None:
    """Who is not logged in has a plan of their own, without personal data."""
    text = "{ buku { penulis } }"
    logged_in = compiled(desk, text, principal=Principal("x"))
    assert logged_in is compiled(desk, text, principal=Principal("y"))
    assert logged_in is not compiled(desk, text, principal=ANONYMOUS)


async def test_plans_are_bounded(desk: Served) -> None:
    """However a client varies the conditions, few plans are kept."""
    names = [f"v{n}" for n in range(7)]
    declared = " ".join(f"${name}: Boolean!" for name in names)
    fields = " ".join(f"{name}: judul @include(if: ${name})" for name in names)
    text = f"query({declared}) {{ buku {{ {fields} judul }} }}"
    for number in range(100):
        values = {name: bool(number >> bit & 1) for bit, name in enumerate(names)}
        compiled(desk, text, variables=values)
    assert len(desk.engine.planning.read(Request(text)).plans) <= 64


async def test_too_many_calls() -> None:
    """An operation whose plan needs more calls than allowed is refused at once."""
    async with served(CONFIG, SCRIPT, max_calls=2) as desk:
        query = (
            '{ a: buku { judul } b: buku(q: "x") { judul } c: buku(q: "y") { judul } }'
        )
        assert [([], "TOO_COSTLY")] == codes(await desk.ask(query))
        assert [] == desk.upstream.asked


def extended(desk: Served) -> Engine:
    """Return an engine whose schema has a mutation and a subscription."""
    graph = desk.engine._graph
    more = parse("""
        extend schema { mutation: Mutation subscription: Subscription }
        type Mutation { ubah: Int }
        type Subscription { kabar: Int }
    """)
    return Engine(
        replace(graph, schema=extend_schema(graph.schema, more)), EnginePolicy(), Seen()
    )


async def test_mutations_are_not_for_get(desk: Served) -> None:
    """A mutation where only queries are allowed is refused with status 405."""
    reply = await extended(desk).execute(
        Request("mutation { ubah }", queries_only=True)
    )
    assert 405 == reply.status
    assert b"BAD_USER_INPUT" in reply.body


async def test_subscriptions_are_not_for_execute(desk: Served) -> None:
    """A subscription is refused here, whatever the schema has."""
    reply = await extended(desk).execute(Request("subscription { kabar }"))
    assert 400 == reply.status
    assert b"Subscriptions are not served" in reply.body


async def test_mutations_are_carried(desk: Served) -> None:
    """What is begun of a mutation says that nobody may cancel it; a query's does not."""
    engine = extended(desk)
    mutation = engine.begin(Request("mutation { ubah }"))
    query = engine.begin(Request("{ buku { judul } }"))
    assert isinstance(mutation, Carried)
    assert not isinstance(query, Carried | Reply)
    assert b'{"data":{"ubah":null}}' == (await mutation).body
    query.close()
