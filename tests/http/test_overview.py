"""How every connector is, told to the operator: gateway/http/overview.py."""

import os
from pathlib import Path
from typing import Any

import pytest

from gateway.connectors.breaker import Phase
from gateway.observe import ReloadFailed
from tests.running.works import TOKEN, Running, running

OPERATOR = {"authorization": f"Bearer {TOKEN}"}
QUERY = """{ opd(konektor: "pasar") {
  keadaan pemutus terakhirBerhasil galatTerakhir rasioSimpanan umurSimpanan rincian
} }"""


async def seen(it: Running, token: str | None, method: str = "POST") -> dict[str, Any]:
    """Ask the graph for a connector as somebody; return what they see of it."""
    headers = {} if token is None else {"authorization": f"Bearer {token}"}
    sent: dict[str, Any] = (
        {"json": {"query": QUERY}} if method == "POST" else {"params": {"query": QUERY}}
    )
    answer = await it.client.request(method, "/graphql", headers=headers, **sent)
    assert "no-store" == answer.headers.get("cache-control", "no-store")
    (found,) = answer.json()["data"]["opd"]
    return {name: value for name, value in found.items() if value is not None}


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_the_operator_sees_everything(tmp_path: Path, method: str) -> None:
    """In production the operator's token shows all; the public sees the state alone."""
    async with running(tmp_path) as it:
        await it.ask("{ jumlahPasar }")
        public = await seen(it, None, method)
        full = await seen(it, TOKEN, method)
        other = await seen(it, "token orang lain", method)
        again = await seen(it, None, method)
    assert {"keadaan": "NORMAL"} == public == other == again
    assert "NORMAL" == full["keadaan"]
    assert "TERTUTUP" == full["pemutus"]
    assert "pemutus: tertutup; 0 dari 1 gagal" == full["rincian"][0]
    assert {"terakhirBerhasil", "rasioSimpanan", "umurSimpanan"} <= full.keys()


async def test_the_status(tmp_path: Path) -> None:
    """It tells of every connector in full, of which process, and nobody else anything."""
    async with running(tmp_path, workers=3) as it:
        await it.ask("{ jumlahPasar }")
        answer = await it.client.get("/admin/status", headers=OPERATOR)
        refused = await it.client.get("/admin/status")
    told = answer.json()
    assert (200, "no-store") == (answer.status_code, answer.headers["cache-control"])
    assert (os.getpid(), 3) == (told["proses"], told["banyakProses"])
    assert [] == told["catatan"]
    assert ["perpus", "pasar"] == [one["konektor"] for one in told["opd"]]
    assert ["BELUM_DIKETAHUI", "NORMAL"] == [one["keadaan"] for one in told["opd"]]
    assert Phase.CLOSED.value in told["opd"][1]["rincian"][0]
    assert 401 == refused.status_code
    assert "opd" not in refused.json()


async def test_a_head_alone(tmp_path: Path) -> None:
    """A HEAD is answered as a GET is, without what it tells: RFC 9110 §9.3.2."""
    async with running(tmp_path) as it:
        found = await it.client.head("/admin/status", headers=OPERATOR)
        refused = await it.client.head("/admin/status")
    assert (200, b"") == (found.status_code, found.content)
    assert 401 == refused.status_code


async def test_a_wrong_configuration_is_told(tmp_path: Path) -> None:
    """That an old configuration serves, since the files are wrong, is told with it."""
    async with running(tmp_path) as it:
        it.file.write_text("version: 2")
        it.reload()
        await it.told(ReloadFailed)
        answer = await it.client.get("/admin/status", headers=OPERATOR)
    (told,) = answer.json()["catatan"]
    assert told.startswith("konfigurasi lama; berkas salah sejak ")
