"""F26: agencies whose new release calls things otherwise."""

import orjson
import pytest

from gateway.observe import Misfit
from tests.faults.agency import well
from tests.faults.promises import data_of
from tests.faults.test_bodies import saying
from tests.faults.ward import TTL, ward

BAD_VALUE = "UPSTREAM_BAD_VALUE"
RAK = "query($n: Int!) { rak(n: $n) { kode isi stok nama } buku(n: $n) { nama stok } }"
GOOD = {"kode": "A", "isi": [1, 2], "stok": 3, "nama": "Kiri"}
DRIFT = {
    "retyped to a text": ({"stok": "banyak"}, {"stok": None}, ["stok"]),
    "retyped to an object": ({"nama": {"id": 1}}, {"nama": None}, ["nama"]),
    "an object for a list": ({"isi": {"a": 1}}, {"isi": None}, ["isi"]),
    "a text in a list": ({"isi": [1, "dua"]}, {"isi": None}, ["isi.1"]),
    "null in a list": ({"isi": [1, None]}, {"isi": None}, ["isi.1"]),
    "null for a list": ({"isi": None}, {"isi": None}, []),
    "two at once": (
        {"stok": "banyak", "isi": 7},
        {"stok": None, "isi": None},
        ["isi", "stok"],
    ),
}


@pytest.mark.parametrize(("sent", "shown", "wrong"), DRIFT.values(), ids=DRIFT.keys())
async def test_f26_retyped(
    sent: dict[str, object], shown: dict[str, object], wrong: list[str]
) -> None:
    """F26: a value of another type is one null with its path; everything else stands.

    A null where the graph allows one is no error.
    """
    async with ward() as it:
        await it.sick.turn(saying(orjson.dumps([GOOD, {**GOOD, **sent}])))
        told = await it.ask(query=RAK)
    assert [GOOD, {**GOOD, **shown}] == told.json()["data"]["rak"]
    assert [(f"rak.1.{name}", BAD_VALUE) for name in wrong] == told.codes()
    assert orjson.loads(data_of(1, None))["buku"] == told.json()["data"]["buku"]


async def test_f26_all_of_a_large_answer() -> None:
    """F26: two fields retyped in every row of 2 MiB are nulls, a hundred errors and a count.

    The answer is no larger than a good one. What siblings notice:
    benchmarks/faults/costly.py.
    """
    rows = 85_000
    text = b"[" + b",".join([b'{"nama":{},"stok":"x"}'] * rows) + b"]"
    async with ward() as it:
        await it.sick.turn(saying(text))
        told = await it.ask(query="query($n: Int!) { obat(n: $n) { nama stok } }")
        found = told.json()
        assert [{"nama": None, "stok": None}] * rows == found["data"]["obat"]
        errors = told.codes()
        assert [
            (f"obat.{i // 2}.{('nama', 'stok')[i % 2]}", BAD_VALUE) for i in range(100)
        ] == errors[:100]
        assert [("obat", BAD_VALUE)] == errors[100:]
        assert 2 * rows - 100 == found["errors"][100]["extensions"]["count"]
        assert len(told.body) < 2.5e6
        healthy = await it.ask(query="query($n: Int!) { buku(n: $n) { nama stok } }")
        assert orjson.loads(data_of(1, None))["buku"] == healthy.json()["data"]["buku"]
        assert [Misfit("obat", "obat", 100.0, 100)] == it.events(Misfit)


INSTEAD: dict[str, dict[str, object]] = {
    "missing": {},
    "renamed": {"kode_rak": "A"},
    "null": {"kode": None},
}


@pytest.mark.parametrize("gone", INSTEAD)
async def test_f26_a_row_without_its_key(gone: str) -> None:
    """F26: a row that lost what the graph promises is left out, told once, with a count."""
    rest = {name: value for name, value in GOOD.items() if name != "kode"}
    bad: dict[str, object] = {**rest, **INSTEAD[gone]}
    async with ward() as it:
        await it.sick.turn(saying(orjson.dumps([bad, GOOD, bad])))
        told = await it.ask(query=RAK)
    assert [GOOD] == told.json()["data"]["rak"]
    assert [("rak", BAD_VALUE)] == told.codes()
    assert 2 == told.json()["errors"][0]["extensions"]["count"]


@pytest.mark.parametrize(
    "body", [b'{"data":[]}', b'"rahasia"', b"7"], ids=["object", "text", "number"]
)
async def test_f26_no_list_any_more(body: bytes) -> None:
    """F26: where a list was promised and something else came the field is null, once told.

    It is not kept: as soon as the agency sends lists again they are shown.
    """
    async with ward() as it:
        healthy = await it.ask()
        it.clock.now += TTL
        await it.sick.turn(saying(body))
        for _ in range(2):
            told = await it.ask()
            assert data_of(1, None) == told.data
            assert [("obat", BAD_VALUE)] == told.codes()
        await it.sick.turn(well)
        assert healthy.body == (await it.ask()).body


async def test_f26_a_renamed_key_that_may_be_null() -> None:
    """F26: a key that may be null and is gone is null: no client can tell it from none."""
    async with ward() as it:
        await it.sick.turn(saying(b'[{"nama_obat":"Nama 1","stok":1}]'))
        told = await it.ask()
        assert data_of(1, [{"nama": None, "stok": 1}]) == told.data
        assert [] == told.codes()
