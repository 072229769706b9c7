"""gateway/config/checks/picks.py."""

import pytest

from tests.config.checks.conftest import Judge

TYPES = (
    "types: {Buku: {fields: {isbn: ID!, judul: String}}, Rak: {fields: {isbn: ID!}}}\n"
)
WRONG = {
    "a list": (
        'buku: {args: {isbn: ID!}, returns: ▸"[Buku!]", in: semua, match: isbn}',
        (
            "`in` memberi satu objek, padahal `buku` mengembalikan `[Buku!]`;"
            " pakai `Buku`, atau `filter_by` pada query daftarnya"
        ),
    ),
    "no such query": (
        "buku: {args: {isbn: ID!}, returns: Buku, in: ▸semu, match: isbn}",
        "konektor `perpus` tidak punya query `semu`; mungkin maksudnya `semua`?",
    ),
    "another type": (
        "rak: {args: {isbn: ID!}, returns: Rak, in: ▸semua, match: isbn}",
        (
            "query `semua` mengembalikan `[Buku!]`, bukan `[Rak!]`;"
            " pilih query yang mengembalikan daftar `Rak`"
        ),
    ),
    "no field": (
        "buku: {args: {isbn: ID!}, returns: Buku, in: semua, match: ▸judol}",
        "`match: judol` bukan field type `Buku`; mungkin maksudnya `judul`?",
    ),
    "two arguments": (
        "▸buku: {args: {isbn: ID!, judul: String}, returns: Buku, in: semua, match: isbn}",
        (
            "`buku` memakai `in`, yang mencari menurut satu argumen wajib;"
            " misalnya `args: {kode: ID!}`, tanpa `batch`"
        ),
    ),
    "a selection": (
        "buku: {args: {isbn: ID!}, returns: Buku, in: semua, match: isbn, select: ▸data}",
        (
            "`select` tidak berlaku bersama `in`: barisnya sudah dibaca oleh `semua`;"
            " hapus, atau tulis pada `semua`"
        ),
    ),
    "a time to keep": (
        "buku: {args: {isbn: ID!}, returns: Buku, in: semua, match: isbn, cache: ▸{ttl: 1m}}",
        (
            "`cache` tidak berlaku bersama `in`: barisnya sudah dibaca oleh `semua`;"
            " hapus, atau tulis pada `semua`"
        ),
    ),
    "an optional argument": (
        "▸buku: {args: {isbn: ID}, returns: Buku, in: semua, match: isbn}",
        (
            "`buku` memakai `in`, yang mencari menurut satu argumen wajib;"
            " misalnya `args: {kode: ID!}`, tanpa `batch`"
        ),
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_mistakes(judge: Judge, name: str) -> None:
    """A query that cannot find its row is refused where it is wrong."""
    query, message = WRONG[name]
    queries = f'queries:\n  semua: {{returns: "[Buku!]", call: GET /b}}\n  {query}\n'
    verdict = judge(TYPES + queries)
    assert (f"{verdict.place}: {message}",) == verdict.lines


@pytest.mark.parametrize("word", ["format: csv", "shape: unwrap", "select: data"])
def test_a_lookup_in_a_list_reads_no_answer(judge: Judge, word: str) -> None:
    """Words about an answer are refused beside `lookup: {in: …}`: the list reads it."""
    name, _, value = word.partition(": ")
    lookup = f"lookup: {{in: semua, match: isbn, {name}: ▸{value}}}"
    kind = f"types: {{Buku: {{key: isbn, {lookup}, fields: {{isbn: ID!}}}}}}\n"
    verdict = judge(kind + 'queries: {semua: {returns: "[Buku!]", call: GET /b}}\n')
    message = f"`{name}` tidak berlaku bersama `in`: barisnya sudah dibaca oleh `semua`"
    assert (
        f"{verdict.place}: {message}; hapus, atau tulis pada `semua`",
    ) == verdict.lines


def test_a_batch_takes_the_words_beside_a_search(judge: Judge) -> None:
    """What stands beside `in` is for the batch, where there is one."""
    kind = (
        "types: {Buku: {key: isbn, fields: {isbn: ID!},"
        " lookup: {in: semua, match: isbn, select: data},"
        " batch: {call: 'GET /b?i={isbn}', match: isbn}}}\n"
    )
    verdict = judge(kind + 'queries: {semua: {returns: "[Buku!]", call: GET /b}}\n')
    assert () == verdict.lines
