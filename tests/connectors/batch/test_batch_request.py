"""One request for many keys: rows matched by key, or grouped by it."""

import httpx
import pytest

from tests.connectors.batch.perpus import ISI, PERPUS, book, group
from tests.connectors.runtime import Runtime


async def test_answers_are_matched_by_key() -> None:
    """Rows in any order reach their keys; a missing one is null, a strange one no one's."""
    runtime = Runtime(PERPUS, lambda _: [book("9"), book("2"), book("1")])
    assert {"1": book("1"), "2": book("2"), "3": None} == await runtime.find(
        "Buku", "1", "2", "3"
    )
    assert ["/buku?isbn=1%2C2%2C3"] == runtime.service.asked


@pytest.mark.parametrize("raw", ["1801", " 1801 ", 1801, 1801.0], ids=repr)
async def test_keys_meet_as_text(raw: object) -> None:
    """A row's key may be a number or have spaces around it."""
    runtime = Runtime(PERPUS, lambda _: [{"isbn": raw}])
    assert {"1801": {"isbn": raw}} == await runtime.find("Buku", "1801")


async def test_number_keys_find_their_rows() -> None:
    """Keys of type Int are sent one parameter each, and match texts as well."""
    rows = [{"nomor": "7", "isi": "a"}, {"nomor": 8, "isi": "b"}]
    runtime = Runtime(PERPUS, lambda _: rows)
    found = await runtime.find("Rak", 7, 8, by="nomor")
    assert {7: rows[0], 8: rows[1]} == found
    assert ["/rak?n=7&n=8"] == runtime.service.asked


async def test_of_two_rows_the_first_counts() -> None:
    """A key that is answered twice has the first row."""
    rows = [{"isbn": "1", "judul": "a"}, {"isbn": "1", "judul": "b"}]
    runtime = Runtime(PERPUS, lambda _: rows)
    assert {"1": rows[0]} == await runtime.find("Buku", "1")


@pytest.mark.parametrize(
    "row", [{"judul": "tanpa"}, {"isbn": None}, {"isbn": {"a": 1}}, "teks", 3, None, []]
)
async def test_rows_without_a_key_are_nobodys(row: object) -> None:
    """A row whose key is absent, null or no single value harms no other."""
    runtime = Runtime(PERPUS, lambda _: [row, book("1")])
    assert {"1": book("1"), "None": None} == await runtime.find("Buku", "1", "None")


async def test_keys_are_matched_as_the_field_is_read() -> None:
    """Where the key is mapped it goes out as a code and is matched as read."""
    runtime = Runtime(PERPUS, lambda _: [{"kd": 1802}, {"kd": "9999"}, {"kd": "1801"}])
    found = await runtime.find("Wilayah", "18.01", "18.02", by="kode")
    assert {"18.01": {"kd": "1801"}, "18.02": {"kd": 1802}} == found
    assert ["/wilayah?kd=1801%2C1802"] == runtime.service.asked


async def test_a_path_is_matched_as_the_key_was_sent() -> None:
    """A match that is a path in the rows holds what upstream was asked for."""
    row = {"d": {"kd": " 1801"}, "nama": "a"}
    runtime = Runtime(PERPUS, lambda _: [{"d": 3}, row])
    assert {"18.01": row} == await runtime.find("Sandi", "18.01", by="kode")


async def test_a_match_may_be_an_item_that_no_field_shows() -> None:
    """A word that is no field of the type is an item of its rows."""
    runtime = Runtime(PERPUS, lambda _: [{"id_lama": 7, "kode": "x"}, {"kode": "7"}])
    found = await runtime.find("Lama", "7", by="kode")
    assert {"7": {"id_lama": 7, "kode": "x"}} == found


async def test_one_object_may_stand_for_a_list() -> None:
    """With one_or_many a single row needs no list around it."""
    runtime = Runtime(PERPUS, lambda _: book("1"))
    assert {"1": book("1")} == await runtime.find("Buku", "1")


@pytest.mark.parametrize("answer", [{"a": 1}, "teks", 7])
async def test_an_answer_that_is_no_list_fails_its_keys(answer: object) -> None:
    """A batch that is answered with something else is UPSTREAM_BAD_BODY."""
    runtime = Runtime(PERPUS, lambda _: answer)
    found = await runtime.find("Rak", 1, 2, by="nomor")
    assert {1: "UPSTREAM_BAD_BODY", 2: "UPSTREAM_BAD_BODY"} == found


@pytest.mark.parametrize("answer", [[], None, httpx.Response(404), httpx.Response(204)])
async def test_an_empty_answer_means_none_of_them(answer: object) -> None:
    """An empty, null or missing answer gives null for every key."""
    runtime = Runtime(PERPUS, lambda _: answer)
    assert {"1": None, "2": None} == await runtime.find("Buku", "1", "2")


async def test_rows_are_grouped_by_key() -> None:
    """One-to-many: each key has its rows, sorted; a key without any has none."""
    runtime = Runtime(PERPUS, lambda _: ISI)
    found = await group(runtime, "a", "b", "c")
    assert {"a": [ISI[1], ISI[0]], "b": [ISI[2]], "c": []} == found


async def test_the_other_arguments_go_along() -> None:
    """Arguments besides the key are sent with every batch, absent ones left out."""
    runtime = Runtime(PERPUS, lambda _: ISI)
    await group(runtime, "a", "b", bahasa="id")
    await group(runtime, "c")
    assert ["/banyak?r=a%2Cb&b=id", "/banyak?r=c"] == runtime.service.asked


async def test_groups_are_filtered_here() -> None:
    """Local arguments narrow each key's rows, kept or not."""
    runtime = Runtime(PERPUS, lambda _: ISI)
    for _ in range(2):
        assert {"a": [ISI[1]], "b": []} == await group(runtime, "a", "b", judul="a")
    assert 1 == len(runtime.service.asked)
