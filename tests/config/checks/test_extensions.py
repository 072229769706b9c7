"""gateway/config/checks/extensions.py."""

import pytest

from tests.config.checks.conftest import Judge

TYPES = """
types:
  Wilayah: {key: kode, fields: {kode: ID!, nama: String, luas: Float}}
  Harga: {fields: {komoditas: String}}
enums: {Musim: [HUJAN, KEMARAU]}
interfaces:
  Tempat:
    fields: {nama: String}
    discriminate: {path: jenis, cases: {p: Pasar}}
queries:
  harga:
    args: {kota: ID, kode: Int, daftar: "[ID!]"}
    returns: "[Harga!]"
    call: GET /h?k={kota}&t={kode}&d={daftar}
  kebun: {args: {kota: ID}, returns: "[Harga!]", call: "GET /k?k={kota}"}
  semua: {returns: "[Harga!]", call: GET /s}
---
  arsip:
    opd: Dinas Kearsipan
    url: http://arsip.test
    types:
      Pasar: {implements: Tempat, fields: {nama: String}}
    queries:
      kebun: {expose: false, args: {kota: ID}, returns: "[Harga!]", call: "GET /k?k={kota}"}
merge:
  hargaSemua: {of: [perpus.harga, perpus.kebun]}
  hargaKebun: {of: [perpus.kebun, arsip.kebun]}
extend:
  """

WRONG = {
    "unknown type": (
        "▸Wilayh: {harga: {query: harga, with: {kota: kode}}}",
        (
            "`extend` menyebut type `Wilayh` yang tidak dikenal;"
            " mungkin maksudnya `Wilayah`?"
        ),
    ),
    "an enum": (
        "▸Musim: {harga: {query: harga, with: {kota: kode}}}",
        "`extend` hanya untuk type objek, padahal `Musim` adalah enum",
    ),
    "an interface": (
        "▸Tempat: {harga: {query: harga, with: {kota: kode}}}",
        (
            "`extend` hanya untuk type objek, padahal `Tempat` adalah interface;"
            " tambahkan pada setiap type yang memakainya"
        ),
    ),
    "unknown query": (
        "Wilayah: {harga: {query: ▸hrga, with: {kota: kode}}}",
        "query `hrga` tidak dikenal; mungkin maksudnya `harga`?",
    ),
    "unknown merge": (
        "Wilayah: {harga: {query: ▸hargaSmua, with: {kota: kode}}}",
        "query `hargaSmua` tidak dikenal; mungkin maksudnya `hargaSemua`?",
    ),
    "unknown query of a connector": (
        "Wilayah: {harga: {query: ▸perpus.hrga, with: {kota: kode}}}",
        "konektor `perpus` tidak punya query `hrga`; mungkin maksudnya `perpus.harga`?",
    ),
    "a query of two connectors": (
        "Wilayah: {harga: {query: ▸kebun, with: {kota: kode}}}",
        (
            "query `kebun` ada di beberapa konektor;"
            " tulis lengkap: `perpus.kebun` atau `arsip.kebun`"
        ),
    ),
    "nothing filled": (
        "Wilayah: {▸harga: {query: harga}}",
        (
            "field `harga` belum mengatakan apa yang diisi dari `Wilayah`;"
            " tulis `with: {kota: <field Wilayah>}`"
        ),
    ),
    "nothing to fill": (
        "Wilayah: {▸harga: {query: semua}}",
        (
            "field `harga` belum mengatakan apa yang diisi dari `Wilayah`;"
            " query `semua` perlu argumen, misalnya kunci `Wilayah`"
        ),
    ),
    "unknown argument": (
        "Wilayah: {harga: {query: harga, with: {▸kta: kode}}}",
        "`kta` bukan argumen `harga`; mungkin maksudnya `kota`?",
    ),
    "unknown field": (
        "Wilayah: {harga: {query: harga, with: {kota: ▸kodee}}}",
        "`kodee` bukan field type `Wilayah`; mungkin maksudnya `kode`?",
    ),
    "a field that does not fit": (
        "Wilayah: {harga: {query: harga, with: {kode: ▸nama}}}",
        (
            "field `nama` bertipe `String`, tidak dapat mengisi argumen `kode` bertipe"
            " `Int`; samakan type keduanya, misalnya `String`"
        ),
    ),
    "an argument that one member lacks": (
        "Wilayah: {harga: {query: hargaSemua, with: {▸daftar: kode}}}",
        (
            "argumen `daftar` tidak ada di `perpus.kebun`, salah satu anggota"
            " `hargaSemua`; tambahkan argumen itu pada anggota tersebut"
        ),
    ),
}

FINE = {
    "by name": "Wilayah: {harga: {query: harga, with: {kota: kode}}}",
    "by connector": "Wilayah: {harga: {query: arsip.kebun, with: {kota: kode}}}",
    "by merge": "Wilayah: {harga: {query: hargaKebun, with: {kota: kode}}}",
    "a single for a list": "Wilayah: {harga: {query: harga, with: {daftar: kode}}}",
}


@pytest.mark.parametrize(("extend", "expected"), WRONG.values(), ids=WRONG)
def test_wrong(extend: str, expected: str, judge: Judge) -> None:
    """An extension that cannot be asked is told at the word that is wrong."""
    verdict = judge(TYPES + extend)
    assert (f"{verdict.place}: {expected}",) == verdict.lines


@pytest.mark.parametrize("extend", FINE.values(), ids=FINE)
def test_fine(extend: str, judge: Judge) -> None:
    """Extensions that can be asked are no mistake."""
    assert () == judge(TYPES + extend).lines
