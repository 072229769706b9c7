"""One operation asked of a service that answers, slowly and in pages."""

import json
import time
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from gateway.config.load import load
from gateway.config.model import Config
from gateway.settings import Settings
from gateway.trial.live import Asked, attempt
from gateway.trial.naming import meant
from gateway.trial.report import Showing, report
from tests.threaded import Quiet, threaded

FILE = """\
version: 1
connectors:
  a:
    opd: A
    url: %s
    network: loopback
    timeout: 100ms
    types: {Rak: {fields: {kode: ID!}}}
    queries:
      malam: {returns: "[Rak!]", call: GET /lambat, refresh: {every: 1h, timeout: 5s}}
      sekarang: {returns: "[Rak!]", call: GET /lambat}
      daftar: {returns: "[Rak!]", call: GET /daftar, pages: {style: next, next: {header: Link}}}
"""
SLOW = 0.4


class _Handler(Quiet):
    """Gives one row, on the first page with a link to the second, and takes its time where the path says so."""

    @override
    def give(self) -> None:
        if self.path == "/lambat":
            time.sleep(SLOW)
        body = json.dumps([{"kode": "1"}]).encode()
        link = {"Link": '</daftar?p=2>; rel="next"'} if self.path == "/daftar" else {}
        with suppress(BrokenPipeError):  # who asked may have gone
            self.answer(200, link, body)


@pytest.fixture(scope="module")
def url() -> Generator[str]:
    """Run the service on a free port."""
    with threaded(_Handler) as address:
        yield address


@pytest.fixture
def config(url: str, tmp_path: Path) -> Config:
    """Load the file over the service."""
    (tmp_path / "c.yaml").write_text(FILE % url)
    return load(tmp_path / "c.yaml", {})


async def _report(config: Config, word: str) -> dict[str, Any]:
    (named,) = meant(config, word)
    settings = Settings(operation_timeout=SLOW / 2)
    return report(
        config, await attempt(config, Asked(named, {}), settings), Showing({})
    )


async def test_what_the_clock_fetches_is_waited_for(config: Config) -> None:
    """A try has the patience of `refresh`, longer than an operation's; others do not."""
    assert [{"kode": "1"}] == (await _report(config, "malam"))["value"]
    codes = [one["code"] for one in (await _report(config, "sekarang"))["errors"]]
    assert ["UPSTREAM_TIMEOUT"] == codes


async def test_the_rows_of_pages_are_gone_through(config: Config) -> None:
    """Of two pages the rows are counted, and no page is taken for a bad row."""
    found = await _report(config, "daftar")
    assert (2, ["kode"]) == (found["rows"], found["selected"]["keys"])
    assert [] == found["nulls"]
