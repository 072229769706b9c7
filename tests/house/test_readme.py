"""The README's first screen is true: its connector, its query, its answer."""

import json
import re
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest

from gateway.__main__ import main
from gateway.app import build_engine, draw
from gateway.cli.demo import EXAMPLE
from gateway.config.load import load
from gateway.config.model import Connector
from gateway.execution.message import Request
from gateway.observe import Observer, Silent
from gateway.settings import Settings

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def block(language: str) -> str:
    """Return the first block of a language."""
    found = re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert found, language
    return found[1]


def library(request: httpx.Request) -> httpx.Response:
    """Answer as the README says that the library does."""
    assert "http://perpus.test/buku.php?q=pelangi" == str(request.url)
    said = re.search(r"The library answers `(\[.*?\])`", README)
    assert said
    return httpx.Response(200, json=json.loads(said[1]))


def transport(_connector: Connector, _observer: Observer) -> httpx.MockTransport:
    return httpx.MockTransport(library)


async def test_first_screen(tmp_path: Path) -> None:
    """The connector loads, the query is answered, and the answer is the one shown."""
    file = tmp_path / "connectors.yaml"
    file.write_text(block("yaml"), "utf-8")
    config = load(file, {"PERPUS_URL": "http://perpus.test"})
    async with AsyncExitStack() as stack:
        engine = build_engine(draw(config), Settings(), Silent(), stack, transport)
        reply = await engine.execute(Request(block("graphql")))
    assert json.loads(block("json")) == json.loads(reply.body)


def test_every_command_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever `gateway --help` knows stands in the table of commands."""
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = re.findall(r"^    ([a-z-]+)\b", capsys.readouterr().out, re.MULTILINE)
    assert "serve" in commands
    assert [] == [name for name in commands if f"| `gateway {name}` |" not in README]


def test_example_query_is_the_demo_s() -> None:
    """The curl of the README sends what `gateway demo` proposes."""
    assert EXAMPLE in README
