"""The results as JSON beside the table."""

import platform
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

import orjson

from benchmarks import load, proc

RESULTS: Final = Path(__file__).with_name("results")
_PACKAGES: Final = (
    "aiohttp",
    "graphql-core",
    "httptools",
    "httpx",
    "orjson",
    "starlette",
    "strawberry-graphql",
    "uvicorn",
    "uvloop",
)


def surroundings() -> dict[str, object]:
    """Return where and with what this ran: machine, versions, load generator."""
    node = shutil.which("node")
    said = (
        ""
        if node is None
        else subprocess.run(  # noqa: S603 - our own command, no shell
            [node, "--version"], check=False, capture_output=True, text=True
        ).stdout.strip()
    )
    return {
        "machine": proc.machine(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in _PACKAGES},
        "node": said or None,
        "generator": load.generator(),
        "connections": load.CONNECTIONS,
    }


def save(
    name: str, content: Mapping[str, object], texts: Sequence[str], folder: Path
) -> Path:
    """Write results as NAME-TIME.json and .md; return the path of the JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{name}-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}"
    (folder / f"{stem}.md").write_text("\n\n".join(texts) + "\n", "utf-8")
    path = folder / f"{stem}.json"
    whole = {"surroundings": surroundings(), **content}
    path.write_bytes(orjson.dumps(whole, option=orjson.OPT_INDENT_2))
    return path
