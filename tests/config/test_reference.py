"""docs/konfigurasi.md: generated, complete, and every example loads."""

import re
from pathlib import Path

import pytest

from gateway.config.load import load
from gateway.config.reference import reference
from gateway.config.vocabulary.connectors import CONNECTOR
from gateway.config.vocabulary.examples import EXAMPLES, Example
from gateway.config.vocabulary.top import TOP

PAGE = Path(__file__).parents[2] / "docs" / "konfigurasi.md"


def test_the_page_is_what_the_vocabulary_says() -> None:
    """The committed page equals what `python -m gateway.config.reference` prints."""
    assert PAGE.read_text(encoding="utf-8") == reference()


def test_every_word_is_in_the_page() -> None:
    """Words of the top and of connectors have a row, and none stands twice there."""
    rows = re.findall(r"^\| `(\w+)`", reference(), re.MULTILINE)

    assert {key.name for key in (*TOP.keys, *CONNECTOR.keys)} <= set(rows)
    assert 1 == reference().count("### `connectors.<konektor>`\n")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_every_example_loads(example: Example, tmp_path: Path) -> None:
    """An example is a complete file: it loads without a problem as it stands."""
    for name, text in example.files:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "connectors.yaml").write_text(example.yaml, encoding="utf-8")
    config = load(tmp_path / "connectors.yaml", {})

    assert config.types
    assert example.yaml in reference()


def test_every_row_has_an_example_and_every_link_a_heading() -> None:
    """Each word's row ends in an example of it; what a link leads to is on the page."""
    page = reference()
    rows = re.findall(r"^\| `(\w+)`.*?\| (.*) \|$", page, re.MULTILINE)
    kinds = re.compile(r"[^\w -]")
    titles = re.findall(r"^### (.+)$", page, re.MULTILINE)
    anchors = {kinds.sub("", one).lower().replace(" ", "-") for one in titles}

    assert [] == [name for name, cells in rows if not cells.endswith("`")]
    assert set() == set(re.findall(r"\]\(#(.+?)\)", page)) - anchors
    assert ".. |" not in page
