"""`gateway status` against a gateway that runs: gateway/cli/status.py."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

import httpx
import pytest

from gateway.__main__ import main
from tests.cli.test_operator import TOKEN
from tests.cli.test_processes import address_of, line_with, process
from tests.connectors.faulty import faulty, says

FILE = """
version: 1
connectors:
  pangan:
    opd: Dinas Ketahanan Pangan
    url: ${URL}
    network: loopback
    retry: false
    queries:
      harga: {returns: "[Int]", call: GET /h}
  arsip:
    opd: Dinas Perpustakaan dan Kearsipan
    url: http://127.0.0.1:9
    queries:
      arsip: {returns: "[Int]", call: GET /a}
"""
OTHER = (
    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
)
DOWN = b"HTTP/1.1 503 No\r\ncontent-length: 0\r\n\r\n"


async def _said(*words: str) -> tuple[int | None, str]:
    async with process("status", *words, GATEWAY_ADMIN_TOKEN=TOKEN) as it:
        out, err = await it.communicate()
    return it.returncode, (out or err).decode()


async def test_at_a_glance(tmp_path: Path) -> None:
    """The exit status is 1 once an OPD is in trouble; JSON holds what the table does."""
    file = tmp_path / "c.yaml"
    file.write_text(FILE, "utf-8")
    serve = ("serve", str(file), "--port", "0")
    async with (
        faulty(says(DOWN)) as server,
        process(*serve, URL=server.url, GATEWAY_ADMIN_TOKEN=TOKEN) as it,
    ):
        address = await address_of(it)
        well = await _said("--url", address)
        async with httpx.AsyncClient() as client:
            await client.post(f"{address}/graphql", json={"query": "{ harga }"})
        bad = await _said("--url", address, "--json")
        watch = ("status", "--watch", "0.1", "--json", "--url", address)
        async with process(*watch, GATEWAY_ADMIN_TOKEN=TOKEN) as looking:
            assert looking.stdout is not None
            lines = [await looking.stdout.readline() for _ in range(2)]
            it.terminate()
            await it.communicate()
            while lines[-1].startswith(b"{"):
                lines.append(await looking.stdout.readline())
            looking.send_signal(signal.SIGINT)
            await asyncio.wait_for(looking.wait(), 20)
    assert 0 == well[0]
    assert well[1].splitlines()[1].startswith("arsip     BELUM_DIKETAHUI")
    assert 1 == bad[0]
    told = {one["konektor"]: one["galatTerakhir"] for one in json.loads(bad[1])["opd"]}
    assert {"pangan": "UPSTREAM_UNAVAILABLE", "arsip": None} == told
    assert ["GANGGUAN"] * 2 == [
        json.loads(one)["opd"][0]["keadaan"] for one in lines[:2]
    ]
    assert b"tidak dapat dihubungi" in lines[-1]
    assert 130 == looking.returncode


async def test_of_several_workers(tmp_path: Path) -> None:
    """What one worker knows is told of all, whichever answers first."""
    file = tmp_path / "c.yaml"
    file.write_text(FILE, "utf-8")
    serve = ("serve", str(file), "--port", "0", "--workers", "2")
    async with process(
        *serve, URL="http://127.0.0.1:9", GATEWAY_ADMIN_TOKEN=TOKEN
    ) as it:
        address = await address_of(it)
        await line_with(it.stderr, r'"event": "(ready)"')  # the other one's
        async with httpx.AsyncClient() as client:
            await client.post(f"{address}/graphql", json={"query": "{ harga }"})
        found = [await _said("--url", address, "--json") for _ in range(4)]
        it.terminate()
        await it.communicate()
    told = [json.loads(text) for _, text in found]
    assert [1] * 4 == [code for code, _ in found]
    assert [2] * 4 == [len(one["menurut"]) for one in told]
    states = [
        (each["keadaan"], each["banyakSerupa"])
        for one in told
        for each in one["opd"]
        if each["konektor"] == "pangan"
    ]
    assert [("GANGGUAN", 1)] * 4 == states


async def test_on_a_terminal(tmp_path: Path) -> None:
    """A terminal shows one board in place of the other, in colours, no wider than it is."""
    file = tmp_path / "c.yaml"
    file.write_text(FILE, "utf-8")
    serve = ("serve", str(file), "--port", "0")
    running = process(*serve, URL="http://127.0.0.1:9", GATEWAY_ADMIN_TOKEN=TOKEN)
    ours, theirs = os.openpty()
    async with running as it:
        address = await address_of(it)
        async with httpx.AsyncClient() as client:
            await client.post(f"{address}/graphql", json={"query": "{ harga }"})
        looking = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "gateway", "status", "--watch", "--url", address),
            env={**os.environ, "GATEWAY_ADMIN_TOKEN": TOKEN, "COLUMNS": "60"},
            stdout=theirs,
        )
        shown = b""
        while b"menurut proses" not in shown:
            shown += await asyncio.to_thread(os.read, ours, 4096)
        looking.terminate()
        await looking.wait()
        it.terminate()
        await it.communicate()
    os.close(ours)
    os.close(theirs)
    cleared, _, text = shown.decode().partition("KONEKTOR")
    assert "\033[H\033[2J" == cleared
    assert "\033[31mpangan" in text
    assert "…" in text


async def test_nobody_there() -> None:
    """A gateway that cannot be asked is told of, and counts as trouble."""
    code, told = await _said("--url", "http://127.0.0.1:9")
    assert (1, True) == (code, "tidak dapat dihubungi" in told)


@pytest.mark.parametrize("interval", ["0", "x", "-1", "4000"])
def test_an_interval_that_is_none(
    interval: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Seconds between two looks are a number within bounds."""
    with pytest.raises(SystemExit) as caught:
        main(["status", f"--watch={interval}"])
    assert 2 == caught.value.code
    assert "tulis 0.1 sampai 3600 detik" in capsys.readouterr().err


@pytest.mark.parametrize("body", [b"{}", b"[]", b'{"opd":[{}],"pada":1}'])
async def test_of_something_else(body: bytes) -> None:
    """Who answers in JSON and is no gateway is told from one."""
    async with faulty(says(OTHER % len(body) + body)) as server:
        code, said = await _said("--url", server.url)
    strange = "yang menjawab bukan gateway ini, atau versinya lain: daftar OPD-nya tidak terbaca\n"
    assert (1, strange) == (code, said)
