"""Included files: joined with the first, each thing named once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gateway.config.load import load
from gateway.config.model import Config
from gateway.config.place import Word
from gateway.config.problems import ConfigError

Load = Callable[..., Config]

OTHER = """\
version: 1
connectors:
  arsip:
    opd: Dinas Kearsipan
    url: https://arsip.example.go.id
    types: {Arsip: {fields: {nomor: ID!}}}
    queries: {daftarArsip: {returns: "[Arsip!]", call: GET /arsip}}
"""


def _printed(loaded: Load, include: str, **files: str) -> list[str]:
    for name, text in files.items():
        Path(f"{name}.yaml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        loaded(top=f"include: {include}")
    return str(caught.value).splitlines()


def test_sections_of_all_files_are_joined(loaded: Load, folder: Path) -> None:
    """A glob finds files beside the including one; all that was read is listed."""
    (folder / "opd").mkdir()
    (folder / "opd" / "arsip.yaml").write_text(OTHER)
    config = loaded(top='include: ["opd/*.yaml"]')

    assert {"perpus", "arsip"} == set(config.connectors)
    assert {"Buku", "Arsip"} == set(config.types)
    assert ("c.yaml", "opd/arsip.yaml") == config.files
    assert "opd/arsip.yaml:3:3" == str(config.connectors[Word("arsip")].at)


def test_a_file_named_twice_is_read_once(loaded: Load, folder: Path) -> None:
    """Two ways to the same file are no duplicate definitions."""
    (folder / "a.yaml").write_text("include: b.yaml\n")
    (folder / "b.yaml").write_text(OTHER)

    assert 2 == len(loaded(top="include: [a.yaml, b.yaml]").connectors)


def test_extensions_of_one_type_may_come_from_several_files(
    loaded: Load, folder: Path
) -> None:
    """`extend` joins below its types as well."""
    text = "extend: {{Buku: {{{name}: {{query: daftarBuku, with: {{a: judul}}}}}}}}\n"
    (folder / "a.yaml").write_text(text.format(name="satu"))
    (folder / "b.yaml").write_text(text.format(name="dua"))
    config = loaded(top="include: [a.yaml, b.yaml]")

    assert ["satu", "dua"] == [extension.name for extension in config.extensions]


def test_a_name_in_two_files_names_both_places(loaded: Load, folder: Path) -> None:
    """A connector defined twice is a problem at the second, with the first."""
    assert folder.exists()
    assert [
        (
            "a.yaml:3:3: `arsip` sudah ditulis di b.yaml:3:3; "
            "hapus atau ganti nama salah satunya"
        )
    ] == _printed(loaded, "[b.yaml, a.yaml]", a=OTHER, b=OTHER)


def test_a_cycle_is_refused(loaded: Load, folder: Path) -> None:
    """A file that includes itself, over another, is told where."""
    assert folder.exists()
    assert [
        "a.yaml:1:10: berkas `c.yaml` memuat dirinya sendiri; hapus dari `include`"
    ] == _printed(loaded, "a.yaml", a="include: c.yaml\n")


def test_a_missing_file_stands_alone(loaded: Load, folder: Path) -> None:
    """Without a file every later message might be wrong, so there is none."""
    assert folder.exists()
    assert [
        "c.yaml:2:10: berkas `x.yaml` tidak ada; periksa letak dan ejaannya"
    ] == _printed(loaded, "x.yaml")


@pytest.mark.parametrize("pattern", ["x/*.yaml", "/x*.yaml"])
def test_a_pattern_without_files(pattern: str, loaded: Load, folder: Path) -> None:
    """A glob that finds nothing is a problem; it never leaves by an absolute path."""
    assert folder.exists()
    assert [
        (
            f"c.yaml:2:10: tidak ada berkas yang cocok dengan `{pattern}`; "
            "polanya relatif terhadap berkas ini"
        )
    ] == _printed(loaded, f'"{pattern}"')


@pytest.mark.parametrize("include", ["[{a: b}]", "[[a]]", "['a.yaml', ]\ninclude:"])
def test_include_takes_file_names(include: str, loaded: Load, folder: Path) -> None:
    """Anything but names of files is refused."""
    assert folder.exists()
    told = _printed(loaded, include, a="version: 1")

    assert any("include" in line for line in told)


@pytest.mark.parametrize("text", ["", "- a\n", "teks\n"])
def test_a_file_without_words(text: str, loaded: Load, folder: Path) -> None:
    """An empty file, a list and plain text are no configuration."""
    assert folder.exists()
    assert [
        (
            "a.yaml:1:1: berkas `a.yaml` tidak berisi pasangan `kata: isi`; "
            "mulai dengan `version: 1`"
        )
    ] == _printed(loaded, "a.yaml", a=text)


def test_syntax_errors_of_all_files_come_together(loaded: Load, folder: Path) -> None:
    """Each file's syntax error is told, and nothing else."""
    assert folder.exists()
    told = _printed(loaded, "[a.yaml, b.yaml]", a="a: b: c\n", b="a: [b\n")

    assert ["a.yaml:1:5", "b.yaml:1:4"] == [line.split(": ")[0] for line in told]


def test_a_section_of_another_shape_is_told(loaded: Load, folder: Path) -> None:
    """A section that cannot be joined is refused for its shape."""
    assert folder.exists()
    assert [
        (
            "a.yaml:1:13: `connectors` harus pasangan `nama: isi` (konektor), "
            "bukan teks `x`"
        )
    ] == _printed(loaded, "a.yaml", a="connectors: x\n")


def test_an_unknown_section_twice_is_told(loaded: Load, folder: Path) -> None:
    """A section that nobody knows is told in each file."""
    assert folder.exists()
    told = _printed(loaded, "[a.yaml, b.yaml]", a="zzz: x\n", b="zzz: y\n")

    assert 2 == sum("kata `zzz` tidak dikenal" in line for line in told)


def test_the_file_asked_for_may_be_missing(folder: Path) -> None:
    """A missing first file is told at its own start."""
    with pytest.raises(ConfigError) as caught:
        load(folder / "x.yaml", {})

    assert f"{folder}/x.yaml:1:1: berkas" in str(caught.value)
