"""Connectors with credentials, and a moment that tests decide."""

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from gateway.config.load import load
from gateway.config.model import Connector
from gateway.config.place import Word
from gateway.connectors.auth.credential import Moment

NOW: Final = 1_600_000_000.0  # 2020-09-13T12:26:40Z

FILE: Final = """\
version: 1
connectors:
  perpus:
    opd: Dinas Perpustakaan
    url: {url}
    network: loopback
    timeout: 5s
    auth: {auth}
    {more}
    queries:
      a: {{returns: String, call: {{request: POST /a, form: {{n: "1"}}}}}}
"""


def connector(
    auth: str,
    environ: Mapping[str, str] | None = None,
    url: str = "https://perpus.test",
    more: str = "#",
) -> Connector:
    """Load a connector with these credentials."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "c.yaml"
        file.write_text(FILE.format(url=url, auth=auth, more=more))
        return load(file, environ or {}).connectors[Word("perpus")]


def moment(clock: Callable[[], float] = lambda: 0.0, now: float = NOW) -> Moment:
    """Return a moment: fixed Unix time, and bytes that count from zero."""
    return Moment(lambda: now + clock(), clock, lambda count: bytes(range(count)))
