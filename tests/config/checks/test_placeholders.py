"""gateway/config/checks/placeholders.py."""

import pytest

from tests.config.checks.conftest import Judge

WRONG = {
    "unknown argument": (
        """
        queries:
          buku:
            args: {judul: String}
            returns: Int
            call: GET /b?q={judul}&j=▸{judl}
        """,
        "`{judl}` bukan argumen `buku`; mungkin maksudnya `judul`?",
    ),
    "no arguments at all": (
        """
        queries:
          buku:
            returns: Int
            call: GET /b?q=▸{judul}
        """,
        "`{judul}` bukan argumen `buku`; tulis `judul` di `args`",
    ),
    "page without pages": (
        """
        queries:
          buku:
            returns: String
            call: GET /b?hal=▸{page}
        """,
        "`{page}` bukan argumen `buku`; tulis `page` di `args`, atau `pages` bila itu halaman layanan",
    ),
    "unknown key in a lookup": (
        """
        types:
          Buku:
            key: isbn
            fields: {isbn: ID!}
            lookup: {call: "GET /b/{isbn}/▸{jilid}"}
        """,
        "`{jilid}` bukan argumen `lookupBuku`; yang ada: `isbn`",
    ),
    "free text between quotation marks": (
        """
        queries:
          buku:
            args: {judul: String!}
            returns: Int
            call: {request: GET /b, query: {where: ▸"judul = '{judul}'"}}
        """,
        (
            "`{judul}` di antara tanda petik dapat memuat petik itu sendiri, lalu mengubah"
            " isi permintaan; hapus petiknya di sini, dan tulis"
            """ `send: {quote: "'"}` pada argumen `judul`"""
        ),
    ),
    "unknown argument in JSON": (
        """
        queries:
          buku:
            args: {judul: String}
            returns: Int
            call: {request: POST /b, json: {a: "{judul}", b: [1, ▸"{jdul}"]}}
        """,
        "`{jdul}` bukan argumen `buku`; mungkin maksudnya `judul`?",
    ),
    "unknown argument in a form": (
        """
        queries:
          buku:
            args: {judul: String}
            returns: Int
            call: {request: "POST /b?j={judul}", form: {q: ▸"{jdul}"}}
        """,
        "`{jdul}` bukan argumen `buku`; mungkin maksudnya `judul`?",
    ),
    "unknown field of an input": (
        """
        inputs: {Saring: {fields: {kota: String}}}
        queries:
          buku:
            args: {saring: Saring}
            returns: Int
            call: GET /b?q=▸{saring.kta}
        """,
        "`kta` bukan field input `Saring`; mungkin maksudnya `kota`?",
    ),
    "into a scalar": (
        """
        queries:
          buku:
            args: {judul: String}
            returns: Int
            call: GET /b?q=▸{judul.kata}
        """,
        (
            "`{judul.kata}` masuk ke `judul` bertipe `String`, yang bukan objek input;"
            " pakai `{judul}` saja"
        ),
    ),
    "an input object as text": (
        """
        inputs: {Saring: {fields: {kota: String}}}
        queries:
          buku:
            args: {saring: Saring}
            returns: Int
            call: GET /b?q=▸{saring}
        """,
        (
            "`{saring}` adalah objek input, bukan satu nilai;"
            " pilih fieldnya, misalnya `{saring.kota}`"
        ),
    ),
    "nullable in the path": (
        """
        queries:
          buku:
            args: {isbn: ID}
            returns: Int
            call: GET /b/▸{isbn}
        """,
        (
            "`{isbn}` ada di path tetapi boleh kosong;"
            " pakai `ID!`, beri `default`, atau pindahkan ke `?…=`"
        ),
    ),
    "nullable within an input in the path": (
        """
        inputs: {Saring: {fields: {kota: String}}}
        queries:
          buku:
            args: {saring: Saring!}
            returns: Int
            call: GET /b/▸{saring.kota}
        """,
        (
            "`{saring.kota}` ada di path tetapi boleh kosong;"
            " pakai `String!`, beri `default`, atau pindahkan ke `?…=`"
        ),
    ),
    "list in the path": (
        """
        queries:
          buku:
            args: {isbn: "[ID!]!"}
            returns: Int
            call: GET /b/▸{isbn}
        """,
        (
            "`{isbn}` berisi banyak nilai, sedangkan path hanya memuat satu;"
            ' tambahkan `send: {join: ","}` pada argumennya'
        ),
    ),
    "list in a header": (
        """
        queries:
          buku:
            args: {isbn: "[ID!]!"}
            returns: Int
            call: {request: GET /b, headers: {X-Isbn: ▸"{isbn}"}}
        """,
        (
            "`{isbn}` berisi banyak nilai, sedangkan header hanya memuat satu;"
            ' tambahkan `send: {join: ","}` pada argumennya'
        ),
    ),
    "many keys in the path": (
        """
        types:
          Buku:
            key: isbn
            fields: {isbn: ID!}
            batch: {call: "GET /b/▸{isbn}", match: isbn}
        """,
        (
            "`{isbn}` berisi banyak nilai, sedangkan path hanya memuat satu;"
            ' tambahkan `join: ","` pada `batch`'
        ),
    ),
    "unused argument": (
        """
        queries:
          buku:
            args: {▸judul: String}
            returns: Int
            call: GET /b
        """,
        (
            "argumen `judul` tidak dipakai;"
            " pakai `{judul}` di `call`, sebut di `filter_by`, atau hapus"
        ),
    ),
    "unused key": (
        """
        types:
          Buku:
            key: [isbn, jilid]
            fields: {isbn: ID!, jilid: Int!}
            lookup: ▸{call: "GET /b/{isbn}"}
        """,
        (
            "argumen `jilid` tidak dipakai;"
            " pakai `{jilid}` di `call`, sebut di `filter_by`, atau hapus"
        ),
    ),
    "argument lost in the batch": (
        """
        types: {Harga: {fields: {kota: ID}}}
        queries:
          harga:
            args: {kota: ID, ▸hari: Date}
            returns: "[Harga!]"
            call: GET /h?k={kota}&h={hari}
            batch: {call: "GET /h?k={kota}", by: kota, group: kota}
        """,
        (
            "argumen `hari` dipakai di `call` tetapi tidak di `batch`, jadi nilainya"
            " hilang bila banyak kunci diminta sekaligus; pakai `{hari}` di `batch` juga"
        ),
    ),
    "argument only in the batch": (
        """
        types: {Harga: {fields: {kota: ID}}}
        queries:
          harga:
            args: {▸kota: ID}
            returns: "[Harga!]"
            call: GET /h
            batch: {call: "GET /h?k={kota}", by: kota, group: kota}
        """,
        (
            "argumen `kota` dipakai di `batch` tetapi tidak di `call`;"
            " pakai `{kota}` di `call` juga"
        ),
    ),
}

