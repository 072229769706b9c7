"""`extensions.sources`: what each operation gave."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from tests.execution.graphs import REGIONS
from tests.execution.harness import bench

QUERY = "{ daftarWilayah { induk { nama } } hargaPangan { komoditas } }"
REGION = {"kode": "18.72", "kode_induk": "18"}


async def sources(answers: dict[str, Any], **more: Any) -> list[dict[str, Any]] | None:
    """Return the report on a query, if there is one."""
    async with bench(REGIONS, answers) as made:
        found = await made.run(QUERY, **more)
    reported: list[dict[str, Any]] | None = found.get("extensions", {}).get("sources")
    return reported


async def test_healthy_answer_carries_no_report() -> None:
    """Nothing is reported where all is well, unless it was asked for."""
    answers: dict[str, Any] = {"/daftar": [], "/harga": []}
    assert await sources(answers) is None
    found = await sources(answers, sources=True)
    assert found is not None
    assert ["FRESH"] * 2 == [one["state"] for one in found]


async def test_failure_is_reported_for_its_operation() -> None:
    """A failed operation stands with its code and the paths that it serves."""
    found = await sources({"/daftar": [REGION], "/harga": []})
    assert found is not None
    by_name = {f"{one['connector']}.{one['operation']}": one for one in found}
    failed = by_name["pemerintahan.lookupWilayah"]
    assert "UPSTREAM_UNAVAILABLE" == failed["reason"]
    assert (["daftarWilayah.induk"], "FAILED") == (failed["paths"], failed["state"])
    assert failed["asOf"] is None
    healthy = by_name["pangan.hargaPangan"]
    assert ("FRESH", None) == (healthy["state"], healthy["reason"])
    assert healthy["asOf"].endswith("+07:00")


async def test_operation_is_reported_once_with_all_its_paths() -> None:
    """Fetches of one operation are one entry; the worst state is its state."""
    query = "{ daftarWilayah { a: induk { nama } b: kabupaten { nama } } }"
    rows = [{**REGION, "kode_kab": ["18.01"]}]
    answers = {"/daftar": rows, "/wilayah?kode=18": [{"kode": "18", "nama": "L"}]}
    async with bench(REGIONS, answers) as made:
        found = await made.run(query)
    (entry,) = [
        one for one in found["extensions"]["sources"] if "lookup" in one["operation"]
    ]
    assert ["daftarWilayah.a", "daftarWilayah.b"] == entry["paths"]
    assert "FAILED" == entry["state"]


async def test_kept_answer_is_cached() -> None:
    """What came from the cache says so, with the time it was fetched."""
    kept = REGIONS.replace(
        "call: GET /daftar}", "call: GET /daftar, cache: {ttl: 60s}}"
    )
    assert kept != REGIONS
    async with bench(kept, {"/daftar": []}) as made:
        await made.run("{ daftarWilayah { nama } }")
        found = await made.run("{ daftarWilayah { kode } }", sources=True)
    (entry,) = found["extensions"]["sources"]
    assert "CACHED" == entry["state"]
    assert ["/daftar"] == made.upstream.asked


async def test_two_answers_of_an_operation_are_as_old_as_the_older() -> None:
    """Fetches of one operation are told of together: the oldest answer's time, whichever it is."""
    kept = REGIONS.replace(
        "call: GET /dekat?ada={ada}",
        "call: GET /dekat?ada={ada}\n        cache: {ttl: 60s}",
    )
    assert kept != REGIONS
    answers: dict[str, Any] = {"/dekat?ada=true": [], "/dekat?ada=false": []}
    async with bench(kept, answers) as made:
        await made.run("{ dekat(ada: true) { __typename } }")
        before = datetime.now(tz=UTC)
        await asyncio.sleep(1.1)
        query = (
            "{ a: dekat(ada: false) { __typename } b: dekat(ada: true) { __typename } }"
        )
        await made.run(query)
        found = await made.run(query, sources=True)
    (entry,) = found["extensions"]["sources"]
    assert ("CACHED", ["a", "b"]) == (entry["state"], entry["paths"])
    assert datetime.fromisoformat(entry["asOf"]) <= before
