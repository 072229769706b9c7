"""Which operations take or hold personal data."""

import pytest

from gateway.config.model import Config
from gateway.config.place import Word
from gateway.connectors.privacy import compile_private, is_personal
from tests.connectors.runtime import HEAD
from tests.execution.harness import configure

TEXT = """
    types:
      Buku:
        key: isbn
        fields: {isbn: ID!, judul: String}
      Pinjaman:
        fields:
          nomor: ID!
          peminjam: {type: Orang, embed: true}
          lagi: {type: Pinjaman, embed: true}
      Orang:
        fields: {nama: {type: String, personal: true}, umur: Int}
      Tautan:
        fields: {kartu: Kartu}
      Kartu:
        personal: true
        key: nomor
        fields: {nomor: ID!}
        lookup: {call: "GET /kartu/{nomor}"}
      Umum:
        fields: {judul: String, jenis: String}
        implements: Terbitan
      Khusus:
        fields: {judul: String, pemilik: {type: String, personal: true}, jenis: String}
        implements: Terbitan
    interfaces:
      Terbitan:
        fields: {judul: String}
        discriminate: {path: jenis, cases: {u: Umum, k: Khusus}}
    unions:
      Apa: {of: [Buku, Orang], discriminate: {path: jenis, cases: {b: Buku, o: Orang}}}
      Terbuka: {of: [Buku, Umum], discriminate: {path: jenis, cases: {b: Buku, u: Umum}}}
    inputs:
      Saring: {fields: {q: String, dalam: Saring}}
      Siapa: {fields: {q: String, nik: {type: ID, personal: true}, dalam: Siapa}}
    queries:
      buku: {returns: Buku, call: GET /a}
      jumlah: {returns: Int, call: GET /a}
      pinjaman: {returns: "[Pinjaman!]", call: GET /a}
      tautan: {returns: Tautan, call: GET /a}
      kartu: {returns: Kartu, call: GET /a}
      terbitan: {returns: "[Terbitan!]", call: GET /a}
      apa: {returns: Apa, call: GET /a}
      terbuka: {returns: Terbuka, call: GET /a}
      menurutNik: {args: {nik: {type: ID, personal: true}}, returns: Buku, call: "GET /a?n={nik}"}
      tersaring: {args: {s: Saring}, returns: Buku, call: {request: POST /a, json: {s: "{s}"}}}
      menurutOrang: {args: {s: "[Siapa!]", q: ID}, returns: Buku, call: {request: POST /a, json: {s: "{s}", q: "{q}"}}}
      disebut: {returns: Buku, call: GET /a, fields: {judul: {from: j}}}
"""


@pytest.fixture(scope="module")
def config() -> Config:
    return configure(HEAD + TEXT)


@pytest.mark.parametrize(
    ("name", "personal"),
    [
        ("buku", False),
        ("jumlah", False),
        ("pinjaman", True),
        ("tautan", False),
        ("kartu", True),
        ("terbitan", True),
        ("apa", True),
        ("terbuka", False),
        ("menurutNik", True),
        ("tersaring", False),
        ("menurutOrang", True),
        ("disebut", False),
    ],
)
def test_an_operation_is_personal(config: Config, name: str, personal: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """By an argument, a field, an embedded row, or a type a row may be of; not by a link."""
    operation = config.connectors[Word("perpus")].queries[Word(name)]
    assert personal is is_personal(config, operation)


@pytest.mark.parametrize(
    ("value", "holds"),
    [
        (None, False),
        ([], False),
        ([{"q": "a"}], False),
        ([{"nik": None}], False),
        ([{"q": "a"}, {"nik": "1"}], True),
        ([{"dalam": {"dalam": {"nik": "1"}}}], True),
        ({"nik": "1"}, True),
        ("teks", False),
    ],
    ids=repr,
)
def test_a_value_holds_personal_data(
    config: Config,
    value: object,
    holds: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """Where one of its personal fields is given, at any depth."""
    operation = config.connectors[Word("perpus")].queries[Word("menurutOrang")]
    private = compile_private(config, operation)
    assert ["s"] == list(private)
    assert holds is private["s"](value)