FINE = {
    "every spot": """
        inputs: {Saring: {fields: {kota: String!, kata: "[String!]"}}}
        queries:
          buku:
            args:
              a: {type: ID, default: x}
              b: "[ID!]"
              c: {type: "[ID!]!", send: {join: ","}}
              d: Saring!
              e: Saring
              f: Int
            returns: Int
            call:
              request: POST /b/{a}/{c}/{d.kota}?b={b}&k={e.kata}&tetap=1
              headers: {X-Kota: "{e.kota}"}
              json: {saring: "{e}", f: "{f}", daftar: ["{a}", tetap], kosong: null}
        """,
    "between quotation marks what cannot hold one": """
        types: {Buku: {key: isbn, fields: {isbn: ID!}, lookup: "GET /b('{isbn}')"}}
        queries:
          buku:
            args: {a: Int, b: {type: String, enum: [x]}, c: {type: ID, pattern: "[a-z]+"}, d: String, e: String}
            returns: Int
            call: {request: GET /b, query: {q: ["'{a}'", "'{b}'", "'{c}'", "'{d}", "{e}'"]}}
        """,
    "a filter uses its argument": """
        types: {Buku: {fields: {judul: String}}}
        queries:
          buku:
            args: {judul: String}
            returns: "[Buku!]"
            call: GET /b
            filter_by: [judul]
        """,
    "keys joined in the path, and listed in JSON": """
        types:
          Buku:
            key: isbn
            fields: {isbn: ID!}
            batch: {call: "GET /b/{isbn}", join: ";", match: isbn}
          Rak:
            key: nomor
            fields: {nomor: ID!}
            batch:
              call: {request: POST /rak, json: {nomor: "{nomor}"}}
              match: nomor
        """,
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG)
def test_wrong(text: str, expected: str, judge: Judge) -> None:
    """A placeholder or an argument that goes nowhere is told."""
    verdict = judge(text)
    assert (f"{verdict.place}: {expected}",) == verdict.lines


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str, judge: Judge) -> None:
    """Placeholders that stand where they may are no mistake."""
    assert () == judge(text).lines
