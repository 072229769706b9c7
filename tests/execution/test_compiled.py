"""Plans made ready to run: gateway/execution/compiled.py."""

from collections.abc import AsyncGenerator
from math import inf
from typing import Any

import pytest

from gateway.connectors.principal import ANONYMOUS, Principal
from gateway.execution.compiled import Compiled
from gateway.execution.message import Request
from tests.execution.serving import Served, served

CONFIG = """
version: 1
connectors:
  a:
    opd: Dinas A
    url: http://a.test
    cache: {ttl: 10m}
    timeout: 2s
    types:
      Buku:
        key: judul
        fields: {judul: ID!, rak: {type: Rak, from: kd}, peminjam: {type: String, personal: true}}
      Rak:
        key: kode
        fields: {kode: ID!, nama: String, induk: {type: Rak, from: kd_induk}}
        lookup: {call: "GET /rak/{kode}"}
      Umum: {fields: {judul: String}}
    queries:
      buku: {args: {q: String}, returns: "[Buku!]", call: "GET /buku?q={q}"}
      umum: {args: {q: String}, returns: "[Umum!]", call: "GET /umum?q={q}"}
      saring: {args: {judul: String}, returns: "[Umum!]", call: GET /umum, filter_by: judul}
      lambat: {returns: Int, call: GET /lambat, cache: {ttl: 0}, timeout: 5s}
      catatan: {args: {judul: ID!, n: Int}, returns: "[Umum!]", call: "GET /c/{judul}?n={n}"}
      satu: {returns: "[Umum!]", call: GET /satu}
      dua: {returns: "[Umum!]", call: GET /dua}
extend:
  Buku:
    catatan: {query: a.catatan, with: {judul: judul}}
merge:
  semua: {of: [a.satu, a.dua]}
"""


@pytest.fixture
async def desk() -> AsyncGenerator[Served]:
    """Open the gateway."""
    async with served(CONFIG, {}) as one:
        yield one


def compiled(
    desk: Served,
    query: str,
    variables: dict[str, Any] | None = None,
    principal: Principal = ANONYMOUS,
) -> Compiled:
    """Compile the plan of a document."""
    request = Request(query, variables=variables, principal=principal)
    operation = desk.engine.planning.read(request)
    schema = desk.engine._graph.schema
    values = operation.coerce(schema, request.variables, hide=False)
    return desk.engine.planning.compiled(operation, values, request)


async def test_prefixes(desk: Served) -> None:
    """A root's bytes begin with its response key, written as JSON."""
    found = compiled(desk, "{ umum { judul } x: umum { judul } }")
    assert [b'"umum":', b'"x":'] == [root.prefix for root in found.roots]


async def test_what_follows_a_root(desk: Served) -> None:
    """A root knows all the fetches below it, at any depth, and no others."""
    found = compiled(desk, "{ buku { rak { induk { nama } } } x: umum { judul } }")
    names = [fetch.fetch.name for fetch in found.fetches]
    first, second = found.roots
    assert ["a.lookupRak"] * 2 == [names[one] for one in first.below]
    assert () == second.below
    assert ("a.buku", "a.umum") == (names[first.first], names[second.first])


async def test_who_waits_for_whom(desk: Served) -> None:
    """A fetch knows its children, and a child how many it waits for."""
    found = compiled(desk, "{ buku { rak { induk { nama } } } }")
    assert [((1,), 0), ((2,), 1), ((), 1)] == [
        (one.children, one.waits) for one in found.fetches
    ]
    assert [0, 1] == [one.feeds[0][0] for one in found.fetches[1:]]


async def test_members_of_a_merge(desk: Served) -> None:
    """A merged root is kept with its first member; the others are below it."""
    (root,) = compiled(desk, "{ semua { judul } }").roots
    assert (0, (1,)) == (root.first, root.below)


async def test_names(desk: Served) -> None:
    """The root's own name is a constant; code and introspection are delegated."""
    found = compiled(desk, "{ __typename opd { __typename } }")
    name, opd = found.roots
    assert name.constant is not None
    assert b'"Query"' == name.constant.body
    assert (None, None, None) == (opd.constant, opd.source, opd.project)


async def test_signatures(desk: Served) -> None:
    """Equal selections have equal signatures, whatever the document; others do not."""
    texts = [
        "{ umum { judul } }",
        "query Q { umum { ...F } } fragment F on Umum { judul }",
        "{ umum { judul j: judul } }",
        "{ x: umum { judul } }",
        '{ umum(q: "a") { judul } }',
    ]
    first, same, *others = [compiled(desk, one).roots[0].signature for one in texts]
    assert first == same
    assert 4 == len({first, *others})


async def test_dynamic_fetches(desk: Served) -> None:
    """Only nested fetches with variables are dynamic: the root's are in its key."""
    text = "query($n: Int, $q: String) { buku(q: $q) { catatan(n: $n) { judul } } }"
    assert (1,) == compiled(desk, text).roots[0].dynamic
    constant = "{ buku { catatan(n: 1) { judul } } }"
    assert () == compiled(desk, constant).roots[0].dynamic


@pytest.mark.parametrize(
    ("expected", "query"),
    [
        (True, "{ umum { judul } }"),
        (True, '{ umum(q: "a") { judul } }'),
        (False, "query($q: String) { umum(q: $q) { judul } }"),
        (False, '{ saring(judul: "a") { judul } }'),  # filtered here
        (False, "{ buku { judul } }"),  # holds personal data
        (False, "{ lambat }"),  # not kept
        (False, "{ opd { __typename } }"),
    ],
)
async def test_constant_keys(desk: Served, *, expected: bool, query: str) -> None:
    """A call that no request can change has its key made beforehand."""
    (root,) = compiled(desk, query).roots
    assert expected is (root.key is not None)


async def test_personal_roots(desk: Served) -> None:
    """A root is personal where anything it was made of may be somebody's own."""
    assert compiled(desk, "{ buku { judul } }").roots[0].personal
    assert not compiled(desk, "{ umum { judul } }").roots[0].personal


@pytest.mark.parametrize(
    ("expected", "query"),
    [
        (0.0, "{ opd { __typename } }"),
        (4.0, "{ umum { judul } x: umum { judul } }"),
        (10.0, "{ umum { judul } lambat }"),
        (inf, "{ buku { rak { nama } } }"),
    ],
)
async def test_longest(desk: Served, expected: float, query: str) -> None:
    """Calls side by side take as long as the slowest may, and what it gave may wait as long again.

    Those in turn, who knows.
    """
    assert expected == compiled(desk, query).longest
