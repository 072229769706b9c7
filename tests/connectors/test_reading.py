"""From a row to a field's raw value, and to its graph value."""

import pytest

from gateway.config.place import Word
from gateway.connectors.codec import decode_json
from gateway.connectors.reading import FieldReading, Readings
from gateway.connectors.value import BadValue
from gateway.execution.keys import compile_key
from tests.connectors.runtime import HEAD
from tests.execution.harness import configure

TEXT = """
    types:
      Warga:
        key: [kode, nomor]
        fields:
          kode: ID!
          nomor: {type: Int!, from: no}
          nama: String
          dalam: {type: String, from: d.nama}
          pertama: {type: String, from: [baru, lama, d.nama]}
          alamat: {type: String, from: {template: "{jalan} No. {d.no}"}}
          negara: {type: String, value: Indonesia}
          lahir: {type: Date, from: tgl, format: dd-MM-yyyy}
          status: {type: Status, from: st, map: status}
          jumlah: {type: Int, jmespath: "length(anak)"}
          daerah: {type: Kota, from: kd}
          daftar: {type: "[ID!]", from: ids, one_or_many: true}
          alamatLain: {type: Alamat, from: al}
          tempat: {type: Tempat, from: t}
          siapa: {type: Siapa, from: s}
      Alamat: {fields: {jalan: String}}
      Kota:
        key: kode
        fields: {kode: {type: Int!}}
        lookup: {call: "GET /kota/{kode}"}
      Pasangan:
        key: [a, b]
        fields: {a: ID!, b: ID!}
        lookup: {call: "GET /p/{a}/{b}"}
      Toko: {implements: Tempat, fields: {nama: String}}
    interfaces:
      Tempat: {fields: {nama: String}, discriminate: {path: jenis, cases: {"1": Toko}}}
    unions:
      Siapa: {of: [Toko, Alamat], discriminate: {path: d.jenis, cases: {t: Toko, else: Alamat}}}
    enums:
      Status: {values: {AKTIF: Masih, MATI: Tidak}}
    queries:
      semua: {returns: "[Warga!]", call: GET /a}
      rinci: {returns: Warga, call: GET /b, fields: {nama: {from: nm}}}
      tabel: {returns: "[Warga!]", call: GET /t, format: csv}
      statusKini: {returns: Status, call: GET /c}
tables:
  status: {"1": AKTIF, "0": MATI}
"""


@pytest.fixture(scope="module")
def readings() -> Readings:
    return Readings(configure(HEAD + TEXT))


def reading(readings: Readings, name: str, query: str = "semua") -> FieldReading:
    operation = readings.config.connectors[Word("perpus")].queries[Word(query)]
    return readings.field("Warga", operation, name)


@pytest.mark.parametrize(
    ("field", "row", "value"),
    [
        ("kode", {"kode": "18"}, "18"),
        ("kode", {"kode": 18}, "18"),
        ("kode", {"kode": 18.0}, "18"),
        ("kode", {"kode": None}, None),
        ("kode", {}, None),
        ("kode", "teks", None),
        ("nomor", {"no": "7"}, 7),
        ("dalam", {"d": {"nama": "a"}}, "a"),
        ("dalam", {"d": 3}, None),
        ("pertama", {"lama": "b", "baru": None}, "b"),
        ("pertama", {"d": {"nama": "c"}}, "c"),
        ("pertama", {}, None),
        ("alamat", {"jalan": "Raden Intan", "d": {"no": 7}}, "Raden Intan No. 7"),
        ("alamat", {"jalan": "Raden Intan"}, None),
        ("negara", {}, "Indonesia"),
        ("lahir", {"tgl": "31-12-2001"}, "2001-12-31"),
        ("status", {"st": 1}, "AKTIF"),
        ("jumlah", {"anak": [1, 2]}, 2),
        ("daerah", {"kd": "1801"}, 1801),
        ("daftar", {"ids": [1, None, "b"]}, ["1", None, "b"]),
        ("alamatLain", {"al": {"jalan": "x"}}, {"jalan": "x"}),
        ("tempat", {"t": [1]}, [1]),
    ],
)
def test_a_field_is_got_and_read(
    readings: Readings, field: str, row: object, value: object
) -> None:
    """Paths, firsts, templates, constants, expressions, links and embedded rows."""
    assert value == reading(readings, field).value(row)


