"""gateway/config/checks/keys.py."""

import pytest

from tests.config.checks.conftest import Judge

WRONG = {
    "unknown": (
        """
        types: {Buku: {key: ▸isnb, fields: {isbn: ID!}}}
        """,
        "kunci `isnb` bukan field type `Buku`; mungkin maksudnya `isbn`?",
    ),
    "named twice": (
        """
        types: {Buku: {key: [isbn, ▸isbn], fields: {isbn: ID!}}}
        """,
        "kunci `isbn` disebut dua kali; hapus salah satunya",
    ),
    "nullable": (
        """
        types: {Buku: {key: isbn, fields: {isbn: ▸ID}}}
        """,
        "kunci `isbn` boleh null; pakai `ID!`",
    ),
    "list": (
        """
        types: {Buku: {key: isbn, fields: {isbn: ▸"[ID!]!"}}}
        """,
        "kunci `isbn` bertipe `[ID!]!`; kunci harus satu nilai, misalnya `ID!`",
    ),
    "object": (
        """
        types: {Buku: {key: rak, fields: {rak: ▸Rak!}}, Rak: {fields: {nomor: Int}}}
        """,
        "kunci `rak` bertipe `Rak!`; kunci harus satu nilai, misalnya `ID!`",
    ),
    "JSON": (
        """
        types: {Buku: {key: rak, fields: {rak: ▸JSON!}}}
        """,
        "kunci `rak` bertipe `JSON!`; kunci harus satu nilai, misalnya `ID!`",
    ),
    "personal in a public type": (
        """
        types: {Warga: {key: ▸nik, fields: {nik: {type: ID!, personal: true}}}}
        """,
        (
            "kunci `nik` adalah data pribadi, padahal type `Warga` tidak;"
            " tulis `personal: true` pada type `Warga`"
        ),
    ),
    "lookup without a key": (
        """
        types:
          Buku:
            fields: {isbn: ID!}
            lookup: ▸{call: GET /b}
        """,
        (
            "type `Buku` punya `lookup` atau `batch` tetapi tanpa kunci;"
            " tulis `key:` dengan nama field kuncinya"
        ),
    ),
    "lookup in an unknown query": (
        """
        types:
          Buku:
            key: isbn
            fields: {isbn: ID!}
            lookup: {in: ▸daftarBuk, match: isbn}
        queries: {daftarBuku: {returns: "[Buku!]", call: GET /b}}
        """,
        (
            "konektor `perpus` tidak punya query `daftarBuk`;"
            " mungkin maksudnya `daftarBuku`?"
        ),
    ),
    "local lookup of a composite key": (
        """
        types:
          Buku:
            key: [isbn, jilid]
            fields: {isbn: ID!, jilid: Int!}
            lookup: ▸{in: daftarBuku, match: isbn}
        queries: {daftarBuku: {returns: "[Buku!]", call: GET /b}}
        """,
        (
            "`lookup: {in: …}` hanya untuk type dengan satu kunci; `Buku` punya 2;"
            " pakai `call`"
        ),
    ),
    "lookup in a query that returns one": (
        """
        types:
          Buku:
            key: isbn
            fields: {isbn: ID!}
            lookup: {in: ▸buku, match: isbn}
        queries: {buku: {returns: Buku, call: GET /b}}
        """,
        (
            "query `buku` mengembalikan `Buku`, bukan `[Buku!]`;"
            " pilih query yang mengembalikan daftar `Buku`"
        ),
    ),
    "lookup in a query that returns another type": (
        """
        types:
          Buku:
            key: isbn
            fields: {isbn: ID!}
            lookup: {in: ▸daftarRak, match: isbn}
          Rak: {fields: {nomor: Int}}
        queries: {daftarRak: {returns: "[Rak!]", call: GET /b}}
        """,
        (
            "query `daftarRak` mengembalikan `[Rak!]`, bukan `[Buku!]`;"
            " pilih query yang mengembalikan daftar `Buku`"
        ),
    ),
    "lookup in a query that wants arguments": (
        """
        types:
          Buku:
            key: isbn
            fields: {isbn: ID!}
            lookup: {in: ▸daftarBuku, match: isbn}
        queries:
          daftarBuku:
            args: {kota: String!}
            returns: "[Buku!]"
            call: GET /b?k={kota}
        """,
        (
            "query `daftarBuku` mewajibkan argumen `kota`, padahal lookup memanggilnya"
            " tanpa argumen; pilih query tanpa argumen wajib, atau beri `default`"
        ),
    ),
    "lookup by an unknown field": (
        """
        types:
          Buku:
            key: isbn
            fields: {isbn: ID!}
            lookup: {in: daftarBuku, match: ▸isbm}
        queries: {daftarBuku: {returns: "[Buku!]", call: GET /b}}
        """,
        "`match: isbm` bukan field type `Buku`; mungkin maksudnya `isbn`?",
    ),
    "lookup by a field the query does not provide": (
        """
        types:
          Buku:
            key: isbn
            fields: {isbn: ID!, judul: String}
            lookup: {in: daftarBuku, match: ▸judul}
        queries: {daftarBuku: {returns: "[Buku!]", call: GET /b, provides: [isbn]}}
        """,
        (
            "query `daftarBuku` tidak menyediakan field `judul`, jadi barisnya tidak"
            " dapat dicari; tambahkan `judul` ke `provides` query itu"
        ),
    ),
}

FINE = {
    "leaves as keys": """
        types:
          Harga: {key: [kode, tahun, hari, jenis],
                  fields: {kode: ID!, tahun: Int!, hari: Date!, jenis: Jenis!}}
        enums: {Jenis: [BERAS, JAGUNG]}
        """,
    "personal type": """
        types: {Warga: {key: nik, personal: true, fields: {nik: ID!}}}
        """,
    "local lookup": """
        types:
          Buku:
            key: isbn
            fields: {isbn: ID!}
            lookup: {in: daftarBuku, match: isbn}
        queries:
          daftarBuku:
            args: {kota: {type: String!, default: Metro}}
            returns: "[Buku!]"
            call: GET /b?k={kota}
        """,
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG)
def test_wrong(text: str, expected: str, judge: Judge) -> None:
    """A key that names no row, or a lookup that cannot find it, is told."""
    verdict = judge(text)
    assert (f"{verdict.place}: {expected}",) == verdict.lines


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str, judge: Judge) -> None:
    """Keys that name one row, and lookups that find it, are no mistake."""
    assert () == judge(text).lines
