"""gateway/config/checks/tables.py."""

import pytest

from tests.config.checks.conftest import Judge

WRONG = {
    "empty": (
        """
        ---
        tables: {▸status: {}}
        """,
        (
            "tabel `status` kosong;"
            ' tulis paling sedikit satu pasangan, misalnya `"1": AKTIF`'
        ),
    ),
    "nothing but else": (
        """
        ---
        tables: {▸status: {else: LAINNYA}}
        """,
        (
            "tabel `status` kosong;"
            ' tulis paling sedikit satu pasangan, misalnya `"1": AKTIF`'
        ),
    ),
    "messages of a table that is not there, once": (
        """
        success: {path: rc, in: ["00"], message: rc, map: ▸kode}
        queries:
          a: {returns: String, call: GET /a}
          b: {returns: String, call: GET /b}
        ---
        tables: {kodes: {"1": ADA}}
        """,
        "tabel `kode` tidak dikenal; mungkin maksudnya `kodes`?",
    ),
}

FINE = {
    "with and without else": """
        ---
        tables:
          a: {"1": ADA}
          b: {"1": ADA, else: HILANG}
        """,
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG)
def test_wrong(text: str, expected: str, judge: Judge) -> None:
    """A table that holds nothing, or that there is not, is told."""
    verdict = judge(text)
    assert (f"{verdict.place}: {expected}",) == verdict.lines


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str, judge: Judge) -> None:
    """A table that holds something is no mistake."""
    assert () == judge(text).lines
