"""gateway/config/checks/operations.py."""

import pytest

from tests.config.checks.conftest import Judge

WRONG = {
    "nothing to call": (
        """
        queries: {▸jumlah: {returns: Int}}
        """,
        (
            "query `jumlah` tidak punya `call` atau `batch`;"
            " tulis misalnya `call: GET /jumlah`"
        ),
    ),
    "a query that writes": (
        """
        queries: {jumlah: {returns: Int, call: ▸DELETE /jumlah}}
        """,
        (
            "query `jumlah` memanggil dengan DELETE, padahal query hanya membaca;"
            " pakai GET, atau POST bila layanan memintanya"
        ),
    ),
    "GET with a form": (
        """
        queries:
          jumlah:
            returns: Int
            call: {request: ▸GET /jumlah, form: {jenis: buku}}
        """,
        "GET tidak dapat membawa `form`; pakai POST, atau pindahkan isinya ke `query`",
    ),
    "GET with JSON": (
        """
        queries:
          jumlah:
            returns: Int
            call: {request: ▸GET /jumlah, json: {jenis: buku}}
        """,
        "GET tidak dapat membawa `json`; pakai POST, atau pindahkan isinya ke `query`",
    ),
    "non-null root": (
        """
        queries: {jumlah: {returns: ▸Int!, call: GET /jumlah}}
        """,
        (
            "query `jumlah` tidak boleh wajib (`!`): bila `perpus` mati, seluruh jawaban"
            " ikut hilang; pakai `Int`, atau `force: true` bila memang dikehendaki"
        ),
    ),
    "non-null list as a root": (
        """
        queries: {daftar: {returns: ▸"[Int!]!", call: GET /daftar}}
        """,
        (
            "query `daftar` tidak boleh wajib (`!`): bila `perpus` mati, seluruh jawaban"
            " ikut hilang; pakai `[Int!]`, atau `force: true` bila memang dikehendaki"
        ),
    ),
    "a batch alone whose key may be absent": (
        """
        types: {Harga: {fields: {kota: ID}}}
        queries:
          harga:
            args: {kota: ▸ID}
            returns: "[Harga!]"
            batch: {call: "GET /h?k={kota}", by: kota, group: kota}
        """,
        (
            "argumen `kota` boleh kosong, padahal `harga` hanya punya `batch`, yang"
            " perlu kuncinya; pakai `ID!`, tambahkan `call`, atau `expose: false`"
        ),
    ),
    "a merge of a batch alone whose key may be absent": (
        """
        types: {Harga: {fields: {kota: ID}}}
        queries:
          pasar:
            args: {kota: ID}
            returns: "[Harga!]"
            call: GET /p?k={kota}
          kebun:
            expose: false
            args: {kota: ▸ID}
            returns: "[Harga!]"
            batch: {call: "GET /h?k={kota}", by: kota, group: kota}
        ---
        merge: {harga: {of: [perpus.pasar, perpus.kebun]}}
        """,
        (
            "argumen `kota` boleh kosong, padahal `kebun` hanya punya `batch`, yang"
            " perlu kuncinya; pakai `ID!`, tambahkan `call`, atau `expose: false`"
        ),
    ),
    "reading of an unknown field": (
        """
        types: {Buku: {fields: {judul: String}}}
        queries:
          buku: {returns: Buku, call: GET /b, fields: {▸jdul: nama}}
        """,
        "`jdul` bukan field type `Buku`; mungkin maksudnya `judul`?",
    ),
    "provides an unknown field": (
        """
        types: {Buku: {fields: {judul: String}}}
        queries:
          buku: {returns: Buku, call: GET /b, provides: [judul, ▸tahun]}
        """,
        "`provides` menyebut `tahun`, yang bukan field type `Buku`; yang ada: `judul`",
    ),
    "provides a part that nothing completes": (
        """
        types: {Buku: {key: isbn, fields: {isbn: ID!, judul: String}}}
        queries:
          buku: {returns: Buku, call: GET /b, provides: [▸isbn]}
        """,
        (
            "`provides` tidak memuat `judul`, padahal `Buku` tidak punya `lookup` untuk"
            " melengkapinya; tambahkan `lookup` pada `Buku`, atau hapus `provides`"
        ),
    ),
    "provides all but the key": (
        """
        types:
          Buku:
            key: isbn
            fields: {isbn: ID!, judul: String}
            lookup: {call: "GET /b/{isbn}"}
        queries:
          buku: {returns: Buku, call: GET /b, provides: [▸judul]}
        """,
        (
            "`provides` tidak memuat kunci `isbn`, jadi field lain tidak dapat dicari;"
            " tambahkan `isbn`"
        ),
    ),
}

FINE = {
    "a batch alone whose key is there, or comes from an extension": """
        types: {Kota: {key: kode, fields: {kode: ID!}}, Harga: {fields: {kota: ID}}}
        queries:
          harga:
            args: {kota: ID!}
            returns: "[Harga!]"
            batch: {call: "GET /h?k={kota}", by: kota, group: kota}
          bawaan:
            args: {kota: {type: ID, default: "1871"}}
            returns: "[Harga!]"
            batch: {call: "GET /h?k={kota}", by: kota, group: kota}
          dalam:
            expose: false
            args: {kota: ID}
            returns: "[Harga!]"
            batch: {call: "GET /h?k={kota}", by: kota, group: kota}
        ---
        extend: {Kota: {harga: {query: dalam, with: {kota: kode}}}}
        """,
    "POST with a body, forced and unexposed non-null": """
        queries:
          jumlah:
            force: true
            returns: Int!
            call: {request: POST /jumlah, json: {jenis: buku}}
          daftar:
            expose: false
            returns: "[Int!]!"
            call: {request: POST /daftar, form: {jenis: buku}}
        """,
    "partial rows with the key of a lookup, and another reading": """
        types:
          Buku:
            key: isbn
            fields: {isbn: ID!, judul: String}
            lookup: {call: "GET /b/{isbn}"}
        queries:
          daftar:
            returns: "[Buku!]"
            call: GET /b
            provides: [isbn]
            fields: {isbn: nomor}
        """,
    "reading of the fields of a union's members": """
        types: {Buku: {fields: {judul: String}}, Majalah: {fields: {edisi: Int}}}
        unions:
          Koleksi:
            of: [Buku, Majalah]
            discriminate: {path: jenis, cases: {b: Buku, m: Majalah}}
        queries:
          koleksi: {returns: "[Koleksi!]", call: GET /k, fields: {edisi: no}}
        """,
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG)
def test_wrong(text: str, expected: str, judge: Judge) -> None:
    """An operation that cannot do what it says is told."""
    verdict = judge(text)
    assert (f"{verdict.place}: {expected}",) == verdict.lines


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str, judge: Judge) -> None:
    """Operations that do what they say are no mistake."""
    assert () == judge(text).lines
