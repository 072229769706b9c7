"""How large a root is, and which multiply."""

import time
from typing import Any

import httpx
import orjson
import pytest
from graphql.execution.values import VariableValues

from gateway.connectors.answer import Answer
from gateway.execution.compiled import CompiledRoot
from gateway.execution.extent import bounded, overgrown
from gateway.execution.message import Request
from tests.execution.harness import bench
from tests.execution.serving import served

HEAD = """
version: 1
connectors:
  desa:
    opd: Dinas Desa
    url: http://desa.test
"""
CONFIG = (
    HEAD
    + """\
    types:
      Warga:
        key: id
        fields:
          id: ID!
          kawan: {type: Warga, from: k}
        batch: {call: "GET /w?id={id}", join: ",", match: id}
    queries:
      daftar: {returns: "[Warga!]", call: GET /w}
"""
)

EXTENDED = (
    CONFIG
    + """\
      kawan: {returns: "[Warga!]", args: {id: ID}, call: "GET /k?id={id}"}
extend:
  Warga: {semua: {query: kawan, with: {id: id}}}
"""
)


WITHIN_LINKS = (
    HEAD
    + """\
    types:
      Kabupaten: {key: kode, fields: {kode: ID!}}
      Desa: {fields: {warga: {type: "[Warga!]", embed: true}}}
      Warga: {fields: {id: ID}}
    queries:
      kabupaten: {returns: "[Kabupaten!]", call: GET /k}
      desa: {returns: Desa, args: {kode: ID}, call: "GET /d?kode={kode}"}
extend:
  Kabupaten: {desa: {query: desa, with: {kode: kode}}}
"""
)


async def root_of(query: str) -> CompiledRoot:
    """Compile a query's one root."""
    async with bench(CONFIG, {}) as opened:
        request = Request(query)
        operation = opened.engine.planning.read(request)
        nothing = VariableValues({}, {})
        return opened.engine.planning.compiled(operation, nothing, request).roots[0]


def got(*sizes: int) -> list[dict[object, object]]:
    """Return the outcomes of fetches whose answers have these sizes."""
    return [{(): Answer([], size, 0.0)} for size in sizes]


@pytest.mark.parametrize(
    ("query", "flat"),
    [
        ("{ daftar { id } }", True),
        ("{ daftar { kawan { id } } }", True),
        ("{ daftar { kawan { kawan { id } } } }", False),
    ],
)
async def test_flat(query: str, *, flat: bool) -> None:
    """A root is flat where no link hangs from a link."""
    assert flat is (await root_of(query)).flat


async def test_bounded() -> None:
    """Small answers of a flat root need no measuring; large ones and deep roots do."""
    linked = await root_of("{ daftar { kawan { id } } }")
    assert bounded(linked, got(2000, 100))
    assert not bounded(linked, got(200_000, 10_000))
    deep = await root_of("{ daftar { kawan { kawan { id } } } }")
    assert not bounded(deep, got(20, 20, 20))
    assert bounded(await root_of("{ daftar { id } }"), got(2_000_000))


async def test_what_is_found_among_many_has_its_size() -> None:
    """A list that the gateway filters cannot fill the memory by its links either: TOO_COSTLY."""
    config = CONFIG.replace(
        "call: GET /w}", "call: GET /w, args: {jenis: ID}, filter_by: {jenis: id}}"
    )
    row = {"id": "1", "k": "1", "nama": "n" * 10_000}

    def upstream(request: httpx.Request) -> httpx.Response:
        found = [row] if request.url.query else [{"id": "1", "k": "1"}] * 2000
        return httpx.Response(200, content=orjson.dumps(found))

    config = config.replace("id: ID!\n", "id: ID!\n          nama: String\n")
    async with bench(config, upstream) as opened:
        found = await opened.run("{ daftar(jenis: 1) { kawan { nama } } }")
    assert ["TOO_COSTLY"] == [one["extensions"]["code"] for one in found["errors"]]


