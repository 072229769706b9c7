"""How the tree is laid out."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VAGUE = {"utils", "util", "helpers", "common", "manager", "misc"}
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    *sorted(p.name for p in ROOT.glob("docs/*.md")),
)


@pytest.mark.parametrize("folder", ["gateway", "simulator", "benchmarks", "tests"])
def test_no_vague_names(folder: str) -> None:
    """A file is named for the one thing in it."""
    stems = {path.stem for path in (ROOT / folder).rglob("*.py")}
    assert set() == stems & VAGUE


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    """Links between documents point at what is there."""
    path = ROOT / page if (ROOT / page).exists() else ROOT / "docs" / page
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    assert [] == [link for link in links if not (path.parent / link).exists()]


def test_makefile_targets() -> None:
    """Every chore that the documents name exists."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = {
        target
        for page in ("README.md", "CONTRIBUTING.md")
        for target in re.findall(r"`make ([a-z0-9]+)", (ROOT / page).read_text("utf-8"))
    }
    assert named
    assert set() == {
        t for t in named if not re.search(rf"^{t}:", makefile, re.MULTILINE)
    }
