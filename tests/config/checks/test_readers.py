"""gateway/config/checks/readers.py."""

import pytest

from tests.config.checks.conftest import Judge

TYPE = """
types:
  Buku:
    fields:
      a: {field}
  Rak:
    fields: {{nomor: ID}}
  Wilayah:
    key: kode
    fields: {{kode: ID!}}
    lookup: {{call: "GET /w/{{kode}}"}}
enums:
  Status: [ADA, PINJAM]
---
tables:
  status: {{"1": ADA, "2": PINJAM}}
  lengkap: {{"1": ADA, "2": DIPINJAM, else: LAIN}}
"""

WRONG = {
    "format of a text": (
        "{type: String, format: ▸dd-MM-yyyy}",
        (
            "`format` hanya untuk tanggal dan jam, padahal `a` bertipe `String`;"
            " pakai `type: Date` atau `type: DateTime`, atau hapus `format`"
        ),
    ),
    "format of a number": (
        "{type: Int, format: ▸yyyy}",
        (
            "`format` hanya untuk tanggal dan jam, padahal `a` bertipe `Int`;"
            " hapus `format`"
        ),
    ),
    "unit of a text": (
        "{type: String, unit: ▸km}",
        "`unit` hanya untuk angka, padahal `a` bertipe `String`; hapus `unit`",
    ),
    "notation of a date": (
        "{type: Date, notation: ▸id}",
        "`notation` hanya untuk angka, padahal `a` bertipe `Date`; hapus `notation`",
    ),
    "times of a text": (
        "{type: ID, times: ▸1000}",
        "`times` hanya untuk angka, padahal `a` bertipe `ID`; hapus `times`",
    ),
    "true of a text": (
        '{type: String, true: ▸"Y"}',
        "`true` hanya untuk Boolean, padahal `a` bertipe `String`; hapus `true`",
    ),
    "false of an enum": (
        '{type: Status, false: [▸"T"]}',
        "`false` hanya untuk Boolean, padahal `a` bertipe `Status`; hapus `false`",
    ),
    "zone of a number": (
        "{type: Int, zone: ▸WIB}",
        "`zone` hanya untuk tanggal dan jam, padahal `a` bertipe `Int`; hapus `zone`",
    ),
    "format of a link whose key is a text": (
        "{type: Wilayah, format: ▸dd-MM-yyyy}",
        (
            "`format` hanya untuk tanggal dan jam, padahal `a` bertipe `ID`;"
            " hapus `format`"
        ),
    ),
    "unknown zone": (
        '{type: DateTime, zone: ▸"+7"}',
        (
            "zona waktu `+7` tidak dikenal;"
            " pakai WIB, WITA, WIT, UTC, atau selisih seperti `+07:00`"
        ),
    ),
    "pattern without a group": (
        '{type: Int, pattern: ▸"[0-9]+"}',
        (
            "`pattern: [0-9]+` tidak punya kelompok, jadi tidak ada yang diambil;"
            " beri tanda kurung pada bagian yang diambil, misalnya `([0-9]+)`"
        ),
    ),
    "unknown table": (
        "{type: Status, map: ▸stats}",
        "tabel `stats` tidak dikenal; mungkin maksudnya `status`?",
    ),
    "constant of another type": (
        "{type: Int, value: ▸banyak}",
        "`value: banyak` bukan nilai `Int`; tulis bilangan bulat 32-bit seperti `10`",
    ),
    "constant that the enum lacks": (
        "{type: Status, value: ▸HILANG}",
        "`value: HILANG` bukan nilai `Status`; tulis salah satu dari `ADA`, `PINJAM`",
    ),
    "map of an object": (
        "{type: Rak, map: ▸status}",
        (
            "field `a` bertipe `Rak`, sebuah objek, jadi tidak dibaca sebagai satu nilai;"
            " pindahkan pilihan baca ke field di dalam `Rak`"
        ),
    ),
    "constant for an object": (
        "{type: Rak, value: ▸kosong}",
        (
            "field `a` bertipe `Rak`, sebuah objek, jadi tidak dibaca sebagai satu nilai;"
            " pindahkan pilihan baca ke field di dalam `Rak`"
        ),
    ),
}

