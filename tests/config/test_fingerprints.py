"""Which connectors are declared alike."""

import pytest

from gateway.config.fingerprints import fingerprints
from tests.execution.harness import configure

TEXT = """
version: 1
tables:
  golongan: {"1": ANAK, "2": UMUM}
connectors:
  perpus:
    opd: Dinas Perpustakaan
    url: http://perpus.test
    types:
      Buku:
        key: isbn
        fields:
          isbn: ID!
          golongan: {type: String, map: golongan}
          rak: {type: Rak, from: kd_rak}
    queries:
      daftarBuku: {returns: "[Buku!]", call: GET /buku}
  gudang:
    opd: Biro Umum
    url: http://gudang.test
    types:
      Rak:
        key: kode
        fields: {kode: ID!, tempat: String}
        lookup: {call: "GET /rak/{kode}"}
  pasar:
    opd: Dinas Perdagangan
    url: http://pasar.test
    queries:
      jumlahPasar: {returns: Int, call: GET /jumlah}
"""


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("\nversion", "\n\n# catatan\nversion", set[str]()),
        ('2": UMUM', '2": REMAJA', {"perpus"}),
        ("tempat: String", "tempat: {type: String, from: t}", {"perpus", "gudang"}),
        ("GET /jumlah", "GET /banyak", {"pasar"}),
        ("http://gudang.test", "http://lain.test", {"gudang"}),
        ("returns: Int", "returns: Int, cache: {ttl: 9s}", {"pasar"}),
        ("daftarBuku:", "semuaBuku:", {"perpus"}),
    ],
)
def test_what_answers_depend_on(old: str, new: str, changed: set[str]) -> None:
    """A change is one of all connectors whose answers depend on it, and of no other."""
    assert TEXT.count(old) == 1
    before = fingerprints(configure(TEXT))
    after = fingerprints(configure(TEXT.replace(old, new)))
    assert changed == {name for name in before if before[name] != after[name]}


def test_what_is_besides() -> None:
    """What is not in the configuration counts, where it is said to."""
    config = configure(TEXT)
    one = fingerprints(config, lambda connector: [str(connector.name)])
    two = fingerprints(
        config, lambda connector: ["x" if connector.name == "pasar" else connector.name]
    )
    assert {"pasar"} == {name for name in one if one[name] != two[name]}


def test_interfaces_depend_on_what_implements_them() -> None:
    """An answer of an interface depends on every type that it may be."""
    text = """
version: 1
interfaces:
  Bacaan:
    fields: {judul: String}
    discriminate: {path: jenis, cases: {b: Buku, m: Majalah}}
connectors:
  perpus:
    opd: Dinas
    url: http://a.test
    queries:
      bacaan: {returns: "[Bacaan!]", call: GET /b}
types:
  Buku: {implements: [Bacaan], fields: {judul: String}}
  Majalah: {implements: [Bacaan], fields: {judul: String, nomor: Int}}
"""
    before = fingerprints(configure(text))
    after = fingerprints(configure(text.replace("nomor: Int", "nomor: String")))
    assert before != after
