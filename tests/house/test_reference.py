"""The generated pages are those the code makes."""

from pathlib import Path

import pytest

from gateway.errors import CODES
from gateway.reference import main, pages
from gateway.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", pages())
def test_page_is_current(name: str) -> None:
    """The page in docs/ is what `make docs` writes today."""
    assert pages()[name] == (DOCS / name).read_text("utf-8")


def test_every_code_has_a_row() -> None:
    """No code of the closed list is missing from its page."""
    rows = pages()["kode-galat.md"].splitlines()
    assert len(CODES) == sum(row.startswith("| `") for row in rows)


def test_every_setting_has_a_row() -> None:
    """No setting is missing from its page."""
    rows = pages()["pengaturan.md"].splitlines()
    assert len(Settings.model_fields) == sum("`GATEWAY_" in row for row in rows)


def test_writes_the_pages(tmp_path: Path) -> None:
    """`make docs` writes every page into the folder."""
    assert 0 == main([str(tmp_path)])
    assert sorted(pages()) == sorted(path.name for path in tmp_path.iterdir())