@pytest.mark.parametrize(
    ("fields", "rows", "grown"),
    [
        ("id", 100_000, False),
        (" ".join(f"a{one}: id" for one in range(7)), 10_000, False),
        (" ".join(f"a{one}: id" for one in range(300)), 100, False),
        (" ".join(f"a{one}: id" for one in range(300)), 20_000, True),
        (f"{'a' * 2000}: id", 20_000, True),
    ],
)
async def test_overgrown(fields: str, rows: int, *, grown: bool) -> None:
    """Neither many names of one field nor long ones can fill the memory: TOO_COSTLY."""

    def upstream(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=orjson.dumps([{"id": "1"}] * rows))

    async with bench(CONFIG, upstream) as opened:
        found = await opened.run(f"{{ daftar {{ {fields} }} }}")
    codes = [one["extensions"]["code"] for one in found.get("errors", [])]
    assert (["TOO_COSTLY"] if grown else []) == codes


async def test_overgrown_together() -> None:
    """Nor can many roots of one answer, which may take eight times its bytes together."""
    rows = [{"id": "1", "k": "k" * 500}] * 5000

    async def grown(roots: int) -> set[str]:
        query = "".join(f"r{one}: daftar {{ id }} " for one in range(roots))
        async with bench(CONFIG, {"/w": rows}) as opened:
            found = await opened.run(f"{{ {query} }}")
        return {one["extensions"]["code"] for one in found.get("errors", [])}

    assert (set(), {"TOO_COSTLY"}) == (await grown(3), await grown(8))


async def test_overgrown_by_links() -> None:
    """What it links to is made once for each name that the link and its fields have."""
    names = " ".join(f"a{one}: id" for one in range(300))
    root = await root_of(f"{{ daftar {{ kawan {{ {names} }} }} }}")
    few: list[Any] = [{(): Answer([], 2, 0.0)}]
    assert not overgrown(root, [*few, {"1": Answer([{"id": "1"}] * 100, 9, 0.0)}], 1)
    assert overgrown(root, [*few, {"1": Answer([{"id": "1"}] * 20_000, 9, 0.0)}], 1)


