"""gateway/config/checks/types.py."""

import pytest

from tests.config.checks.conftest import Judge

WRONG = {
    "field of unknown type": (
        """
        types: {Buku: {fields: {judul: ▸Strin}}}
        """,
        "type `Strin` tidak dikenal; mungkin maksudnya `String`?",
    ),
    "field of unknown type, nothing near": (
        """
        types: {Buku: {fields: {judul: ▸Zzz}}}
        """,
        "type `Zzz` tidak dikenal; tulis type itu di `types`, atau pakai yang bawaan: `Boolean`, `Date`, `DateTime`, `Decimal`, `Float`, `ID`, `Int`, `JSON`, `Long`, `Rupiah`, `String`, `Time`, `URL`",
    ),
    "field of a type by another language's name": (
        """
        types: {Buku: {fields: {judul: ▸Number}}}
        """,
        "type `Number` tidak dikenal; mungkin maksudnya `Float`?",
    ),
    "interface field of unknown type": (
        """
        types: {Buku: {implements: Koleksi, fields: {judul: String}}}
        interfaces:
          Koleksi:
            fields: {judul: ▸"Sring"}
            discriminate: {path: jenis, cases: {b: Buku}}
        """,
        "type `Sring` tidak dikenal; mungkin maksudnya `String`?",
    ),
    "list of unknown type": (
        """
        types: {Buku: {fields: {pengarang: ▸"[Pengarng!]"}}, Pengarang: {fields: {nama: String}}}
        """,
        "type `Pengarng` tidak dikenal; mungkin maksudnya `Pengarang`?",
    ),
    "field of an input type": (
        """
        types: {Buku: {fields: {rak: ▸Rak}}}
        inputs: {Rak: {fields: {nomor: Int}}}
        """,
        (
            "field `rak` bertipe `Rak`, padahal itu input untuk argumen;"
            " pakai skalar, enum, atau type dari `types`"
        ),
    ),
    "query returns an unknown type": (
        """
        types: {Buku: {fields: {judul: String}}}
        queries: {buku: {returns: ▸Buuku, call: GET /b}}
        """,
        "type `Buuku` tidak dikenal; mungkin maksudnya `Buku`?",
    ),
    "query returns an input": (
        """
        inputs: {Rak: {fields: {nomor: Int}}}
        queries: {rak: {returns: ▸Rak, call: GET /b}}
        """,
        (
            "`returns` query `rak` bertipe `Rak`, padahal itu input untuk argumen;"
            " pakai skalar, enum, atau type dari `types`"
        ),
    ),
    "argument of unknown type": (
        """
        queries:
          buku: {args: {q: ▸Stringg}, returns: Int, call: "GET /b?q={q}"}
        """,
        "type `Stringg` tidak dikenal; mungkin maksudnya `String`?",
    ),
    "argument of an object type": (
        """
        types: {Buku: {fields: {judul: String}}}
        queries:
          buku: {args: {b: ▸Buku}, returns: Int, call: "GET /b?q={b}"}
        """,
        (
            "argumen `b` bertipe `Buku`, padahal itu type objek;"
            " pakai skalar, enum, atau type dari `inputs`"
        ),
    ),
    "input field of unknown type": (
        """
        inputs: {Rak: {fields: {nomor: ▸Itn}}}
        """,
        "type `Itn` tidak dikenal; mungkin maksudnya `Int`?",
    ),
    "provenance of another type": (
        """
        types: {Buku: {fields: {asal: {type: ▸String, provenance: true}}}}
        """,
        (
            "field `asal` memakai `provenance: true` tetapi bertipe `String`;"
            " pakai `type: Sumber`"
        ),
    ),
    "provenance type without the word": (
        """
        types: {Buku: {fields: {asal: ▸Sumber}}}
        """,
        (
            "type `Sumber` diisi oleh gateway, bukan oleh jawaban layanan;"
            " tambahkan `provenance: true` pada field `asal`"
        ),
    ),
}

FINE = {
    "every built-in scalar": """
        types:
          Semua:
            fields: {a: Int, b: Float, c: String, d: Boolean, e: ID, f: Date,
                     g: DateTime, h: Time, i: Rupiah, j: Long, k: Decimal,
                     l: URL, m: JSON}
        """,
    "lists of lists": """
        types: {Peta: {fields: {titik: "[[Float!]!]"}}}
        queries: {peta: {returns: "[[Peta!]]", call: GET /peta}}
        """,
    "provenance": """
        types: {Buku: {fields: {asal: {type: Sumber!, provenance: true}}}}
        """,
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG)
def test_wrong(text: str, expected: str, judge: Judge) -> None:
    """A type that is used wrongly is told at the place where it is used."""
    verdict = judge(text)
    assert (f"{verdict.place}: {expected}",) == verdict.lines


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str, judge: Judge) -> None:
    """Types that are used rightly are no mistake."""
    assert () == judge(text).lines


@pytest.mark.parametrize(
    ("field", "message"),
    [
        (
            "{type: ▸String, freshness: true}",
            (
                "field `x` memakai `freshness: true` tetapi bertipe `String`;"
                " pakai `type: Kesegaran`"
            ),
        ),
        (
            '{type: ▸"[Kesegaran]", freshness: true}',
            (
                "field `x` memakai `freshness: true` tetapi bertipe `[Kesegaran]`;"
                " pakai `type: Kesegaran`"
            ),
        ),
        (
            "▸Kesegaran",
            (
                "type `Kesegaran` diisi oleh gateway, bukan oleh jawaban layanan;"
                " pakai `type: Kesegaran` dengan `freshness: true` pada field `x`"
            ),
        ),
        (
            "▸KeadaanData",
            (
                "type `KeadaanData` diisi oleh gateway, bukan oleh jawaban layanan;"
                " pakai `type: Kesegaran` dengan `freshness: true` pada field `x`"
            ),
        ),
    ],
)
def test_freshness(judge: Judge, field: str, message: str) -> None:
    """How old a row is is the gateway's to say, and as one object."""
    verdict = judge(f"""
        types: {{Buku: {{fields: {{judul: String, x: {field}}}}}}}
        queries: {{buku: {{returns: Buku, call: GET /buku}}}}
        """)
    assert (f"{verdict.place}: {message}",) == verdict.lines