FINE = {
    "date": '{type: Date, format: "EEEE, d MMMM yyyy"}',
    "moment": "{type: DateTime!, format: epoch, zone: WITA}",
    "time": '{type: Time, zone: "-03:30"}',
    "number": '{type: Float, unit: [km, "%"], notation: id, times: 0.01}',
    "text": '{type: String, trim: true, pattern: "([A-Z]+)", nulls: ["-"]}',
    "boolean": '{type: Boolean, true: ["Y"], false: ["T"]}',
    "enum": "{type: Status, map: status}",
    "template": '{type: String, from: {template: "{a} {b}"}}',
    "constant": "{type: Status!, value: ADA}",
    "link by a table": "{type: Wilayah, map: lengkap}",
    "list of leaves": '{type: "[Date!]", format: dd/MM/yyyy, one_or_many: true}',
    "object at a path": "{type: Rak, from: data.rak}",
}


@pytest.mark.parametrize(("field", "expected"), WRONG.values(), ids=WRONG)
def test_wrong(field: str, expected: str, judge: Judge) -> None:
    """A reader that does not suit its field is told where its option stands."""
    verdict = judge(TYPE.format(field=field))
    assert (f"{verdict.place}: {expected}",) == verdict.lines


@pytest.mark.parametrize("field", FINE.values(), ids=FINE)
def test_fine(field: str, judge: Judge) -> None:
    """Readers that suit their field are no mistake."""
    assert () == judge(TYPE.format(field=field)).lines


def test_map_to_an_enum(judge: Judge) -> None:
    """Every value of a table must be one of the enum's, `else` too."""
    verdict = judge(TYPE.format(field="{type: Status, map: ▸lengkap}"))
    expected = (
        (
            "tabel `lengkap` memberi `DIPINJAM`, yang bukan nilai enum `Status`;"
            " mungkin maksudnya `PINJAM`?"
        ),
        (
            "tabel `lengkap` memberi `LAIN`, yang bukan nilai enum `Status`;"
            " yang ada: `ADA`, `PINJAM`"
        ),
    )
    assert tuple(f"{verdict.place}: {line}" for line in expected) == verdict.lines


def test_sources(judge: Judge) -> None:
    """A field is read from one source only."""
    text = TYPE.format(field="{type: ID, from: ▸kode, value: x}")
    verdict = judge(text)
    expected = (
        "field `a` punya 2 sumber nilai;"
        " pilih satu dari `from`, `value`, dan `jmespath`"
    )
    assert (f"{verdict.place}: {expected}",) == verdict.lines


def test_one_or_many(judge: Judge) -> None:
    """A single field cannot be one or many."""
    text = TYPE.replace(" a:", " ▸a:").format(field="{type: ID, one_or_many: true}")
    verdict = judge(text)
    expected = (
        "`one_or_many` hanya untuk daftar, padahal `a` bertipe `ID`;"
        ' hapus `one_or_many`, atau pakai `type: "[ID]"`'
    )
    assert (f"{verdict.place}: {expected}",) == verdict.lines


def test_query_reading(judge: Judge) -> None:
    """A query's own reading of a field is held to the field's type."""
    verdict = judge(
        """
        types: {Buku: {fields: {judul: String, tahun: Int}}}
        queries:
          buku:
            returns: Buku
            call: GET /b
            fields: {tahun: thn, judul: {from: j, format: ▸yyyy}}
        """
    )
    expected = (
        "`format` hanya untuk tanggal dan jam, padahal `judul` bertipe `String`;"
        " pakai `type: Date` atau `type: DateTime`, atau hapus `format`"
    )
    assert (f"{verdict.place}: {expected}",) == verdict.lines


def test_lent_options(judge: Judge) -> None:
    """A zone and a notation of the whole connector reach only what they suit."""
    verdict = judge(
        """
        zone: WIT
        notation: id
        types: {Buku: {fields: {judul: String, tahun: Int, terbit: DateTime}}}
        """
    )
    assert () == verdict.lines
