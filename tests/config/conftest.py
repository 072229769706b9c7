"""A small configuration with one line swapped, and the problems it prints."""

from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import indent
from typing import Final

import pytest

from gateway.config.load import load
from gateway.config.model import Config
from gateway.config.problems import ConfigError

LINES: Final = {
    "version": (0, "version: 1"),
    "top": (0, "#"),
    "connectors": (0, "connectors:"),
    "name": (2, "perpus:"),
    "opd": (4, "opd: Dinas Perpustakaan"),
    "url": (4, "url: https://perpus.example.go.id"),
    "connector": (4, "#"),
    "types": (4, "types:"),
    "type_name": (6, "Buku:"),
    "type": (8, "key: isbn"),
    "fields": (8, "fields:"),
    "isbn": (10, "isbn: ID!"),
    "field": (10, "judul: String"),
    "queries": (4, "queries:"),
    "query_name": (6, "daftarBuku:"),
    "args": (8, "args: {a: String}"),
    "returns": (8, 'returns: "[Buku!]"'),
    "call": (8, "call: GET /buku?q={a}"),
    "query": (8, "#"),
}
"""The lines of the file, with their indentation; line 1 is `version`."""

Write = Callable[..., str]
Load = Callable[..., Config]
Wrong = Callable[..., list[str]]


def sheet(swapped: Mapping[str, str]) -> str:
    """Return the file with some of its lines swapped for others."""
    lines = [
        indent(swapped.get(name, line), " " * columns)
        for name, (columns, line) in LINES.items()
    ]
    return "\n".join(lines) + "\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, so that messages show short paths."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def loaded(folder: Path) -> Load:
    """Load the small configuration with some lines swapped."""

    def run(environ: Mapping[str, str] | None = None, **swapped: str) -> Config:
        (folder / "c.yaml").write_text(sheet(swapped), encoding="utf-8")
        return load("c.yaml", environ or {})

    return run


@pytest.fixture
def wrong(loaded: Load) -> Wrong:
    """Return what the small configuration prints with some lines swapped."""

    def run(environ: Mapping[str, str] | None = None, **swapped: str) -> list[str]:
        with pytest.raises(ConfigError) as caught:
            loaded(environ, **swapped)
        return str(caught.value).splitlines()

    return run
