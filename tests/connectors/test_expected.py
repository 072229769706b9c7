"""Columns that a table has, or it is none of its service's: gateway/connectors/expected.py."""

import pytest

from gateway.config.place import Word
from gateway.connectors.expected import columns_read
from gateway.connectors.reading import Readings
from tests.execution.harness import configure

CONFIG = """
version: 1
connectors:
  a:
    opd: Dinas A
    url: http://a.test
    format: csv
    types:
      Buku:
        fields:
          kode: String
          judul: {type: String, from: Judul Buku}
          isbn: {type: String, from: [isbn13, isbn10]}
          negara: {type: String, value: Indonesia}
          waktu: {type: String, from: {template: "{tgl} {jam}"}}
          lama: {type: String, jmespath: "to_number(tahun)"}
      Rak: {fields: {kode: String, sendiri: {type: Buku, from: ., embed: true}}}
      Nol: {fields: {negara: {type: String, value: Indonesia}}}
    queries:
      buku: {returns: "[Buku!]", call: GET /a}
      lain: {returns: "[Buku!]", call: GET /a, fields: {kode: nomor, lama: thn}}
      dibuat: {returns: "[Buku!]", call: GET /a, shape: [{flatten: {at: kode}}]}
      dipilih: {returns: "[Buku!]", call: GET /a, select: {jmespath: "[?kode]"}}
      json: {returns: "[Buku!]", call: GET /a, format: json}
      nomor: {returns: "[Int!]", call: GET /a}
      rak: {returns: "[Rak!]", call: GET /a}
      nol: {returns: "[Nol!]", call: GET /a}
"""
ALL = {"Judul Buku", "isbn13", "isbn10", "tgl", "jam"}


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("buku", ALL | {"kode", "to_number", "tahun"}),
        ("lain", ALL | {"nomor", "thn"}),
        *[
            (one, set[str]())
            for one in ("dibuat", "dipilih", "json", "nomor", "rak", "nol")
        ],
    ],
)
def test_columns(query: str, columns: set[str]) -> None:
    """They are what fields read, with an operation's own; none where others may suit."""
    config = configure(CONFIG)
    operation = config.connectors[Word("a")].queries[Word(query)]
    assert columns == columns_read(Readings(config), operation)
