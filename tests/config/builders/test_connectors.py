"""Connectors."""

from collections.abc import Callable

from gateway.config.model import Config
from gateway.config.place import Word

Load = Callable[..., Config]
Wrong = Callable[..., list[str]]


def test_every_word_of_a_connector(loaded: Load) -> None:
    """Names, contact and headers arrive as written."""
    config = loaded(
        connector="about: Buku\ncontact: dinas\nheaders: {X-A: 0014, X-B: 'no'}"
    )
    connector = config.connectors[Word("perpus")]

    assert ("perpus", "Dinas Perpustakaan", "https://perpus.example.go.id") == (
        connector.name,
        connector.opd,
        connector.url,
    )
    assert ("Buku", "dinas") == (connector.about, connector.contact)
    assert (("X-A", "0014"), ("X-B", "no")) == connector.headers
    assert ["daftarBuku"] == list(connector.queries)
    assert "c.yaml:4:3" == str(connector.at)


def test_a_connector_without_its_name_keeps_its_types(wrong: Wrong) -> None:
    """A missing word costs one problem, not one for each reference into it."""
    told = wrong(
        opd="#", top="extend: {Buku: {x: {query: daftarBuku, with: {a: isbn}}}}"
    )

    assert [
        (
            "c.yaml:4:3: konektor `perpus` belum punya `opd`; "
            "tambahkan, misalnya `opd: Dinas Perpustakaan dan Kearsipan`"
        )
    ] == told
