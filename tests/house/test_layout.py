"""How the tree is laid out."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VAGUE = {"utils", "util", "helpers", "common", "manager", "misc"}
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    *sorted(p.relative_to(ROOT).as_posix() for p in ROOT.glob("docs/**/*.md")),
)


@pytest.mark.parametrize("folder", ["gateway", "simulator", "benchmarks", "tests"])
def test_no_vague_names(folder: str) -> None:
    """A file is named for the one thing in it."""
    stems = {path.stem for path in (ROOT / folder).rglob("*.py")}
    assert set() == stems & VAGUE


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    """Links between documents point at what is there."""
    path = ROOT / page
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    assert [] == [link for link in links if not (path.parent / link).exists()]


@pytest.mark.parametrize("page", [one for one in PAGES if "architecture" in one])
def test_files_that_are_named_exist(page: str) -> None:
    """What the architecture calls by the name of a file is one."""
    text = (ROOT / page).read_text("utf-8")
    named = set(re.findall(r"`((?:\w+/)*\w+\.py)`", text))
    files = [
        p.as_posix()
        for one in ("gateway", "tests")
        for p in ROOT.glob(f"{one}/**/*.py")
    ]
    assert named
    assert [] == sorted(n for n in named if not any(f.endswith(f"/{n}") for f in files))


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
