"""gateway/config/checks/batches.py."""

import pytest

from tests.config.checks.conftest import Judge

WRONG = {
    "keys of an unknown argument": (
        """
        types: {Harga: {fields: {kota: ID}}}
        queries:
          harga:
            args: {kota: ID!}
            returns: "[Harga!]"
            batch: {call: "GET /h?k={kota}", by: ▸kta, group: kota}
        """,
        "`by: kta` bukan argumen `harga`; mungkin maksudnya `kota`?",
    ),
    "a composite key's batch by no key": (
        """
        types:
          Buku:
            key: [isbn, jilid]
            fields: {isbn: ID!, jilid: Int!, judul: String}
            batch: {call: "GET /b?i={isbn}&j={jilid}", by: ▸judul, match: isbn}
        """,
        "`by: judul` bukan argumen `lookupBuku`; yang ada: `isbn`, `jilid`",
    ),
    "keys that are not sent": (
        """
        types: {Harga: {fields: {kota: ID}}}
        queries:
          harga:
            args: {kota: ID!, hari: Date}
            returns: "[Harga!]"
            batch: {call: ▸"GET /h?h={hari}", by: kota, group: kota}
            filter_by: [kota]
        """,
        (
            "panggilan `batch` tidak memuat `{kota}`, jadi kuncinya tidak terkirim;"
            " tulis `{kota}` di `call` milik `batch`"
        ),
    ),
    "neither match nor group, of a list": (
        """
        types: {Harga: {fields: {kota: ID}}}
        queries:
          harga:
            args: {kota: ID!}
            returns: "[Harga!]"
            batch: ▸{call: "GET /h?k={kota}", by: kota}
        """,
        (
            "`batch` belum mengatakan jawaban mana untuk kunci mana;"
            " tulis `group: <field>`"
        ),
    ),
    "neither match nor group, of one": (
        """
        types:
          Buku:
            key: isbn
            fields: {isbn: ID!}
            batch: ▸{call: "GET /b?i={isbn}"}
        """,
        (
            "`batch` belum mengatakan jawaban mana untuk kunci mana;"
            " tulis `match: <field>`"
        ),
    ),
    "match and group": (
        """
        types: {Harga: {fields: {kota: ID}}}
        queries:
          harga:
            args: {kota: ID!}
            returns: "[Harga!]"
            batch: ▸{call: "GET /h?k={kota}", match: kota, group: kota}
        """,
        (
            "`batch` memakai `match` dan `group` sekaligus; pakai `match` untuk satu"
            " jawaban setiap kunci, `group` untuk banyak jawaban"
        ),
    ),
    "match of a list": (
        """
        types: {Harga: {fields: {kota: ID}}}
        queries:
          harga:
            args: {kota: ID!}
            returns: "[Harga!]"
            batch: {call: "GET /h?k={kota}", by: kota, match: ▸kota}
        """,
        (
            "`match` memberi satu jawaban setiap kunci, padahal `harga` mengembalikan"
            " `[Harga!]`; pakai `group: kota`"
        ),
    ),
    "group of one": (
        """
        types: {Harga: {fields: {kota: ID}}}
        queries:
          harga:
            args: {kota: ID!}
            returns: Harga
            batch: {call: "GET /h?k={kota}", group: ▸kota}
        """,
        (
            "`group` memberi banyak jawaban setiap kunci, padahal `harga` mengembalikan"
            " `Harga`; pakai `match: kota`"
        ),
    ),
    "one row of many": (
        """
        types:
          Buku:
            key: isbn
            fields: {isbn: ID!}
            lookup: {call: "GET /b/{isbn}", select: ▸data.0}
            batch: {call: "GET /b?i={isbn}", match: isbn}
        """,
        (
            "`select` memilih satu baris (`0`), dan `batch` mewarisinya, padahal jawaban"
            " `batch` adalah daftar; tulis `select` milik `batch` sendiri: letak daftarnya"
        ),
    ),
    "match by a list": (
        """
        types:
          Buku:
            key: isbn
            fields: {isbn: ID!, nama: "[String!]"}
            batch: {call: "GET /b?i={isbn}", match: ▸nama}
        """,
        (
            "field `nama` bertipe `[String!]`, jadi tidak dapat dicocokkan dengan kunci;"
            " sebut field yang berisi satu nilai, atau path di barisnya"
        ),
    ),
}

FINE = {
    "a path in the rows, a link, a few keys a call": """
        types:
          Wilayah:
            key: kode
            fields: {kode: ID!}
            batch: {call: "GET /w?k={kode}", join: ",", match: d.kode_wil, size: 1}
          Harga: {fields: {wilayah: Wilayah}}
        queries:
          harga:
            args: {kota: ID!}
            returns: "[Harga!]"
            batch: {call: "GET /h?k={kota}", by: kota, group: wilayah}
          jumlah:
            args: {kota: ID!}
            returns: Int
            batch: {call: "GET /j?k={kota}", by: kota, match: kota}
        """,
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG)
def test_wrong(text: str, expected: str, judge: Judge) -> None:
    """A batch whose answers cannot find their keys is told."""
    verdict = judge(text)
    assert (f"{verdict.place}: {expected}",) == verdict.lines


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str, judge: Judge) -> None:
    """Batches whose answers find their keys are no mistake."""
    assert () == judge(text).lines
