"""Arguments of the command line: typed as those of the file are."""

from typing import Any

import pytest

from gateway.config.checks.scope import survey
from gateway.trial.given import parse_given, typed_given
from gateway.trial.naming import meant
from gateway.trial.personal import personal_texts
from tests.trial.conftest import Configure

FILE = """\
version: 1
connectors:
  a:
    opd: A
    url: http://a.test
    inputs:
      Orang: {fields: {nik: {type: ID, personal: true}, umur: Int, anak: "[Orang!]"}}
    queries:
      cari:
        args:
          orang: Orang
          kode: "[ID!]"
          lahir: {type: Date, personal: true, send: {format: dd-MM-yyyy}}
          data: JSON
          banyak: {type: Int, default: 5}
          teks: String
        returns: JSON
        call:
          request: POST /cari
          json: {o: "{orang.nik}", u: "{orang.umur}", k: "{kode}", l: "{lahir}", d: "{data}", n: "{banyak}", t: "{teks}"}
"""


@pytest.fixture
def config(configure: Configure) -> Any:
    """Load a query with arguments of every shape."""
    return configure(FILE)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["teks={a}"], {"teks": "{a}"}),
        (["kode=1", "kode=2"], {"kode": ("1", "2")}),
        (['kode=["01", 2]'], {"kode": ("01", "2")}),
        (["kode=01"], {"kode": "01"}),
        (["teks=null"], {"teks": None}),
        (['orang={"nik": "1", "umur": 5}'], {"orang": {"nik": "1", "umur": 5}}),
        (['data={"a": [true, null, 1.5]}'], {"data": {"a": (True, None, 1.5)}}),
        (["lahir=1990-01-31"], {"lahir": "1990-01-31"}),
    ],
)
def test_values(config: Any, words: list[str], expected: dict[str, object]) -> None:
    """JSON where an object or a list is meant, text everywhere else; defaults added."""
    (one,) = meant(config, "cari")
    given, odd = parse_given(words)
    args, many, reasons = typed_given(survey(config, frozenset()), one.operation, given)
    assert ([], False, []) == (odd, many, reasons)
    assert {"banyak": 5, **expected} == args


def test_what_is_no_value(config: Any) -> None:
    """Broken JSON is refused as a value, a word without `=` as an argument."""
    (one,) = meant(config, "cari")
    given, odd = parse_given(["orang={x", "=3", "abc"])
    _, _, reasons = typed_given(survey(config, frozenset()), one.operation, given)
    assert ["`=3` bukan ARGUMEN=NILAI", "`abc` bukan ARGUMEN=NILAI"] == odd
    assert ["argumen `orang` bukan nilai `Orang`; tulis objek `Orang`"] == reasons


def test_personal_texts(config: Any) -> None:
    """Personal values are known as given and as sent, at any depth of an input."""
    (one,) = meant(config, "cari")
    args = {
        "lahir": "1990-01-31",
        "orang": {"nik": "18", "umur": 5, "anak": [{"nik": "19"}]},
        "kode": ["1"],
    }
    expected = {"1990-01-31", "31-01-1990", "18", "19"}
    assert expected == personal_texts(config, one.operation, args)
    assert {"x"} == personal_texts(config, one.operation, {"lahir": "x"})
