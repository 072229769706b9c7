"""Many keys in one call: chunks, matching, grouping, and what is kept of them."""

import asyncio
from collections.abc import Hashable, Mapping
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from gateway.connectors.batch import BatchSource
from gateway.connectors.principal import Principal
from gateway.connectors.template import Prepared
from gateway.errors import BadInput, TooCostly
from tests.connectors.runtime import Runtime, anyone, plain

PERPUS = """
    limits: {concurrency: 2, calls: 50}
    types:
      Buku:
        key: isbn
        fields: {isbn: ID!, judul: String}
        lookup: {call: "GET /buku/{isbn}", missing: [404], cache: {ttl: 60s}, one_or_many: true}
        batch: {call: "GET /buku?isbn={isbn}", join: ",", match: isbn, size: 3}
      Rak:
        key: nomor
        fields: {nomor: Int!, isi: String}
        lookup: {call: "GET /rak/{nomor}"}
        batch: {call: "GET /rak?n={nomor}", match: nomor, size: 100}
      Wilayah:
        key: kode
        fields: {kode: {type: ID!, from: kd, map: bps}}
        batch: {call: "GET /wilayah?kd={kode}", join: ",", match: kode}
      Sandi:
        key: kode
        fields: {kode: {type: ID!, map: bps}, nama: String}
        batch: {call: "GET /sandi?kd={kode}", join: ",", match: "d.kd"}
      Lama:
        key: kode
        fields: {kode: ID!}
        batch: {call: "GET /lama?k={kode}", join: ",", match: id_lama}
      Kartu:
        personal: true
        key: nomor
        fields: {nomor: ID!, nama: String}
        batch: {call: "GET /kartu?n={nomor}", join: ",", match: nomor}
        lookup: {call: "GET /kartu/{nomor}", cache: {ttl: 60s}}
    queries:
      menurutRak:
        args: {rak: {type: ID, pattern: "[a-z]"}, bahasa: String, judul: String, urut: String}
        returns: "[Buku!]"
        call: GET /rak?r={rak}&b={bahasa}
        batch: {call: "GET /banyak?r={rak}&b={bahasa}", by: rak, join: ",", group: d.rak}
        cache: {ttl: 60s}
        sort_by: judul
        filter_by: [judul, urut]
tables:
  bps: {"1801": "18.01", "1802": "18.02"}
"""


def asked_for(target: str, name: str) -> list[str]:
    """Return the keys of a joined or repeated parameter."""
    values = parse_qs(urlsplit(target).query).get(name, [])
    return [key for value in values for key in value.split(",")]


def books(target: str) -> object:
    if target.startswith("/buku/"):
        return {"isbn": target.removeprefix("/buku/"), "judul": "satu"}
    return [{"isbn": key, "judul": f"B{key}"} for key in asked_for(target, "isbn")]


def book(key: str) -> dict[str, str]:
    return {"isbn": key, "judul": f"B{key}"}


# --------------------------------------------------------------------- match


async def test_answers_are_matched_by_key() -> None:
    """Rows in any order reach their keys; a missing one is null, a strange one no one's."""
    runtime = Runtime(PERPUS, lambda _: [book("9"), book("2"), book("1")])
    assert {"1": book("1"), "2": book("2"), "3": None} == await runtime.find(
        "Buku", "1", "2", "3"
    )
    assert ["/buku?isbn=1%2C2%2C3"] == runtime.service.asked


async def test_no_keys_make_no_call() -> None:
    """A batch of nothing asks nothing."""
    runtime = Runtime(PERPUS, books)
    assert {} == await runtime.find("Buku")
    assert [] == runtime.service.asked


async def test_keys_go_in_chunks() -> None:
    """Seven keys at three a call are three calls, two of them at once at most."""
    runtime = Runtime(PERPUS, books)
    keys = [str(n) for n in range(7)]
    assert {key: book(key) for key in keys} == await runtime.find("Buku", *keys)
    asked = sorted(runtime.service.asked)
    assert [
        "/buku?isbn=0%2C1%2C2",
        "/buku?isbn=3%2C4%2C5",
        "/buku?isbn=6",
    ] == asked
    assert 2 == runtime.service.most


async def test_a_chunk_fails_alone() -> None:
    """The keys of a chunk that fails have its error, the others their rows."""
    runtime = Runtime(
        PERPUS, lambda target: httpx.Response(500) if "4" in target else books(target)
    )
    found = await runtime.find("Buku", "1", "2", "3", "4")
    assert {
        "1": book("1"),
        "2": book("2"),
        "3": book("3"),
        "4": "UPSTREAM_UNAVAILABLE",
    } == found