@pytest.mark.parametrize(
    ("field", "row"),
    [
        ("lahir", {"tgl": "2001"}),
        ("status", {"st": 9}),
        ("jumlah", {"anak": 3}),
        ("kode", {"kode": {"a": 1}}),
        ("alamat", {"jalan": {"a": 1}, "d": {"no": 1}}),
        ("alamat", {"jalan": [1], "d": {"no": 1}}),
        ("alamat", {"jalan": 2.0**60, "d": {"no": 1}}),
    ],
)
def test_a_bad_value_is_told(readings: Readings, field: str, row: object) -> None:
    """What breaks its type, or cannot stand in a text, is a bad value."""
    with pytest.raises(BadValue):
        reading(readings, field).value(row)


def test_an_unreadable_value_spoils_a_template(readings: Readings) -> None:
    """What no JSON of ours could repeat is not left out of a text in silence."""
    row = decode_json(b'{"jalan":"a","d":{"no":NaN}}')
    with pytest.raises(BadValue):
        reading(readings, "alamat").value(row)


def test_a_reading_is_compiled_once(readings: Readings) -> None:
    """For each operation: it may read a field from elsewhere."""
    assert reading(readings, "nama") is reading(readings, "nama")
    assert "a" == reading(readings, "nama", "rinci").value({"nm": "a", "nama": "b"})
    assert "b" == reading(readings, "nama").value({"nm": "a", "nama": "b"})


@pytest.mark.parametrize(
    ("columns", "query"),
    [(["lahir", "status"], "semua"), (["nomor", "lahir", "status", "daerah"], "tabel")],
)
def test_what_is_read_as_columns(
    readings: Readings, columns: list[str], query: str
) -> None:
    """Leaves and keys that are plain items, unless most need no reading as they come."""
    operation = readings.config.connectors[Word("perpus")].queries[Word(query)]
    fields = readings.config.types[Word("Warga")].fields
    found = {name: readings.column("Warga", operation, name) for name in fields}
    assert columns == [name for name, column in found.items() if column is not None]


def test_a_column_is_read(readings: Readings) -> None:
    """A column has the field's own options, its table among them."""
    operation = readings.config.connectors[Word("perpus")].queries[Word("tabel")]
    read = readings.column("Warga", operation, "status")
    assert read is not None
    assert ["AKTIF", None, "MATI", "MATI"] == read(["1", None, "0", 0])


def test_what_the_projection_may_shorten(readings: Readings) -> None:
    """A plain item has its key; exact instances of a plain type need no reading."""
    assert ("nama", str) == (
        reading(readings, "nama").key,
        reading(readings, "nama").plain,
    )
    assert ("no", int) == (
        reading(readings, "nomor").key,
        reading(readings, "nomor").plain,
    )
    assert reading(readings, "dalam").key is None
    assert reading(readings, "negara").read is None
    assert reading(readings, "daftar").one_or_many


def test_keys_are_one_value_or_several(readings: Readings) -> None:
    """A key of one field is its value, of several a tuple, None where one is null."""
    operation = readings.config.connectors[Word("perpus")].queries[Word("semua")]
    one = compile_key(readings, "Warga", operation, ("kode",))
    two = compile_key(readings, "Warga", operation, ("kode", "nomor"))
    row = {"kode": 1, "no": "2"}
    assert ("1", ("1", 2), None) == (one(row), two(row), two({"kode": 1}))


@pytest.mark.parametrize(
    ("name", "row", "expected"),
    [
        ("Tempat", {"jenis": 1}, "Toko"),
        ("Tempat", {"jenis": "2"}, None),
        ("Tempat", {}, None),
        ("Tempat", {"jenis": {"a": 1}}, None),
        ("Siapa", {"d": {"jenis": "t"}}, "Toko"),
        ("Siapa", {"d": {"jenis": "x"}}, "Alamat"),
        ("Siapa", {"d": {"jenis": []}}, "Alamat"),
    ],
)
def test_a_row_tells_its_type(
    readings: Readings, name: str, row: object, expected: str | None
) -> None:
    """By the text at a path; what fits no case is of the type for the rest, if any."""
    assert expected == readings.discriminator(name)(row)


def test_an_operation_may_return_leaves(readings: Readings) -> None:
    """Its answer is read as the leaf it returns."""
    operation = readings.config.connectors[Word("perpus")].queries[Word("statusKini")]
    assert "AKTIF" == readings.returned(operation)("AKTIF")
    with pytest.raises(BadValue):
        readings.returned(operation)("LAIN")
