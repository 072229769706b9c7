"""Tables, written in the file or kept as CSV."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gateway.config.model import Config
from gateway.config.place import Word

Load = Callable[..., Config]
Wrong = Callable[..., list[str]]
FILE = "tables: {t: {file: data/t.csv, key: bps, value: kode"


def _csv(folder: Path, text: str) -> None:
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "t.csv").write_text(text)


def test_inline_tables_keep_their_text(loaded: Load) -> None:
    """Codes and values stay as written; `else` is no code."""
    config = loaded(top="tables: {t: {1: A, 02: B, no: '', else: LAIN}}")
    table = config.tables[Word("t")]

    assert {"1": "A", "02": "B", "no": ""} == table.entries
    assert "LAIN" == table.otherwise
    assert "c.yaml:2:10" == str(table.at)


def test_a_table_without_else_has_none(loaded: Load) -> None:
    """An unknown code stays unknown where nothing is stated for it."""
    assert loaded(top="tables: {t: {a: b}}").tables[Word("t")].otherwise is None


def test_csv_tables_read_two_columns(loaded: Load, folder: Path) -> None:
    """Columns are found by their heads, in any order; blank lines are nothing."""
    _csv(folder, 'nama,kode, bps\n"Lampung, Barat",18.04,1801\n\nMetro,18.72,1872\n')
    config = loaded(top=f"{FILE}, else: X}}}}")
    table = config.tables[Word("t")]

    assert {"1801": "18.04", "1872": "18.72"} == table.entries
    assert "X" == table.otherwise
    assert ("c.yaml", "data/t.csv") == config.files


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "bsp,kode\n1,2\n",
            [
                (
                    "c.yaml:2:37: kolom `bps` tidak ada di `data/t.csv`; "
                    "mungkin maksudnya `bsp`?"
                )
            ],
        ),
        (
            "",
            [
                (
                    "c.yaml:2:37: kolom `bps` tidak ada di `data/t.csv`; "
                    "yang ada: tidak satu pun"
                ),
                (
                    "c.yaml:2:49: kolom `kode` tidak ada di `data/t.csv`; "
                    "yang ada: tidak satu pun"
                ),
            ],
        ),
        (
            "bps,kode\n1,a\n2,b\n1,c\n3\n",
            [
                "data/t.csv:4:1: kode `1` sudah ada di baris 2; hapus salah satu",
                "data/t.csv:5:1: baris ini kekurangan kolom; lengkapi kolomnya",
            ],
        ),
    ],
)
def test_csv_tables_that_are_wrong(
    text: str, expected: list[str], wrong: Wrong, folder: Path
) -> None:
    """A column that is missing, a short row and a repeated code are each told."""
    _csv(folder, text)

    assert expected == wrong(top=f"{FILE}}}}}")


def test_a_missing_csv_is_told_once(wrong: Wrong) -> None:
    """A field that maps through a table whose file is missing is not told too."""
    told = wrong(top=f"{FILE}}}}}", field="f: {type: String, map: t}")

    assert [
        "c.yaml:2:20: berkas `data/t.csv` tidak ada; periksa letak dan ejaannya"
    ] == told
