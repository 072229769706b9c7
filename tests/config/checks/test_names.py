"""gateway/config/checks/names.py."""

import pytest

from tests.config.checks.conftest import Judge

WRONG = {
    "a dash": (
        """
        queries: {▸daftar-buku: {returns: Int, call: GET /b}}
        """,
        (
            "`daftar-buku` bukan nama GraphQL;"
            " pakai huruf, angka, dan garis bawah saja, misalnya `daftar_buku`"
        ),
    ),
    "a digit first": (
        """
        inputs: {▸2rak: {fields: {nomor: Int}}}
        """,
        "`2rak` bukan nama GraphQL; pakai huruf, angka, dan garis bawah saja",
    ),
    "an enum value with a blank": (
        """
        enums: {Status: {values: {ADA: ada, ▸TIDAK ADA: habis}}}
        """,
        (
            "`TIDAK ADA` bukan nama GraphQL;"
            " pakai huruf, angka, dan garis bawah saja, misalnya `TIDAK_ADA`"
        ),
    ),
    "two underscores": (
        """
        types: {Buku: {fields: {▸__judul: String}}}
        """,
        "nama `__judul` diawali `__`, yang hanya untuk GraphQL sendiri; pakai `judul`",
    ),
    "two underscores and nothing else": (
        """
        types: {Buku: {fields: {▸__: String}}}
        """,
        "nama `__` diawali `__`, yang hanya untuk GraphQL sendiri; pakai `nama`",
    ),
    "type named as a scalar": (
        """
        types: {▸Rupiah: {fields: {nilai: Int}}}
        """,
        "nama `Rupiah` sudah dipakai oleh gateway; beri nama lain",
    ),
    "type named Query": (
        """
        types: {▸Query: {fields: {nilai: Int}}}
        """,
        "nama `Query` sudah dipakai oleh gateway; beri nama lain",
    ),
    "enum named as a type of the gateway": (
        """
        enums: {▸Sumber: [A, B]}
        """,
        "nama `Sumber` sudah dipakai oleh gateway; beri nama lain",
    ),
    "type and enum of one name": (
        """
        types: {Status: {fields: {nilai: Int}}}
        enums:
          ▸Status: [A, B]
        """,
        (
            "nama `Status` sudah dipakai di connectors.yaml:6:13;"
            " beri nama lain pada salah satunya"
        ),
    ),
    "type and input of one name": (
        """
        types: {Rak: {fields: {nilai: Int}}}
        inputs:
          ▸Rak: {fields: {nomor: Int}}
        """,
        (
            "nama `Rak` sudah dipakai di connectors.yaml:6:13;"
            " beri nama lain pada salah satunya"
        ),
    ),
    "root of the gateway": (
        """
        queries: {▸opd: {returns: Int, call: GET /b}}
        """,
        (
            "field akar `opd` sudah dipakai oleh gateway;"
            " beri nama lain, atau `expose: false`"
        ),
    ),
    "one root of two connectors": (
        """
        queries: {jumlah: {returns: Int, call: GET /b}}
        ---
          arsip:
            opd: Dinas Kearsipan
            url: http://arsip.test
            queries: {▸jumlah: {returns: Int, call: GET /b}}
        """,
        (
            "field akar `jumlah` sudah ada: query konektor `perpus`"
            " (connectors.yaml:6:15); beri nama lain, atau `expose: false` pada salah"
            " satunya, atau satukan dengan `merge`"
        ),
    ),
    "one root of a query and a merge": (
        """
        types: {Buku: {fields: {judul: String}}}
        queries:
          baru: {returns: "[Buku!]", call: GET /baru}
          lama: {returns: "[Buku!]", call: GET /lama}
        ---
        merge:
          ▸baru: {of: [perpus.baru, perpus.lama]}
        """,
        (
            "field akar `baru` sudah ada: query konektor `perpus`"
            " (connectors.yaml:8:7); beri nama lain, atau `expose: false` pada salah"
            " satunya, atau satukan dengan `merge`"
        ),
    ),
    "extension of a field's name": (
        """
        types: {Buku: {key: isbn, fields: {isbn: ID!}}}
        queries:
          stok: {args: {isbn: ID}, returns: Int, call: "GET /s?i={isbn}"}
        ---
        extend: {Buku: {▸isbn: {query: stok, with: {isbn: isbn}}}}
        """,
        "type `Buku` sudah punya field `isbn` di connectors.yaml:6:40; beri nama lain",
    ),
    "enum value true": (
        """
        enums: {Aktif: ["YA", ▸"true"]}
        """,
        "nilai enum tidak boleh bernama `true`; pakai huruf besar, misalnya `TRUE`",
    ),
    "enum values that differ by case": (
        """
        enums: {Status: [AKTIF, ▸Aktif]}
        """,
        (
            "nilai enum `Aktif` hanya beda huruf besar-kecil dari `AKTIF`;"
            " hapus salah satunya"
        ),
    ),
    "enum without values": (
        """
        enums: {▸Status: {values: {}}}
        """,
        "enum `Status` tidak punya nilai; tulis nilainya, misalnya `[AKTIF, NONAKTIF]`",
    ),
    "type without fields": (
        """
        types: {▸Buku: {fields: {}}}
        """,
        "type `Buku` tidak punya field; tulis paling sedikit satu di `fields`",
    ),
    "input without fields": (
        """
        inputs: {▸Rak: {fields: {}}}
        """,
        "input `Rak` tidak punya field; tulis paling sedikit satu di `fields`",
    ),
}

FINE = {
    "one unexposed query of two of one name": """
        queries: {jumlah: {returns: Int, call: GET /b}}
        ---
          arsip:
            opd: Dinas Kearsipan
            url: http://arsip.test
            queries: {jumlah: {expose: false, returns: Int, call: GET /b}}
        """,
    "one field name in two types, one underscore": """
        types: {Buku: {fields: {_id: ID}}, Majalah: {fields: {_id: ID}}}
        """,
    "one extension name on two types": """
        types:
          Buku: {key: isbn, fields: {isbn: ID!}}
          Majalah: {key: issn, fields: {issn: ID!}}
        queries:
          stok: {args: {nomor: ID}, returns: Int, call: "GET /s?i={nomor}"}
        ---
        extend:
          Buku: {stok: {query: stok, with: {nomor: isbn}}}
          Majalah: {stok: {query: stok, with: {nomor: issn}}}
        """,
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG)
def test_wrong(text: str, expected: str, judge: Judge) -> None:
    """A name that is unfit or taken is told where it is given."""
    verdict = judge(text)
    assert (f"{verdict.place}: {expected}",) == verdict.lines


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str, judge: Judge) -> None:
    """Names that do not meet are no mistake."""
    assert () == judge(text).lines
