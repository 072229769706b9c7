"""Errors of one list, and of one root field: gateway/execution/gathered.py."""

from typing import Any, Final

import pytest

from gateway.errors import (
    CodedError,
    UpstreamBadValue,
    UpstreamTimeout,
    ValueRejected,
)
from gateway.execution.failure import Failure, Origin, describe, flat
from gateway.execution.gathered import ALL, EACH, Gathered, bound
from tests.execution.harness import bench

ORIGIN: Final = Origin(())
CONFIG: Final = """
version: 1
connectors:
  a:
    opd: Dinas A
    url: https://a.test
    types:
      Buku: {fields: {judul: String, stok: Int, kota: Kota, isi: "[Int]", anak: "[Anak!]"}}
      Anak: {fields: {kode: ID!, umur: Int}}
    queries:
      buku: {returns: "[Buku!]", call: GET /buku}
      satu: {returns: Buku, call: GET /satu}
  b:
    opd: Dinas B
    url: https://b.test
    types:
      Kota:
        key: kode
        fields: {kode: ID!, nama: String}
        batch: {call: "GET /kota?k={kode}", match: kode}
"""


def failures(*errors: CodedError, times: int = 1) -> list[Failure]:
    """Return errors at places of their own."""
    return [
        Failure(error, ((None, "x"), index), ORIGIN)
        for index in range(times)
        for error in errors
    ]


def told(found: dict[str, Any]) -> list[tuple[str, str, int | None]]:
    """Return the path, code and count of each error of a response."""
    return [
        (
            ".".join(map(str, one["path"])),
            one["extensions"]["code"],
            one["extensions"].get("count"),
        )
        for one in found["errors"]
    ]


def test_the_first_are_told_each() -> None:
    """A hundred errors of a list stay as they are; of more, the rest is one of its path."""
    bad, late = UpstreamBadValue("bad"), UpstreamTimeout("late")
    errors = failures(late)
    gathered = Gathered(errors, (None, "x"))
    errors += failures(bad, times=EACH)
    gathered.settle()
    gathered.close()
    assert 1 + EACH == len(errors)
    errors += failures(bad, late, times=7)
    gathered.settle()
    gathered.close()
    assert [(bad, 7), (late, 7)] == [
        (one.error, one.counted) for one in errors[1 + EACH :]
    ]
    assert ["x"] == flat(errors[-1].path)
    assert (
        "7 more errors stand below; the first: late"
        == (describe(errors[-1])["message"])
    )


def test_what_citizens_are_told_of_several() -> None:
    """A service's own words stand for all only where all have them; else its code's do."""
    same, other = ValueRejected("no", pesan="Ditutup."), ValueRejected("no")
    alike, unlike = failures(same, times=2000), failures(same, other, times=1000)
    bound(alike, (None, "x"), 1)
    bound(unlike, (None, "x"), 1)
    assert [ALL + 1] * 2 == [len(alike), len(unlike)]
    assert ("Ditutup.", None) == (alike[-1].error.pesan, unlike[-1].error.pesan)
    assert unlike[-1].code == same.code


@pytest.mark.parametrize(("roots", "most"), [(1, ALL), (20, ALL // 20)])
def test_root_fields_share_what_a_response_may_tell(roots: int, most: int) -> None:
    """The errors of a root field are bounded by its share; counts of lists are added."""
    count = Failure(UpstreamBadValue("bad"), (None, "x"), ORIGIN, 900, more=True)
    errors = [*failures(UpstreamBadValue("bad"), times=most), count]
    bound(errors, (None, "x"), roots)
    assert (most + 1, 900) == (len(errors), errors[-1].counted)
    before = failures(UpstreamBadValue("bad"), times=most)
    errors = list(before)
    bound(errors, (None, "x"), roots)
    assert before == errors


async def test_links_to_a_service_that_is_down() -> None:
    """A list whose every row links to a dead service is told so a hundred times and once.

    Another service's trouble with the same rows is told beside it.
    """
    rows = [{"judul": "J", "stok": "banyak", "kota": "k"}] * 1000
    async with bench(CONFIG, {"/buku": rows}) as it:
        found = await it.run("{ buku { judul stok kota { nama } } }")
    assert [{"judul": "J", "stok": None, "kota": None}] * 1000 == found["data"]["buku"]
    errors = told(found)
    assert 50 == sum(path.endswith("stok") for path, _, _ in errors)
    assert [
        ("buku", "UPSTREAM_BAD_VALUE", 950),
        ("buku", "UPSTREAM_UNAVAILABLE", 950),
    ] == sorted(errors[100:])
    assert ["Dinas A", "Dinas B"] == sorted(
        one["extensions"]["opd"] for one in found["errors"][100:]
    )


async def test_every_list_of_a_row_is_bounded() -> None:
    """Lists beside each other have a bound each, and one response has one for all.

    Many aliases of one bad list make no more errors than a response may have.
    """
    row = {"isi": ["x"] * 300, "anak": [{}] * 300}
    async with bench(CONFIG, {"/satu": row}) as it:
        found = await it.run("{ satu { isi anak { umur kode } } }")
        aliases = " ".join(f"a{i}: isi" for i in range(300))
        many = await it.run(f"{{ satu {{ {aliases} }} lain: satu {{ isi }} }}")
    assert [
        ("satu.isi.99", "UPSTREAM_BAD_VALUE", None),
        ("satu.isi", "UPSTREAM_BAD_VALUE", 200),
        ("satu.anak", "UPSTREAM_BAD_VALUE", 300),
    ] == told(found)[99:]
    errors = told(many)
    lists, each = 4, 96  # four lists are told whole, and of the fifth ninety-six values
    rest = (300 - lists) * 300 - each
    assert [("satu", "UPSTREAM_BAD_VALUE", rest)] == errors[500:501]
    assert 500 + 1 + EACH + 1 == len(errors)
