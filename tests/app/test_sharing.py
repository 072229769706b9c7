"""What a process shares: what is refused at the start, and what a server's absence costs."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from gateway.app.sharing import check_sharing, open_sharing
from gateway.config.model import Config
from gateway.errors import SettingsError
from gateway.observe import SharedTierTurned
from gateway.settings import Settings
from tests.connectors.conftest import Seen
from tests.connectors.shared.servers import free_port
from tests.execution.harness import configure

TEXT = """
version: 1
connectors:
  perpus:
    opd: Dinas Perpustakaan
    url: https://perpus.test
    types:
      Buku: {{key: isbn, fields: {{isbn: ID!, judul: String}}, lookup: {{call: "GET /b/{{isbn}}"}}}}
      Kartu: {{personal: true, fields: {{nomor: ID!}}}}
    queries:
      kartu: {{returns: "[Kartu!]", call: GET /kartu, cache: {{ttl: 10s{0}}}}}
"""


def settings(url: str = "redis://v", **more: object) -> Settings:
    return Settings.model_validate({"valkey_url": SecretStr(url), **more})


def config(words: str = "") -> Config:
    return configure(TEXT.format(words))


def test_personal_answers_need_a_key() -> None:
    """Who shares somebody's own answers says with which key, before a port opens."""
    check_sharing(config(), settings())
    check_sharing(config(", shared: true"), Settings())
    check_sharing(config(", shared: true"), settings(valkey_key=SecretStr("k" * 16)))
    with pytest.raises(SettingsError, match=r"GATEWAY_VALKEY_KEY: .*`kartu`.*`perpus`"):
        check_sharing(config(", shared: true"), settings())


def test_an_address_that_is_none() -> None:
    """A wrong address ends the start, and is not repeated."""
    with pytest.raises(SettingsError, match="GATEWAY_VALKEY_URL") as raised:
        check_sharing(config(), settings("http://:rahasia@v"))
    assert "rahasia" not in str(raised.value)


def test_a_ca_that_is_not_there(tmp_path: Path) -> None:
    """A CA file that is missing ends the start."""
    with pytest.raises(SettingsError, match="GATEWAY_VALKEY_CA"):
        check_sharing(config(), settings(valkey_ca=tmp_path / "ca.pem"))


async def test_nothing_is_shared_without_a_server() -> None:
    """Without the setting there is no second tier."""
    async with open_sharing(Settings(), Seen()) as sharing:
        assert sharing.second("perpus", "perpus") is None


async def test_a_server_that_is_away() -> None:
    """A start goes on without the server, and says so."""
    seen = Seen()
    url = f"redis://127.0.0.1:{free_port()}"
    async with open_sharing(settings(url), seen) as sharing:
        second = sharing.second("perpus", "perpus")
        assert second is not None
        assert {} == await second.get({("q", None, ()): ()})
    assert [SharedTierTurned("link", up=False, code="UNREACHABLE")] == seen.events