async def test_the_budget_may_end_midway() -> None:
    """Chunks past the operation's bound fail as TOO_COSTLY, those before stand."""
    runtime = Runtime(PERPUS, books)
    found = await runtime.find("Buku", *"123456", caller=anyone(most=1))
    assert [book("1"), book("2"), book("3")] == list(found.values())[:3]
    assert [TooCostly.code] * 3 == list(found.values())[3:]
    assert 1 == len(runtime.service.asked)


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


# ----------------------------------------------------------------- bad keys


async def test_a_key_with_the_separator_fails_alone() -> None:
    """A key that holds what joins keys is refused; it smuggles no second key in."""
    runtime = Runtime(PERPUS, books)
    found = await runtime.find("Buku", "1", "2,3", "4")
    assert {"1": book("1"), "2,3": BadInput.code, "4": book("4")} == found
    assert ["/buku?isbn=1%2C4"] == runtime.service.asked


async def test_keys_that_are_all_refused_make_no_call() -> None:
    """Where no key may be sent, nothing is sent and nothing is spent."""
    runtime = Runtime(PERPUS, books)
    caller = anyone()
    found = await runtime.find("Buku", "1,2", "3,4", caller=caller)
    assert {"1,2": BadInput.code, "3,4": BadInput.code} == found
    assert 0 == caller.budget.spent


async def test_keys_that_cannot_go_together_all_fail() -> None:
    """Where each key may be sent, but not with the others, all have that error."""
    runtime = Runtime(PERPUS, books)
    batch = runtime.sources.batch(runtime.lookup("Buku"))

    def prepare(given: Mapping[str, object]) -> Prepared:
        keys = given["isbn"]
        if isinstance(keys, list) and len(keys) > 1:
            raise BadInput("too long")
        return batch.recipe.prepare(given)

    narrow = BatchSource(batch.source, replace(batch.recipe, prepare=prepare))
    calls: dict[Hashable, dict[str, object]] = {k: {"isbn": k} for k in ("1", "2")}
    found = plain(await narrow.many(calls, anyone()))
    assert {"1": BadInput.code, "2": BadInput.code} == found
    assert [] == runtime.service.asked


# ---------------------------------------------------------------------- group

ISI = [
    {"isbn": "2", "judul": "b", "d": {"rak": "a"}},
    {"isbn": "1", "judul": "a", "d": {"rak": "a"}},
    {"isbn": "3", "judul": "c", "d": {"rak": "b"}},
    {"isbn": "4", "judul": "d"},
]


async def group(
    runtime: Runtime, *keys: str, caller_most: int = 9, **more: str
) -> object:
    """Ask for the books of shelves."""
    batch = runtime.sources.batch(runtime.query("menurutRak"))
    calls: dict[Hashable, dict[str, object]] = {
        key: {"rak": key, **more} for key in keys
    }
    return plain(await batch.many(calls, anyone(caller_most)))


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


async def test_keys_are_checked_one_by_one() -> None:
    """A key that breaks its argument's pattern fails alone."""
    runtime = Runtime(PERPUS, lambda _: ISI)
    assert {"a": [ISI[1], ISI[0]], "SALAH": BadInput.code} == await group(
        runtime, "a", "SALAH"
    )


# ---------------------------------------------------------------------- cache


async def test_each_key_is_kept_on_its_own() -> None:
    """Keys asked for before are not asked again, missing ones included."""
    runtime = Runtime(PERPUS, lambda target: [] if "0" in target else books(target))
    await runtime.find("Buku", "0")
    await runtime.find("Buku", "1", "2")
    assert {"0": None, "2": book("2"), "3": book("3")} == await runtime.find(
        "Buku", "0", "2", "3"
    )
    assert ["/buku?isbn=0", "/buku?isbn=1%2C2", "/buku?isbn=3"] == runtime.service.asked


async def test_a_batch_and_a_single_lookup_share_what_is_kept() -> None:
    """What a batch fetched a single lookup finds, and the other way round."""
    runtime = Runtime(PERPUS, books)
    await runtime.find("Buku", "1")
    source = runtime.sources.of(runtime.lookup("Buku"))
    assert book("1") == (await source.ask({"isbn": "1"}, anyone())).value
    await source.ask({"isbn": "5"}, anyone())
    assert {"5": {"isbn": "5", "judul": "satu"}} == await runtime.find("Buku", "5")
    assert ["/buku?isbn=1", "/buku/5"] == runtime.service.asked


