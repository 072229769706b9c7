"""What is broken elsewhere is not told twice: gateway/config/checks, `broken`."""

import pytest

from tests.config.checks.conftest import Judge

CASES = {
    "a type": (
        """
        types: {Buku: ▸5, Rak: {fields: {buku: Buku}}}
        unions: {Temuan: {of: [Buku, Rak], discriminate: {path: j, cases: {b: Buku, r: Rak}}}}
        queries:
          daftar:
            args: {kode: ID}
            returns: "[Buku!]"
            call: GET /b?k={kode}
            provides: [isbn]
            fields: {isbn: nomor}
            where: {isbn: x}
        ---
        extend: {Buku: {lain: {query: daftar, with: {kode: isbn}}}}
        """,
        (
            "type `Buku` harus pasangan `kata: isi`, bukan teks `5`;"
            " misalnya `{about: Judul buku}`"
        ),
    ),
    "a query": (
        """
        types:
          Buku:
            key: isbn
            fields: {isbn: ID!}
            lookup: {in: daftar, match: isbn}
        queries:
          daftar: {returns: "[Buku!]", call: ▸GETT /b}
          lain: {returns: "[Buku!]", call: GET /l}
        ---
        extend: {Buku: {a: {query: daftar, with: {x: isbn}},
                        b: {query: perpus.daftar, with: {x: isbn}}}}
        merge: {semua: {of: [perpus.daftar, perpus.lain]}}
        """,
        "metode `GETT` tidak dikenal; mungkin maksudnya `GET`?",
    ),
    "a field": (
        """
        types:
          Buku:
            key: isbn
            implements: Koleksi
            fields: {isbn: "▸ID!!", kode: ID, rak: {type: Rak, with: {nomor: isbn}}}
            lookup: {in: daftar, match: isbn}
          Rak:
            key: nomor
            fields: {nomor: ID!}
            lookup: {call: "GET /r/{nomor}"}
        interfaces:
          Koleksi:
            fields: {isbn: ID!}
            discriminate: {path: jenis, cases: {b: Buku}}
        queries:
          daftar:
            returns: "[Buku!]"
            call: GET /b
            provides: [isbn, kode, rak]
            fields: {isbn: nomor}
          lain:
            args: {kode: ID}
            returns: "[Buku!]"
            call: GET /l?k={kode}
        ---
        extend: {Buku: {lagi: {query: lain, with: {kode: isbn}}}}
        merge: {semua: {of: [perpus.daftar, perpus.lain], sort: isbn, dedupe: isbn}}
        """,
        '`ID!!` bukan jenis GraphQL; tulis `String`, `ID!`, atau "[Buku!]"',
    ),
    "an argument": (
        """
        types: {Buku: {key: isbn, fields: {isbn: ID!}}}
        queries:
          daftar:
            args: {kode: "▸ID!!"}
            returns: "[Buku!]"
            call: GET /b?k={kode}
            batch: {call: "GET /b?k={kode}", by: kode, group: isbn}
            filter_by: {kode: isbn}
        ---
        extend: {Buku: {lain: {query: daftar, with: {kode: isbn}}}}
        """,
        '`ID!!` bukan jenis GraphQL; tulis `String`, `ID!`, atau "[Buku!]"',
    ),
    "a table": (
        """
        types: {Buku: {fields: {kode: {type: ID, map: t}}}}
        queries:
          daftar:
            args: {kode: {type: ID, send: {map: t}}}
            returns: Int
            call: GET /b?k={kode}
        ---
        tables: {t: ▸5}
        """,
        "tabel `t` harus pasangan `nama: isi` (kode), bukan teks `5`",
    ),
    "an input's field": (
        """
        inputs: {Saring: {fields: {kota: "▸ID!!", hal: Int}}}
        queries:
          daftar:
            args: {s: {type: Saring, default: {kota: Metro}}}
            returns: Int
            call: GET /b?k={s.kota}
        """,
        '`ID!!` bukan jenis GraphQL; tulis `String`, `ID!`, atau "[Buku!]"',
    ),
    "an unknown type, of all that uses it": (
        """
        types:
          Buku: {key: kode, fields: {kode: ▸IDD!, judul: String}}
        queries:
          daftar:
            args: {q: String, isbn: ID}
            returns: "[Buku!]"
            call: GET /b?i={isbn}
            batch: {call: "GET /b?i={isbn}", by: isbn, group: kode}
            filter_by: {q: {field: kode, how: contains}}
            sort_by: kode
        """,
        "type `IDD` tidak dikenal; mungkin maksudnya `ID`?",
    ),
    "an unknown argument type, of all that uses it": (
        """
        queries:
          daftar:
            args: {s: {type: ▸Sarng, default: x, min: 1}}
            returns: Int
            call: GET /b?k={s.kota}
        inputs: {Saring: {fields: {kota: String}}}
        """,
        "type `Sarng` tidak dikenal; mungkin maksudnya `Saring`?",
    ),
    "an enum": (
        """
        enums: {Status: ▸5}
        types: {Buku: {fields: {status: {type: Status, value: X, format: yy}}}}
        queries:
          daftar:
            args: {s: {type: Status, default: X, min: 3}}
            returns: "[Buku!]"
            call: GET /b?s={s}
            where: {status: {min: 3}}
        """,
        "enum `Status` harus daftar, bukan teks `5`; tulis `[5]`",
    ),
    "a lookup": (
        """
        types:
          Buku: {fields: {rak: Rak}}
          Rak: {key: nomor, fields: {nomor: ID!}, lookup: {call: "▸GETT /r"}}
        """,
        "metode `GETT` tidak dikenal; mungkin maksudnya `GET`?",
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_told_once(text: str, expected: str, judge: Judge) -> None:
    """Of a broken element and all that refers to it, only the element is told."""
    verdict = judge(text)
    assert (f"{verdict.place}: {expected}",) == verdict.lines
