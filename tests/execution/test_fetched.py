"""Fields whose value other fetches gave: what the response shows of them."""

from collections.abc import Sequence
from typing import Any

import httpx
import pytest

from tests.execution.graphs import REGIONS
from tests.execution.harness import bench
from tests.execution.serving import codes

LAMPUNG = {"kode": "18", "nama": "Lampung"}
METRO = {"kode": "18.72", "nama": "Metro", "kode_induk": "18"}


async def ask(answers: dict[str, Any], query: str) -> dict[str, Any]:
    """Return the response to a query over canned answers, errors as path and code."""
    async with bench(REGIONS, answers) as made:
        found = await made.run(query)
    return {"data": found["data"], "errors": codes(found)}


def told(data: Any, *errors: tuple[Sequence[object], str]) -> dict[str, Any]:
    """Return a response as `ask` does."""
    return {"data": data, "errors": list(errors)}


async def test_link_finds_the_row_of_its_key() -> None:
    """A link shows the row that its key leads to; without a key it is null."""
    answers = {"/daftar": [METRO, LAMPUNG], "/wilayah?kode=18": [LAMPUNG]}
    rows = [{"induk": {"nama": "Lampung"}}, {"induk": None}]
    assert told({"daftarWilayah": rows}) == await ask(
        answers, "{ daftarWilayah { induk { nama } } }"
    )


async def test_unreadable_key_in_a_list_of_links_is_one_null() -> None:
    """A key that cannot be read is an error at its own place; the others are looked up."""
    kiosk: dict[str, Any] = {
        "kode": "18",
        "nama": "x",
        "kode_kab": ["18", {}, "99", None],
    }
    answers = {"/daftar": [kiosk], "/wilayah?kode=18%2C99": [LAMPUNG]}
    found = await ask(answers, "{ daftarWilayah { semua { nama } } }")
    row = {"semua": [{"nama": "Lampung"}, None, None, None]}
    error = (["daftarWilayah", 0, "semua", 1], "UPSTREAM_BAD_VALUE")
    assert told({"daftarWilayah": [row]}, error) == found


async def test_failed_lookup_is_an_error_at_every_link() -> None:
    """When the looked-up OPD fails, each link is null with its code; its row lives."""
    answers = {"/daftar": [METRO, {**METRO, "kode": "18.71"}]}
    found = await ask(answers, "{ daftarWilayah { kode induk { nama } } }")
    rows = [{"kode": "18.72", "induk": None}, {"kode": "18.71", "induk": None}]
    assert (
        told(
            {"daftarWilayah": rows},
            (["daftarWilayah", 0, "induk"], "UPSTREAM_UNAVAILABLE"),
            (["daftarWilayah", 1, "induk"], "UPSTREAM_UNAVAILABLE"),
        )
        == found
    )


async def test_bad_row_behind_a_link_is_an_error_at_each_link() -> None:
    """A row shown under several links has its errors under each of them."""
    answers = {"/daftar": [METRO, METRO], "/wilayah?kode=18": [{"kode": "18"}]}
    found = await ask(answers, "{ daftarWilayah { induk { nama } } }")
    assert [["daftarWilayah", i, "induk", "nama"] for i in (0, 1)] == [
        path for path, _ in found["errors"]
    ]


async def test_key_of_several_fields() -> None:
    """A link by several fields asks with all of them, and not where one is null."""
    answers = {
        "/kios": [{"nomor": "a", "tahun": 2026}, {"nomor": "a"}],
        "/rapat/a/2026": {"judul": "Rapat"},
    }
    rows = [{"rapat": {"judul": "Rapat"}}, {"rapat": None}]
    assert told({"kios": rows}) == await ask(answers, "{ kios { rapat { judul } } }")


async def test_unreadable_field_of_a_key_is_an_error_at_the_link() -> None:
    """A link whose key cannot be read is null, with the error at the link."""
    answers = {"/kios": [{"nomor": "a", "tahun": "x"}]}
    error = (["kios", 0, "rapat"], "UPSTREAM_BAD_VALUE")
    assert told({"kios": [{"rapat": None}]}, error) == await ask(
        answers, "{ kios { rapat { judul } } }"
    )


async def test_completed_fields_come_from_the_lookup() -> None:
    """Fields that a query lacks are shown from the type's lookup."""
    answers = {"/ringkas": [METRO], "/wilayah?kode=18.72": [METRO]}
    answers["/wilayah?kode=18"] = [LAMPUNG]
    row = {"kode": "18.72", "nama": "Metro", "induk": {"nama": "Lampung"}}
    assert told({"ringkas": [row]}) == await ask(
        answers, "{ ringkas { kode nama induk { nama } } }"
    )


@pytest.mark.parametrize(
    ("lookup", "code"), [(None, "UPSTREAM_UNAVAILABLE"), ([], "UPSTREAM_BAD_VALUE")]
)
async def test_row_that_cannot_be_completed(lookup: Any, code: str) -> None:
    """Without its completion a nullable field is null, and a required one breaks."""
    answers: dict[str, Any] = {"/ringkas": [{"kode": "18", "tingkat": 1}]}
    if lookup is not None:
        answers["/wilayah?kode=18"] = lookup
    found = await ask(answers, "{ ringkas { tingkat induk { nama } } }")
    assert {"ringkas": [{"tingkat": 1, "induk": None}]} == found["data"]
    found = await ask(answers, "{ ringkas { nama } }")
    assert code in {one for _, one in found["errors"]}


async def test_extension_shows_the_rows_of_its_key() -> None:
    """An extension gives each row its own rows, and an empty list where there are none."""
    answers = {
        "/daftar": [LAMPUNG, METRO],
        "/harga?w=18%2C18.72&t=2026-08-17": [{"komoditas": "Beras", "kd": "18"}],
        "/kebun?w=18&t=2026-08-17": [],
        "/kebun?w=18.72&t=2026-08-17": httpx.Response(404),
    }
    found = await ask(
        answers,
        '{ daftarWilayah { harga(tanggal: "2026-08-17") { komoditas } } }',
    )
    rows = [{"harga": [{"komoditas": "Beras"}]}, {"harga": []}]
    assert {"daftarWilayah": rows} == found["data"]
    assert [(["daftarWilayah", 1, "harga"], "UPSTREAM_REJECTED")] == found["errors"]


async def test_refused_arguments_are_refused_for_rows_without_a_key() -> None:
    """Arguments are coerced for every field, whether or not its row has a key."""
    query = """query($n: Int = 3) { kios { daftar(batas: $n) { nomor } } }"""
    async with bench(REGIONS, {"/kios": [{"nomor": None}, {"nomor": "a"}]}) as made:
        found = await made.run(query, {"n": None})
    assert [(["kios", i, "daftar"], "BAD_USER_INPUT") for i in (0, 1)] == [
        (one["path"], one["extensions"]["code"]) for one in found["errors"]
    ]


async def test_row_without_a_key_has_no_extension() -> None:
    """An extension of a row whose key is null is null, without a call or an error."""
    async with bench(REGIONS, {"/kios": [{"nomor": None}]}) as made:
        found = await made.run("{ kios { daftar { nomor } } }")
    assert {"data": {"kios": [{"daftar": None}]}} == found
    assert ["/kios"] == made.upstream.asked
