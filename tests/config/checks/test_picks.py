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
