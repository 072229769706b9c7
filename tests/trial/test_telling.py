"""What is printed of a try: gateway/trial/telling.py."""

from typing import Any

from gateway.trial.telling import Bounds, told

CHOSEN = {"select": "data", "shaped": False, "keys": ["kode"], "found": True}
EMPTY: dict[str, Any] = {
    "name": "a.daftar",
    "opd": "A",
    "calls": [],
    "selected": CHOSEN,
    "rows": None,
    "value": None,
    "nulls": [],
    "broken": {},
    "links": {},
    "unused": [],
    "errors": [],
}
ERROR = {"code": "C", "path": "", "pesan": "p", "message": "m", "remedy": "r"}


def test_the_rows_of_a_page() -> None:
    """A page is shown row by row, as a list is, with what it says of itself below."""
    nodes = [{"kode": "1"}, {"kode": "2"}]
    value = {"nodes": nodes, "pageInfo": {"hasNextPage": True}, "totalCount": 9}
    shown = told({**EMPTY, "value": value}, Bounds(rows=1))
    assert shown.endswith(
        "Hasil di graf: satu halaman, 2 baris\n"
        '  1.\n    kode: "1"\n'
        "  … 1 lagi; `--rows 0` untuk semua\n"
        '  pageInfo: {"hasNextPage": true}\n'
        "  totalCount: 9\n"
    )


def test_part_of_a_page() -> None:
    """Where a selection leaves the rows out, a page is an object like others."""
    shown = told({**EMPTY, "value": {"nodes": [], "totalCount": 9}}, Bounds())
    assert shown.endswith("Hasil di graf\n  nodes: []\n  totalCount: 9\n")


def test_more_keys_than_rows() -> None:
    """The count of the answer's rows stands beside that of the result, which may be more."""
    shown = told({**EMPTY, "rows": 1, "value": [{"kode": "1"}, None]}, Bounds())
    assert "Hasil di graf: 2 baris; dalam jawaban 1\n" in shown


def test_nothing_to_select_from() -> None:
    """What was selected of an answer that could not be read is not told; of none, that."""
    chosen = {**CHOSEN, "keys": None, "found": False}
    failed = told({**EMPTY, "selected": chosen, "errors": [ERROR]}, Bounds())
    assert "Terpilih" not in failed
    shown = told({**EMPTY, "selected": chosen}, Bounds())
    assert "Terpilih (`select: data`): tidak ada data\n" in shown
