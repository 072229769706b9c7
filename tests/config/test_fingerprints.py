"""Which connectors are declared alike."""

import pytest

from gateway.config.fingerprints import answer_prints, fingerprints
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


@pytest.mark.parametrize(
    "words",
    [
        "timeout: 9s",
        "limits: {concurrency: 3}",
        "retry: false",
        "breaker: false",
        "contact: diskominfo@contoh.test",
    ],
)
def test_how_it_is_asked_is_not_what_it_answers(words: str) -> None:
    """What is changed while a service is in trouble leaves its last good answers good."""
    one = configure(TEXT)
    for name in ("pasar", "gudang"):
        url = f"url: http://{name}"
        two = configure(TEXT.replace(url, f"{words}\n    {url}"))
        assert fingerprints(one)[name] != fingerprints(two)[name]
        assert answer_prints(one) == answer_prints(two)


def test_another_address_of_the_same_service() -> None:
    """One to fall back to gives the same answers."""
    one = "http://pasar.test"
    two = configure(TEXT.replace(one, f"[{one}, http://lain.test]"))
    assert answer_prints(configure(TEXT)) == answer_prints(two)


def test_what_it_answers() -> None:
    """Where it is asked, and for what, is what it answers."""
    one = answer_prints(configure(TEXT))
    for old, new in (("http://pasar", "http://lain"), ("/jumlah", "/banyak")):
        two = answer_prints(configure(TEXT.replace(old, new)))
        assert {"pasar"} == {name for name in one if one[name] != two[name]}


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
