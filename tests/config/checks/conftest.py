"""How the checks are tested: YAML in, printed problems out."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent, indent

import pytest

from gateway.config.load import load
from gateway.config.problems import ConfigError

HEAD = """\
version: 1
connectors:
  perpus:
    opd: Dinas Perpustakaan
    url: http://perpus.test
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where the text has its mark, and the problems printed of it."""

    place: str
    lines: tuple[str, ...]


Judge = Callable[[str], Verdict]


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    """Load a text and say what is wrong with it.

    Up to `---` it stands inside the connector `perpus`, after that outside.
    `▸` marks the place that a problem is expected to name.
    """
    path = tmp_path / "connectors.yaml"

    def judged(text: str) -> Verdict:
        inside, _, outside = dedent(text).lstrip("\n").partition("---\n")
        marked = HEAD + indent(inside, "    ") + outside
        path.write_text(marked.replace("▸", ""), encoding="utf-8")
        before = marked.partition("▸")[0]
        line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
        return Verdict(f"connectors.yaml:{line}:{column}", _printed(path))

    return judged


def _printed(path: Path) -> tuple[str, ...]:
    try:
        load(path, {})
    except ConfigError as error:
        return tuple(str(error).replace(str(path), path.name).splitlines())
    return ()
