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
    queries:
      daftar: {returns: "[Buku!]", call: GET /}
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
