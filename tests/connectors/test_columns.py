"""What words mean in rows: fields, fields of objects in them, paths."""

import pytest

from gateway.config.model import Operation
from gateway.config.place import Word
from gateway.connectors.columns import column, day_column, field_column
from gateway.connectors.reading import Readings
from gateway.connectors.rows import Column
from tests.connectors.runtime import HEAD
from tests.execution.harness import configure

TEXT = """
    types:
      Toko:
        fields:
          nama: String
          alamat: {type: Alamat, from: almt}
          cabang: {type: "[Alamat!]", from: cbg}
          kota: {type: Kota, from: kd}
      Alamat: {fields: {kota: {type: String, from: kt, trim: true}, pos: {type: Int, from: kode.pos}}}
      Kota: {key: kode, fields: {kode: ID!, luas: Float}, lookup: {call: "GET /kota/{kode}"}}
    queries:
      toko: {returns: "[Toko!]", call: GET /toko}
"""
ROW = {
    "nama": "A",
    "almt": {"kt": " Metro ", "kode": {"pos": "34111"}},
    "cbg": [{"kt": "Liwa"}, {}, {"kt": "Krui"}],
    "kd": {"luas": 3},
}


@pytest.fixture(scope="module")
def readings() -> Readings:
    return Readings(configure(HEAD + TEXT))


def toko(readings: Readings) -> Operation:
    return readings.config.connectors[Word("perpus")].queries[Word("toko")]


@pytest.mark.parametrize(
    ("word", "leaf", "value"),
    [
        ("nama", "String", "A"),
        ("alamat.kota", "String", "Metro"),
        ("alamat.pos", "Int", 34111),
        ("cabang.kota", "String", ["Liwa", "Krui"]),
        ("alamat.kt", None, None),
        ("almt.kt", None, " Metro "),
        ("kota.luas", None, None),
        ("kd.luas", None, 3),
        ("nama.x", None, None),
        ("0", None, None),
        ('a."', None, None),
    ],
)
def test_a_word_is_a_field_within_or_a_path(
    readings: Readings, word: str, leaf: str | None, value: object
) -> None:
    """Steps that name fields are read as their types say; anything else is a path.

    What is behind a link is not in the row.
    """
    found = column(readings, toko(readings), Word(word))
    assert (leaf, value) == (found.leaf, found.value(ROW))
    assert (leaf is None) is (
        field_column(readings, toko(readings), Word(word)) is None
    )


def test_an_object_that_is_not_there_has_no_fields(readings: Readings) -> None:
    """Null, or a text where an object is declared, gives null."""
    found = column(readings, toko(readings), Word("alamat.kota"))
    assert [None, None] == [found.value({}), found.value({"almt": "teks"})]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-08-17T23:30:00+07:00", "2026-08-17"),
        (None, None),
        (["2026-08-17T00:00:00Z", None], ["2026-08-17", None]),
    ],
)
def test_the_day_of_a_moment(moment: object, day: object) -> None:
    """A moment's day is the one that the graph writes, in the moment's own zone."""
    assert day == day_column(Column(lambda _: moment, "DateTime")).value({})
