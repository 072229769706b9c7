"""`format`: how an answer's body is written."""

from collections.abc import Callable

import pytest

from gateway.config.formats import Format
from gateway.config.model import Config
from gateway.config.place import Word

Load = Callable[..., Config]
Wrong = Callable[..., list[str]]


def _format(config: Config) -> Format:
    return config.connectors[Word("perpus")].queries[Word("daftarBuku")].format


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("#", Format()),
        ("format: xml", Format("xml")),
        ("format: {kind: csv, delimiter: tab}", Format("csv", delimiter=Word("tab"))),
        ("format: {kind: csv, skip: 2}", Format("csv", skip=2)),
        ("format: {junk: true}", Format(junk=True)),
        ("format: {kind: csv, junk: true}", Format("csv", junk=True)),
        ("format: {kind: text, encoding: cp1252}", Format("text", Word("cp1252"))),
    ],
)
def test_formats(written: str, found: Format, loaded: Load) -> None:
    """The kind alone, or with options; JSON otherwise."""
    read = _format(loaded(query=written))
    assert (found.kind, found.encoding, found.delimiter) == (
        read.kind,
        read.encoding,
        read.delimiter,
    )
    assert (found.skip, found.junk) == (read.skip, read.junk)


def test_a_connector_lends_its_format(loaded: Load) -> None:
    """A query states its own, or has its connector's."""
    assert "xml" == _format(loaded(connector="format: xml")).kind
    config = loaded(connector="format: xml", query="format: csv")
    assert "csv" == _format(config).kind


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (
            "format: {kind: xml, delimiter: ';'}",
            (
                "`delimiter` hanya untuk `kind: csv`, sedangkan ini `xml`;"
                " hapus, atau ganti jenisnya"
            ),
        ),
        (
            "format: {kind: csv, unwrap: x}",
            (
                "`unwrap` hanya untuk `kind: json` atau `kind: xml` atau `kind: soap`,"
                " sedangkan ini `csv`"
            ),
        ),
        (
            "format: {kind: text, encoding: utf-88}",
            (
                "pengodean `utf-88` tidak dikenal;"
                " misalnya `windows-1252`, `iso-8859-1`, atau `utf-16`"
            ),
        ),
        (
            "format: {kind: text, rows: '[0-9]+'}",
            "`rows` tanpa kelompok bernama; beri nama: `(?P<jam>[0-9:]+)`",
        ),
    ],
)
def test_mistakes(written: str, printed: str, wrong: Wrong) -> None:
    """Options of another kind, unknown encodings, rows that name nothing."""
    (line,) = [one for one in wrong(query=written) if printed in one]
    assert line.startswith("c.yaml:")


@pytest.mark.parametrize("written", ["format: xmll", "format: {kind: cvs}"])
def test_a_kind_is_corrected(written: str, wrong: Wrong) -> None:
    """A kind that is nearly right is named."""
    assert any("mungkin maksudnya" in line for line in wrong(query=written))
