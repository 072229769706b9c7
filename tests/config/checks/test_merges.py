"""gateway/config/checks/merges.py."""

import pytest

from tests.config.checks.conftest import Judge

TYPES = """
types:
  Harga: {fields: {komoditas: String, pasar: String, rincian: JSON}}
  Buku: {fields: {judul: String}}
queries:
  pasar: {returns: "[Harga!]", call: GET /pasar}
  kebun: {returns: "[Harga!]", call: GET /kebun}
  satu: {returns: Harga, call: GET /satu}
  nomor: {returns: "[ID!]", call: GET /nomor}
  kode: {returns: "[ID!]", call: GET /kode}
  buku: {returns: "[Buku!]", call: GET /buku}
  wajib: {args: {kota: ID!}, returns: "[Harga!]", call: "GET /w?k={kota}"}
  bebas: {args: {kota: ID}, returns: "[Harga!]", call: "GET /w?k={kota}"}
  angka: {args: {kota: Int}, returns: "[Harga!]", call: "GET /w?k={kota}"}
---
merge:
  """

WRONG = {
    "one member": (
        "▸harga: {of: [perpus.pasar]}",
        (
            "`merge` `harga` menyatukan kurang dari dua query;"
            " sebut dua atau lebih `konektor.query` di `of`"
        ),
    ),
    "a member twice": (
        "harga: {of: [perpus.pasar, ▸perpus.pasar]}",
        "`perpus.pasar` disebut dua kali; hapus salah satunya",
    ),
    "unknown query": (
        "harga: {of: [perpus.pasar, ▸perpus.kebn]}",
        "konektor `perpus` tidak punya query `kebn`; mungkin maksudnya `perpus.kebun`?",
    ),
    "unknown connector": (
        "harga: {of: [perpus.pasar, ▸pangan.kebun]}",
        "konektor `pangan` tidak dikenal; mungkin maksudnya `perpus.kebun`?",
    ),
    "unknown connector and query": (
        "harga: {of: [perpus.pasar, ▸prpus.kebn]}",
        "konektor `prpus` tidak dikenal; mungkin maksudnya `perpus.kebun`?",
    ),
    "nothing near": (
        "harga: {of: [perpus.pasar, ▸zzz]}",
        (
            "`zzz` belum menyebut konektornya; yang ada: `perpus.pasar`, `perpus.kebun`,"
            " `perpus.satu`, `perpus.nomor`, `perpus.kode`, `perpus.buku`, `perpus.wajib`,"
            " `perpus.bebas`, …"
        ),
    ),
    "no connector": (
        "harga: {of: [perpus.pasar, ▸kebun]}",
        "`kebun` belum menyebut konektornya; mungkin maksudnya `perpus.kebun`?",
    ),
    "another type": (
        "harga: {of: [perpus.pasar, ▸perpus.buku]}",
        (
            "`perpus.buku` mengembalikan `[Buku!]`, sedangkan `perpus.pasar` `[Harga!]`;"
            " satukan hanya query yang mengembalikan type yang sama; `fields` pada query"
            " dapat mengisi `Harga` dari nama lain (`harga`)"
        ),
    ),
    "no list": (
        "harga: {of: [perpus.pasar, ▸perpus.satu]}",
        (
            "`perpus.satu` mengembalikan `Harga`, bukan daftar;"
            " satukan hanya query yang mengembalikan daftar"
        ),
    ),
    "a required argument of one": (
        "harga: {of: [perpus.pasar, ▸perpus.wajib]}",
        (
            "`perpus.wajib` mewajibkan argumen `kota`, yang tidak ada di `perpus.pasar`;"
            " tambahkan argumen itu, atau buat tidak wajib (tanpa `!`)"
        ),
    ),
    "one argument of two types": (
        "harga: {of: [perpus.bebas, ▸perpus.angka]}",
        (
            "argumen `kota` bertipe `Int` di `perpus.angka`, tetapi `ID` di"
            " `perpus.bebas`; samakan type argumennya"
        ),
    ),
    "sort by an unknown field": (
        "harga: {of: [perpus.pasar, perpus.kebun], sort: [▸-pasr]}",
        (
            "`sort` menyebut `pasr`, yang bukan field type `Harga`;"
            " mungkin maksudnya `pasar`?"
        ),
    ),
    "sort by what has no order": (
        "harga: {of: [perpus.pasar, perpus.kebun], sort: [▸rincian]}",
        (
            "field `rincian` bertipe `JSON` tidak dapat diurutkan;"
            " sebut field yang berisi satu nilai"
        ),
    ),
    "dedupe by an unknown field": (
        "harga: {of: [perpus.pasar, perpus.kebun], dedupe: [▸komoditi]}",
        (
            "`dedupe` menyebut `komoditi`, yang bukan field type `Harga`;"
            " mungkin maksudnya `komoditas`?"
        ),
    ),
}

FINE = {
    "lists of scalars": "semuaNomor: {of: [perpus.nomor, perpus.kode]}",
    "two lists": "harga: {of: [perpus.pasar, perpus.kebun], sort: -pasar, dedupe: pasar}",
    "required by all": "harga: {of: [perpus.wajib, perpus.bebas]}",
    "optional of one": "harga: {of: [perpus.pasar, perpus.bebas]}",
}


@pytest.mark.parametrize(("merge", "expected"), WRONG.values(), ids=WRONG)
def test_wrong(merge: str, expected: str, judge: Judge) -> None:
    """A merge of what cannot be merged is told at the member or the field."""
    verdict = judge(TYPES + merge)
    assert (f"{verdict.place}: {expected}",) == verdict.lines


@pytest.mark.parametrize("merge", FINE.values(), ids=FINE)
def test_fine(merge: str, judge: Judge) -> None:
    """A merge of lists of one type is no mistake."""
    assert () == judge(TYPES + merge).lines
