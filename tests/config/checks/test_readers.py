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
        "{type: ID, format: ▸dd-MM-yyyy}",
        (
            "`format` hanya untuk tanggal, jam, dan geometri, padahal `a` bertipe `ID`;"
            " hapus `format`"
        ),
    ),
    "format of a number": (
        "{type: Int, format: ▸yyyy}",
        (
            "`format` hanya untuk tanggal, jam, dan geometri, padahal `a` bertipe `Int`;"
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
    "yes and no at once": (
        "{type: Boolean, true: [Ya, Y], false: [T, ▸ya]}",
        "`ya` pada field `a` berarti ya dan tidak sekaligus; hapus dari `true` atau dari `false`",
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
            "`format` hanya untuk tanggal, jam, dan geometri, padahal `a` bertipe `ID`;"
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
    "meaning without its group": (
        '{type: Int, pattern: {▸"Ada ([0-9]+)": $2}}',
        (
            "`$2` menunjuk kelompok yang tidak ada di `Ada ([0-9]+)`;"
            " beri tanda kurung pada bagian yang diambil, misalnya `([0-9]+)`"
        ),
    ),
    "meaning of no expression": (
        '{type: Int, pattern: {▸"Ada (": 0}}',
        (
            "`Ada (` bukan ekspresi reguler yang sah;"
            " periksa kurung dan garis miring terbaliknya"
        ),
    ),
    "split of one text": (
        '{type: String, split: ▸";"}',
        (
            "`split` hanya untuk daftar, padahal `a` bertipe `String`;"
            ' hapus `split`, atau pakai `type: "[String]"`'
        ),
    ),
    "base of a text": (
        "{type: String, base: ▸https://a.b}",
        "`base` hanya untuk URL, padahal `a` bertipe `String`; hapus `base`",
    ),
    "https of a text": (
        "{type: String, from: ▸b, https: true}",
        "`https` hanya untuk URL, padahal `a` bertipe `String`; hapus `https`",
    ),
    "markup of JSON": (
        "{type: JSON, from: ▸b, strip_html: true}",
        "`strip_html` bukan untuk JSON, padahal `a` bertipe `JSON`; hapus `strip_html`",
    ),
    "rounded text": (
        "{type: String, from: ▸b, round: 2}",
        "`round` hanya untuk angka, padahal `a` bertipe `String`; hapus `round`",
    ),
    "case of a number": (
        "{type: Int, case: ▸upper}",
        "`case` hanya untuk teks, padahal `a` bertipe `Int`; hapus `case`",
    ),
    "latitude of a whole number": (
        "{type: Int, part: ▸lat}",
        "`part: lat` hanya untuk Float dan Decimal, padahal `a` bertipe `Int`; hapus `part`",
    ),
    "end of a Boolean": (
        "{type: Boolean, part: ▸to}",
        (
            "`part: to` hanya untuk tanggal dan angka, padahal `a` bertipe `Boolean`;"
            " hapus `part`"
        ),
    ),
    "end of a text without a format": (
        "{type: String, part: ▸to}",
        (
            "`part` pada `a` tidak tahu bentuk tanggalnya;"
            " tambahkan `format`, misalnya `format: dd/MM/yyyy - dd/MM/yyyy`"
        ),
    ),
    "order of a number": (
        "{type: Float, order: ▸lat_lon}",
        (
            "`order` hanya berarti untuk koordinat;"
            " tambahkan `part: lat` atau `part: lon`, atau hapus `order`"
        ),
    ),
    "date of four": (
        "{type: Date, from: ▸{date: [a, b, c, d]}}",
        "`date` memuat lebih dari tahun, bulan, dan hari; tulis paling banyak tiga path",
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
    "coordinate": "{type: Float, part: lat, order: lon_lat}",
    "geometry": "{type: JSON, format: geojson, order: lat_lon}",
    "range": "{type: Date, format: [dd/MM/yyyy - dd/MM/yyyy, iso], part: from, century: 30}",
    "sentences": '{type: Int, pattern: {"Ada ([0-9]+)": $1, Penuh: 0}, round: 0}',
    "address": "{type: URL, base: https://a.b, https: true}",
    "list in a text": '{type: "[Wilayah!]", split: ","}',
    "date in parts": "{type: String, from: {date: [a, b]}, part: to}",
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
            fields: {judul: jdl, tahun: {from: j, format: ▸yyyy}}
        """
    )
    expected = (
        "`format` hanya untuk tanggal, jam, dan geometri, padahal `tahun` bertipe `Int`;"
        " hapus `format`"
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


def test_result(judge: Judge) -> None:
    """How a result is read suits its type, and objects are read by their fields."""
    verdict = judge(
        """
        types: {Buku: {fields: {judul: String}}}
        queries:
          jumlah: {returns: Int, call: GET /j, read: {pattern: "([0-9]+)", round: 0}}
          salah: {returns: Int, call: GET /s, read: {format: ▸yyyy}}
        """
    )
    expected = (
        "`format` hanya untuk tanggal, jam, dan geometri, padahal `salah` bertipe `Int`;"
        " hapus `format`"
    )
    assert (f"{verdict.place}: {expected}",) == verdict.lines


def test_result_of_objects(judge: Judge) -> None:
    """`read` of a query that returns objects is refused."""
    verdict = judge(
        """
        types: {Buku: {fields: {judul: String}}}
        queries:
          buku: {returns: Buku, call: GET /b, read: ▸{trim: true}}
        """
    )
    expected = (
        "`read` hanya untuk hasil yang bukan objek, padahal `buku` mengembalikan `Buku`;"
        " tulis cara membacanya pada field `Buku`, atau di `fields`"
    )
    assert (f"{verdict.place}: {expected}",) == verdict.lines
