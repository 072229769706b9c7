"""Names on the command line."""

import pytest

from gateway.config.model import Config
from gateway.trial.naming import UnknownName, meant
from tests.trial.conftest import Configure

FILE = """\
version: 1
connectors:
  a:
    opd: A
    url: http://a.test
    types: {Buku: {key: isbn, fields: {isbn: ID!}, lookup: "GET /{isbn}"}}
    queries:
      daftarBuku: {returns: "[Buku!]", call: GET /}
      lain: {returns: "[Buku!]", call: GET /lain, expose: false}
  b:
    opd: B
    url: http://b.test
    types: {Rak: {fields: {kode: ID}}, Lemari: {key: kode, fields: {kode: ID!}}}
    queries:
      bukuLain: {returns: "[Buku!]", call: GET /, expose: false}
      lain: {returns: "[Buku!]", call: GET /lain, expose: false}
      rak: {returns: Rak, call: GET /rak}
merge: {semua: {of: [a.daftarBuku, b.lain]}}
"""


@pytest.fixture
def config(configure: Configure) -> Config:
    """Load two connectors and a merge."""
    return configure(FILE)


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("a.daftarBuku", ["a.daftarBuku"]),
        ("daftarBuku", ["a.daftarBuku"]),
        ("Buku", ["a.Buku"]),
        ("semua", ["a.daftarBuku", "b.lain"]),
        ("b", ["b.bukuLain", "b.lain", "b.rak"]),
    ],
)
def test_what_a_word_means(config: Config, word: str, names: list[str]) -> None:
    """A full name, one that is unique, a merge's members, or all of a connector."""
    assert names == [one.name for one in meant(config, word)]


@pytest.mark.parametrize(
    ("word", "complaint"),
    [
        ("lain", "`lain` ada di beberapa konektor; pilih `a.lain`, `b.lain`"),
        ("a.daftrBuku", "mungkin maksudnya `a.daftarBuku`?"),
        ("Buka", "mungkin maksudnya `a.Buku`?"),
        (
            "Rak",
            "punya `key` dan `lookup`, jadi tidak dapat dicoba menurut kuncinya; tambahkan, atau coba `b.rak`",
        ),
        (
            "Lemari",
            "type `Lemari` belum punya `lookup`, jadi tidak dapat dicoba menurut kuncinya; tambahkan",
        ),
        ("zzz", "lihat `queries` di berkasnya"),
    ],
)
def test_names_that_mean_nothing(config: Config, word: str, complaint: str) -> None:
    """A wrong name is told with the nearest that there is."""
    with pytest.raises(UnknownName) as caught:
        meant(config, word)
    assert str(caught.value).endswith(complaint)
