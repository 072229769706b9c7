"""What is asked for where nobody says what."""

import pytest

from gateway.config.checks.scope import survey
from gateway.trial.naming import meant
from gateway.trial.whole import own_selection
from tests.trial.conftest import Configure

FILE = """\
version: 1
connectors:
  a:
    opd: A
    url: http://a.test
    types:
      Rak: {fields: {kode: ID}}
      Buku:
        key: isbn
        fields: {isbn: ID!, judul: String, rak: Rak, induk: Buku, oleh: {type: Sumber, provenance: true}}
        lookup: {call: "GET /{isbn}"}
      Tautan: {fields: {buku: Buku}}
    queries:
      daftar: {returns: "[Buku!]", call: GET /, provides: [isbn, rak]}
      semua: {returns: "[Buku!]", call: GET /semua}
      tautan: {returns: Tautan, call: GET /tautan}
      judul: {returns: String, call: GET /judul}
"""


@pytest.mark.parametrize(
    ("query", "selection"),
    [
        ("daftar", "{ isbn rak { kode } }"),
        ("semua", "{ isbn judul rak { kode } oleh { konektor } }"),
        ("tautan", "{ __typename }"),
        ("judul", ""),
    ],
)
def test_one_call_is_enough(configure: Configure, query: str, selection: str) -> None:
    """Links, and fields that a lookup would complete, are not asked for."""
    config = configure(FILE)
    (one,) = meant(config, query)
    assert selection == own_selection(survey(config, frozenset()), one.operation)