@pytest.mark.parametrize("first", [1, 200])
async def test_overgrown_by_the_names_of_links(first: int) -> None:
    """A long name counts for each row that is linked to: one of 60,000 letters made 300 MB of 5,000."""
    rows, script = [{"id": "1"}] * (4000 // first), {"/w": [{"id": "1"}] * first}
    query = f"{{ daftar {{ semua {{ {'a' * 60_000}: id }} }} }}"
    async with bench(EXTENDED, {**script, "/k?id=1": rows}) as opened:
        found = await opened.run(query)
    assert [["daftar"]] == [one["path"] for one in found["errors"]]


async def test_roots_that_are_large_together() -> None:
    """Of a response no more than 64 MiB are shown, and what is small beside that."""
    names = [f"r{one}" for one in range(6)]
    shown = f"{{ semua {{ {'a' * 10_000}: id }} }}"
    roots = " ".join(f"{one}: daftar {shown}" for one in names)
    script = {"/w": [{"id": "1"}], "/k?id=1": [{"id": "1"}] * 1200}
    async with bench(EXTENDED, script) as opened:
        found = await opened.run(f"{{ {roots} s: daftar {{ id }} }}")
    assert [["r5"]] == [one["path"] for one in found["errors"]]
    assert [{"id": "1"}] == found["data"]["s"]


async def test_roots_that_are_kept_and_large_together() -> None:
    """So it is where each of them was shown, and is kept."""
    config = EXTENDED.replace(
        "connectors:", "defaults: {cache: {ttl: 60s}}\nconnectors:"
    )
    shown = f"{{ semua {{ {'a' * 10_000}: id }} }}"
    roots = " ".join(f"r{one}: daftar {shown}" for one in range(6))
    script = {"/w": [{"id": "1"}], "/k?id=1": [{"id": "1"}] * 1200}
    async with served(config, script, cache_bytes=512 * 1024**2) as opened:
        for _ in range(2):
            found = await opened.ask(f"{{ {roots} s: daftar {{ id }} }}")
            assert [["r5"]] == [one["path"] for one in found["errors"]]
    assert ["/w", "/k?id=1"] == opened.upstream.asked


async def test_overgrown_within() -> None:
    """The rows of lists within rows are counted as well, once these may be too many."""
    config = (
        HEAD
        + """\
    types:
      Desa: {fields: {nama: String, warga: {type: "[Warga!]", embed: true}}}
      Warga: {fields: {id: ID}}
    queries:
      desa: {returns: Desa, call: GET /d}
"""
    )
    answer = {"nama": "Sukamaju", "warga": [{"id": "1"}] * 20_000}
    many = " ".join(f"a{one}: id" for one in range(300))
    async with bench(config, {"/d": answer}) as opened:
        assert "errors" not in await opened.run("{ desa { warga { id } } }")
        found = await opened.run(f"{{ desa {{ warga {{ {many} }} }} }}")
    assert [["desa"]] == [one["path"] for one in found["errors"]]


async def test_overgrown_within_links() -> None:
    """So are those within a row that is linked to."""
    script = {
        "/k": [{"kode": "1"}],
        "/d?kode=1": {"warga": [{"id": "1"}] * 20_000},
    }
    many = " ".join(f"a{one}: id" for one in range(300))
    async with bench(WITHIN_LINKS, script) as opened:
        few = await opened.run("{ kabupaten { desa { warga { id } } } }")
        began = time.process_time()
        found = await opened.run(f"{{ kabupaten {{ desa {{ warga {{ {many} }} }} }} }}")
        assert time.process_time() - began < 1
    assert "errors" not in few
    assert [["kabupaten"]] == [one["path"] for one in found["errors"]]


async def test_what_stands_within_links_and_is_not_shown() -> None:
    """What a row that is linked to holds beside what is asked for is no reason to refuse that."""
    row = {"warga": [{"id": "1"}] * 3, "riwayat": [{"catatan": 12_345}] * 10_000}
    script = {
        "/k": [{"kode": str(one)} for one in range(25)],
        **{f"/d?kode={one}": row for one in range(25)},
    }
    many = " ".join(f"nomor_induk_kependudukan_{one}: id" for one in range(3))
    async with bench(WITHIN_LINKS, script) as opened:
        found = await opened.run(f"{{ kabupaten {{ desa {{ warga {{ {many} }} }} }} }}")
    assert "errors" not in found


async def test_small_rows_within_wide_ones() -> None:
    """A row within another takes what is shown of it, not what is shown around it."""
    names = [f"keterangan{one}" for one in range(20)]
    config = f"""{HEAD}\
    types:
      Komoditas: {{fields: {{{": String, ".join(names)}: String, harga: {{type: "[Harga!]", embed: true}}}}}}
      Harga: {{fields: {{t: String, v: Int}}}}
    queries:
      komoditas: {{returns: "[Komoditas!]", call: GET /k}}
"""
    prices = [{"t": "2026-01-01", "v": 12500}] * 3000
    rows = [{**dict.fromkeys(names, "-"), "harga": prices}] * 20
    async with bench(config, {"/k": rows}) as opened:
        found = await opened.run(
            f"{{ komoditas {{ {' '.join(names)} harga {{ t v }} }} }}"
        )
    assert {"data": {"komoditas": rows}} == found


async def test_small_rows_linked_to_wide_ones() -> None:
    """A row that is linked to takes what is shown of it, not what is shown around it."""
    names = " ".join(f"a{one}: id" for one in range(60))
    root = await root_of(f"{{ daftar {{ {names} kawan {{ id }} }} }}")
    rows: list[Any] = [{"id": "1"}] * 100_000
    assert not overgrown(
        root, [{(): Answer([], 2, 0.0)}, {"1": Answer(rows, 9, 0.0)}], 1
    )
