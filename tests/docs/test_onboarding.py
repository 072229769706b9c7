"""The onboarding guide: its YAML loads, its example answers as it says."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias, cast

import pytest
import yaml

from gateway.__main__ import main
from gateway.config.load import load

ROOT = Path(__file__).parent.parent.parent
GUIDE = ROOT / "docs" / "onboarding.md"

Node: TypeAlias = "str | list[Node] | dict[str, Node]"
Tree: TypeAlias = dict[str, Node]


def blocks(language: str) -> list[str]:
    """Return the guide's code blocks of one language."""
    return re.findall(
        rf"^```{language}\n(.*?)^```$", GUIDE.read_text(), re.MULTILINE | re.DOTALL
    )


def whole() -> list[str]:
    """Return the blocks that are complete files."""
    return [block for block in blocks("yaml") if block.startswith("version: 1\n")]


def fragments() -> list[str]:
    """Return the blocks that say where they belong."""
    return [block for block in blocks("yaml") if not block.startswith("version: 1\n")]


@pytest.mark.parametrize("number", range(len(whole())))
def test_complete_files_load(number: int, tmp_path: Path) -> None:
    """A block that begins with `version: 1` is a file that passes every check."""
    shutil.copy(ROOT / "connectors.yaml", tmp_path)
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "opd", tmp_path / "opd")
    file = tmp_path / "perpustakaan.yaml"
    file.write_text(whole()[number])
    assert "perpustakaan" in load(file, {}).connectors


@pytest.mark.parametrize("count", range(1, len(fragments()) + 1))
def test_fragments_build_on_each_other(count: int, tmp_path: Path) -> None:
    """Each fragment, put where it says, leaves the reader's file correct."""
    tree = cast("Tree", yaml.load(whole()[0], yaml.BaseLoader))  # noqa: S506 - text only
    for fragment in fragments()[:count]:
        _join(tree, _placed(fragment))
    file = tmp_path / "perpustakaan.yaml"
    file.write_text(yaml.safe_dump(tree, allow_unicode=True))
    assert ["perpustakaan"] == list(load(file, {}).connectors)


def test_the_example_is_true(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`gateway test` finds the guide's example as the guide says, from its own JSON."""
    tree = cast("Tree", yaml.load(whole()[0], yaml.BaseLoader))  # noqa: S506 - text only
    _join(tree, _placed(next(one for one in fragments() if "\nexamples:" in one)))
    file = tmp_path / "perpustakaan.yaml"
    file.write_text(yaml.safe_dump(tree, allow_unicode=True))
    (tmp_path / "contoh").mkdir()
    (tmp_path / "contoh" / "buku.json").write_text(blocks("json")[0])
    assert 0 == main(["test", "--connectors", str(file)])
    assert capsys.readouterr().out.startswith("1 contoh, semua sesuai")


def test_mistakes_are_told_as_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The three mistakes the guide names are told in the words it shows."""
    wrong = (
        whole()[0]
        .replace("from: no_induk", "dari: no_induk")
        .replace("judul: String!", "judul: Strin!")
        .replace("GET /buku.json", "GET /buku.json?q={judul}")
    )
    (tmp_path / "perpustakaan.yaml").write_text(wrong)
    monkeypatch.chdir(tmp_path)
    assert 1 == main(["check", "perpustakaan.yaml"])
    assert blocks("text") == ["".join(capsys.readouterr())]


def test_the_guide_has_both_kinds() -> None:
    """The guide shows complete files and fragments, so the tests above test."""
    assert (3, 18) == (len(whole()), len(fragments()))


def test_every_word_shown_is_a_block_the_tests_see() -> None:
    """No YAML hides under another label."""
    labels = set(re.findall(r"^```(\w+)$", GUIDE.read_text(), re.MULTILINE))
    assert {"yaml", "json", "graphql", "sh", "text"} == labels


def test_links_lead_somewhere() -> None:
    """A relative link of the guide names a file of the project."""
    links = re.findall(r"\]\(([^)]+)\)", GUIDE.read_text())
    assert links
    assert [] == [link for link in links if not (GUIDE.parent / link).exists()]


def _placed(fragment: str) -> Tree:
    """Wrap a fragment in the mappings its first line names."""
    head, _, body = fragment.partition("\n")
    inner = cast("Node", yaml.load(body, yaml.BaseLoader))  # noqa: S506 - text only
    for key in reversed(list(_path(head))):
        inner = {key: inner}
    assert isinstance(inner, dict), head
    return inner


def _path(head: str) -> Iterator[str]:
    if head == "# (tingkat teratas)":
        return
    assert head.startswith("# connectors > "), head
    yield from head.removeprefix("# ").split(" > ")


def _join(tree: Tree, more: Tree) -> None:
    """Put `more` into `tree`, mapping by mapping."""
    for key, value in more.items():
        below = tree.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            _join(below, value)
        else:
            tree[key] = value
