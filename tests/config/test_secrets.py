"""References to the environment and to files, and that their values stay hidden."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gateway.config.model import Config
from gateway.config.place import Word

Load = Callable[..., Config]
Wrong = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("${A}", "rahasia"),
        ("x-${A}-${A}", "x-rahasia-rahasia"),
        ("${B:-bawaan}", "bawaan"),
        ("${A:-bawaan}", "rahasia"),
        ("${KOSONG:-bawaan}", "bawaan"),
        ("${B:-}", ""),
        ("$${A}", "${A}"),
        ("$A", "$A"),
    ],
)
def test_references_are_filled_in(written: str, value: str, loaded: Load) -> None:
    """A name, a default and the escape become the text they stand for."""
    config = loaded({"A": "rahasia", "KOSONG": ""}, connector=f"contact: {written}")

    assert value == config.connectors[Word("perpus")].contact


def test_files_are_filled_in_without_their_last_newline(
    loaded: Load, tmp_path: Path
) -> None:
    """A secret file is read as it is, but for the newline that editors add."""
    (tmp_path / "kunci").write_text("rahasia\n")
    config = loaded(connector=f"headers: {{X-Key: '${{file:{tmp_path}/kunci}}'}}")

    assert (("X-Key", "rahasia"),) == config.connectors[Word("perpus")].headers


def test_references_work_everywhere(loaded: Load) -> None:
    """Lists and nested values take references too."""
    config = loaded({"N": "-"}, connector="nulls: ['', '${N}']")
    field = config.types[Word("Buku")].fields[Word("judul")]

    assert ("", "-") == field.reading.reader.nulls


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "https://${HOST}/x",
            (
                "6:18: variabel lingkungan `HOST` belum diisi; "
                "isi `HOST` atau tulis `${HOST:-bawaan}`"
            ),
        ),
        (
            "'${KOSONG}'",
            (
                "6:11: variabel lingkungan `KOSONG` belum diisi; "
                "isi `KOSONG` atau tulis `${KOSONG:-bawaan}`"
            ),
        ),
        (
            "'${HOTS}'",
            "6:11: variabel lingkungan `HOTS` belum diisi; mungkin maksudnya `HOST2`?",
        ),
        (
            "${file:tidak-ada}",
            "6:10: berkas `tidak-ada` tidak ada; periksa letak dan ejaannya",
        ),
        (
            "${1X}",
            (
                "6:10: `${1X}` bukan rujukan variabel; tulis `${NAMA}`, `${NAMA:-bawaan}`, "
                "atau `${file:/letak/berkas}`; `$${` untuk tanda `${` apa adanya"
            ),
        ),
        (
            "https://${HOST",
            "6:18: `${HOST` belum ditutup; tambahkan `}` setelah namanya",
        ),
    ],
)
def test_missing_references_stand_at_their_column(
    written: str, expected: str, wrong: Wrong
) -> None:
    """What cannot be filled in is one problem at its own column, and no other."""
    environ = {"HOST2": "x"} if "HOTS" in written else {"KOSONG": ""}

    assert [f"c.yaml:{expected}"] == wrong(environ, url=f"url: {written}")


def test_a_broken_connector_hides_nothing_it_holds(wrong: Wrong) -> None:
    """A connector without its address keeps its types, so nothing else breaks."""
    extend = "extend: {Buku: {lain: {query: daftarBuku, with: {a: jdul}}}}"

    printed = wrong(url="url: ${HOST}", top=extend)

    assert 2 == len(printed)
    assert "jdul" in printed[0]
    assert "HOST" in printed[1]


def test_values_never_show_in_problems(wrong: Wrong) -> None:
    """A problem quotes the reference, whether reading or a check finds it."""
    environ = {"A": "sangat-rahasia", "B": "BukuRahasia"}
    printed = wrong(environ, url="url: ${A}", returns="returns: '${B}'")

    assert 2 == len(printed)
    assert "`${A}` bukan alamat http" in printed[0]
    assert "type `${B}` tidak dikenal" in printed[1]
    assert "ahasia" not in "".join(printed)


def test_values_never_show_in_repr(loaded: Load) -> None:
    """The repr of a configuration shows references, in addresses and headers too."""
    environ = {"A": "https://rahasia.example.go.id", "K": "kunci-rahasia"}
    config = loaded(environ, url="url: ${A}", connector='headers: {X-K: "${K}"}')
    connector = config.connectors[Word("perpus")]

    assert "https://rahasia.example.go.id" == str(connector.url)
    assert "kunci-rahasia" == connector.headers[0][1]
    assert "rahasia" not in repr(config)
    assert "${K}" in repr(config)