async def test_text_and_number_keys_are_kept_apart() -> None:
    """ "7" and 7 are different keys of the cache."""
    source = Runtime(PERPUS, books).sources.of(Runtime(PERPUS, books).lookup("Rak"))
    nobody = anyone().principal
    assert source.key({"nomor": 7}, nobody) != source.key({"nomor": "7"}, nobody)


async def test_keys_of_another_person_are_asked_for_again() -> None:
    """Rows that are somebody's own are kept for that person only."""
    runtime = Runtime(
        PERPUS, lambda _: [{"nomor": "1", "nama": str(len(runtime.service.asked))}]
    )
    ayu, budi = Principal("ayu"), Principal("budi")
    first = await runtime.find("Kartu", "1", by="nomor", caller=anyone(principal=ayu))
    other = await runtime.find("Kartu", "1", by="nomor", caller=anyone(principal=budi))
    again = await runtime.find("Kartu", "1", by="nomor", caller=anyone(principal=ayu))
    assert [{"1": {"nomor": "1", "nama": "1"}}, first] == [first, again]
    assert {"1": {"nomor": "1", "nama": "2"}} == other


async def test_a_failure_is_asked_for_again() -> None:
    """The next operation asks again for the keys of a call that failed."""
    replies = iter([httpx.Response(500), [book("1")]])
    runtime = Runtime(PERPUS, lambda _: next(replies))
    assert {"1": "UPSTREAM_UNAVAILABLE"} == await runtime.find("Buku", "1")
    assert {"1": book("1")} == await runtime.find("Buku", "1")


# -------------------------------------------------------------------- sharing


async def test_concurrent_operations_share_a_batch() -> None:
    """A hundred operations that ask for the same keys at once make one call."""
    runtime = Runtime(PERPUS, books)
    found = await asyncio.gather(*(runtime.find("Buku", "1", "2") for _ in range(100)))
    assert [{"1": book("1"), "2": book("2")}] * 100 == found
    assert 1 == len(runtime.service.asked)


@pytest.mark.parametrize("coalesce", [True, False])
async def test_one_operation_asks_for_a_key_once(coalesce: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Fields of one operation whose keys overlap ask only for what is new."""
    runtime = Runtime(
        PERPUS, lambda t: [{"nomor": n} for n in asked_for(t, "n")], coalesce=coalesce
    )
    caller = anyone()
    found = await asyncio.gather(
        runtime.find("Rak", 1, 2, by="nomor", caller=caller),
        runtime.find("Rak", 2, 3, by="nomor", caller=caller),
    )
    assert [
        {1: {"nomor": "1"}, 2: {"nomor": "2"}},
        {3: {"nomor": "3"}, 2: {"nomor": "2"}},
    ] == list(found)
    assert {2: {"nomor": "2"}} == await runtime.find(
        "Rak", 2, by="nomor", caller=caller
    )
    assert ["/rak?n=1&n=2", "/rak?n=3"] == runtime.service.asked
    assert 2 == caller.budget.spent


async def test_an_operation_with_one_fetch_needs_no_memory() -> None:
    """Where nothing can be asked twice a batch answers without remembering."""
    runtime = Runtime(PERPUS, lambda t: [{"nomor": n} for n in asked_for(t, "n")])
    caller = anyone()._replace(asked=None)
    found = await runtime.find("Rak", 1, 2, by="nomor", caller=caller)
    assert {1: {"nomor": "1"}, 2: {"nomor": "2"}} == found


async def test_one_operation_does_not_mix_other_arguments() -> None:
    """The same keys with other arguments are other calls of the operation."""
    runtime = Runtime(PERPUS, lambda target: [{"isbn": target, "d": {"rak": "a"}}])
    batch = runtime.sources.batch(runtime.query("menurutRak"))
    caller = anyone()
    found = [
        plain(await batch.many({"a": {"rak": "a", "bahasa": one}}, caller))
        for one in ("id", "en")
    ]
    assert ["/banyak?r=a&b=id", "/banyak?r=a&b=en"] == [
        one["a"][0]["isbn"] for one in found
    ]


async def test_a_fault_of_ours_is_told_to_those_who_wait() -> None:
    """An exception that is none of ours ends the batch; who shares it has INTERNAL."""
    runtime = Runtime(PERPUS, lambda _: ZeroDivisionError())
    caller = anyone()
    found = await asyncio.gather(
        runtime.find("Buku", *"1234", caller=caller),
        runtime.find("Buku", "1", caller=caller),
        return_exceptions=True,
    )
    assert isinstance(found[0], ZeroDivisionError)
    assert {"1": "INTERNAL"} == found[1]
    assert 2 == len(runtime.service.asked)
