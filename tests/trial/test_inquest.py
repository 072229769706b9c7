"""The rows of an answer gone through, field by field."""

from gateway.config.place import Word
from gateway.connectors.reading import Readings
from gateway.trial.inquest import Inquest
from tests.trial.conftest import Configure

FILE = """\
version: 1
connectors:
  a:
    opd: A
    url: http://a.test
    types:
      Orang: {fields: {nama: String}}
      Buku:
        fields:
          penulis: {type: Orang, embed: true}
          semua: {type: "[Orang!]", embed: true}
          tag: {type: "[String!]", split: ";"}
      Kartu:
        fields:
          penulis: {type: Orang, embed: true}
          rak: String
          lintang: {type: Float, from: letak, part: lat, order: lat_lon}
    queries:
      daftar: {returns: "[Buku!]", call: GET /}
      kartu: {returns: "[Kartu!]", call: GET /kartu}
"""


def test_counts(configure: Configure) -> None:
    """An embedded object counts once, as its field; the objects of a list one by one."""
    config = configure(FILE)
    operation = config.connectors[Word("a")].queries[Word("daftar")]
    rows = [
        {"penulis": [], "semua": [{"nama": "A"}, {"nama": None}], "tag": ""},
        {"penulis": {"nama": "B"}, "semua": [], "tag": "x;y"},
    ]
    found = Inquest(Readings(config), operation).value(rows)
    assert [
        ("penulis", 1, 2, "[] berarti kosong"),
        ("semua[].nama", 1, 2, "`nama` null"),
        ("tag", 1, 2, '"" berarti kosong'),
    ] == list(found.listed())
    assert 1 == found.seen["penulis.nama"]


def test_a_list_where_one_is_declared(configure: Configure) -> None:
    """A list that is read whole is judged whole: as what it is not, or as a coordinate."""
    config = configure(FILE)
    operation = config.connectors[Word("a")].queries[Word("kartu")]
    row = {"penulis": [{"nama": "A"}], "rak": ["A3"], "letak": [-5.4, 105.2]}
    found = Inquest(Readings(config), operation).value([row])
    remedy = "tulis jenisnya sebagai daftar, atau ambil satu dengan angka, misalnya `from: a.0`"
    assert [
        (
            "penulis",
            1,
            1,
            f"daftar, bukan objek `Orang`; {remedy} (UPSTREAM_BAD_VALUE)",
        ),
        (
            "rak",
            1,
            1,
            f'nilai ["A3"] tidak terbaca sebagai String; {remedy} (UPSTREAM_BAD_VALUE)',
        ),
    ] == list(found.listed())
