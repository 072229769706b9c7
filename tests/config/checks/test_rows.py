"""gateway/config/checks/rows.py."""

import pytest

from tests.config.checks.conftest import Judge

WRONG = {
    "where on one object": (
        """
        types: {Buku: {fields: {judul: String}}}
        queries: {buku: {returns: Buku, call: GET /b, where: {▸judul: x}}}
        """,
        (
            "`where` hanya untuk query yang mengembalikan daftar objek, bukan `Buku`;"
            ' hapus `where`, atau pakai `returns: "[Buku!]"`'
        ),
    ),
    "sort_by on a list of scalars": (
        """
        queries: {nama: {returns: "[String!]", call: GET /b, sort_by: ▸nama}}
        """,
        (
            "`sort_by` hanya untuk query yang mengembalikan daftar objek, bukan"
            ' `[String!]`; hapus `sort_by`, atau pakai `returns: "[String!]"`'
        ),
    ),
    "filter_by on one object": (
        """
        types: {Buku: {fields: {judul: String}}}
        queries:
          buku: {args: {judul: ID}, returns: Buku, call: GET /b, filter_by: [▸judul]}
        """,
        (
            "`filter_by` hanya untuk query yang mengembalikan daftar objek, bukan `Buku`;"
            ' hapus `filter_by`, atau pakai `returns: "[Buku!]"`'
        ),
    ),
    "contains on a number": (
        """
        types: {Buku: {fields: {tahun: Int}}}
        queries:
          buku: {returns: "[Buku!]", call: GET /b, where: {▸tahun: {contains: "19"}}}
        """,
        (
            "`contains` hanya untuk teks, padahal `tahun` bertipe `Int`;"
            " pakai perbandingan biasa (sama dengan), `min`, atau `max`"
        ),
    ),
    "min on a text": (
        """
        types: {Buku: {fields: {judul: String}}}
        queries:
          buku: {returns: "[Buku!]", call: GET /b, where: {▸judul: {min: "A"}}}
        """,
        (
            "`min` hanya untuk angka dan tanggal, padahal `judul` bertipe `String`;"
            " pakai perbandingan biasa (sama dengan)"
        ),
    ),
    "where with no value of the enum": (
        """
        types: {Buku: {fields: {status: Status}}}
        enums: {Status: [ADA, PINJAM]}
        queries:
          buku: {returns: "[Buku!]", call: GET /b, where: {▸status: HILANG}}
        """,
        (
            "`where` membandingkan `status` dengan `HILANG`, padahal type-nya `Status`;"
            " tulis salah satu dari `ADA`, `PINJAM`"
        ),
    ),
    "where with no number": (
        """
        types: {Buku: {fields: {tahun: Int}}}
        queries:
          buku: {returns: "[Buku!]", call: GET /b, where: {▸tahun: {min: baru}}}
        """,
        (
            "`where` membandingkan `tahun` dengan `baru`, padahal type-nya `Int`;"
            " tulis bilangan bulat 32-bit seperti `10`"
        ),
    ),
    "filter by an unknown argument": (
        """
        types: {Buku: {fields: {judul: String}}}
        queries:
          buku:
            args: {judul: String}
            returns: "[Buku!]"
            call: GET /b?q={judul}
            filter_by: [▸judl]
        """,
        (
            "`filter_by` menyebut `judl`, yang bukan argumen `buku`;"
            " mungkin maksudnya `judul`?"
        ),
    ),
    "filter by an input object": (
        """
        types: {Buku: {fields: {judul: String}}}
        inputs: {Saring: {fields: {kota: String}}}
        queries:
          buku:
            args: {s: Saring}
            returns: "[Buku!]"
            call: GET /b
            filter_by: {▸s: judul}
        """,
        "argumen `s` adalah objek input, bukan satu nilai; saring dengan argumen biasa",
    ),
    "filter of another type": (
        """
        types: {Buku: {fields: {tahun: Int}}}
        queries:
          buku:
            args: {tahun: String}
            returns: "[Buku!]"
            call: GET /b
            filter_by: [▸tahun]
        """,
        (
            "argumen `tahun` bertipe `String` tidak dapat dibandingkan dengan field"
            " `tahun` bertipe `Int`; pakai type `Int` untuk argumennya"
        ),
    ),
    "filter that starts a date": (
        """
        types: {Buku: {fields: {terbit: Date}}}
        queries:
          buku:
            args: {awal: String}
            returns: "[Buku!]"
            call: GET /b
            filter_by: {awal: {field: ▸terbit, how: starts}}
        """,
        (
            "`starts` hanya untuk teks, padahal `terbit` bertipe `Date`;"
            " pakai perbandingan biasa (sama dengan), `min`, atau `max`"
        ),
    ),
    "sort by a list": (
        """
        types: {Buku: {fields: {pengarang: "[String!]"}}}
        queries:
          buku: {returns: "[Buku!]", call: GET /b, sort_by: [▸-pengarang]}
        """,
        (
            "field `pengarang` bertipe `[String!]` tidak dapat diurutkan;"
            " sebut field yang berisi satu nilai"
        ),
    ),
}

FINE = {
    "fields, paths, links and ranges": """
        types:
          Wilayah:
            key: kode
            fields: {kode: ID!}
            lookup: {call: "GET /w/{kode}"}
          Buku:
            fields: {judul: String, tahun: Int, terbit: Date, wilayah: Wilayah,
                     status: Status, ada: Boolean}
        enums: {Status: [ADA, PINJAM]}
        queries:
          buku:
            args: {dari: Int, sampai: Date, kata: String, kota: ID, status: Status}
            returns: "[Buku!]"
            call: GET /b
            where:
              judul: {contains: a}
              tahun: {min: 1900}
              status: [ADA, PINJAM]
              ada: true
              kode_rak: A1
              terbit: {present: true}
            filter_by:
              dari: {field: tahun, how: min}
              sampai: {field: terbit, how: max}
              kata: {field: judul, how: contains}
              kota: wilayah
              status: status
            sort_by: [-tahun, judul, wilayah, kode_rak]
        """,
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG)
def test_wrong(text: str, expected: str, judge: Judge) -> None:
    """Local work on rows that cannot be done is told."""
    verdict = judge(text)
    assert (f"{verdict.place}: {expected}",) == verdict.lines


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str, judge: Judge) -> None:
    """Local work that can be done is no mistake."""
    assert () == judge(text).lines
