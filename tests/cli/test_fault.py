"""`gateway fault` and the dial of `gateway demo`: a person makes an agency sick."""

import asyncio
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from gateway.__main__ import main
from gateway.cli.demo import HIGHEST, Skipping
from simulator.dial import OFFSET
from tests.cli.test_processes import line_with, process
from tests.connectors.faulty import faulty, says


@dataclass(frozen=True)
class Demo:
    """Where the gateway and the dial are."""

    graph: str
    dial: str

    async def ask(self, query: str) -> dict[str, Any]:
        """Ask the gateway."""
        async with httpx.AsyncClient(timeout=20) as client:
            answer = await client.post(self.graph, json={"query": query})
        found: dict[str, Any] = answer.json()
        return found

    async def fault(self, *words: str) -> str:
        """Run the command against it; return what it says."""
        async with process("fault", *words, "--url", self.dial) as it:
            out, err = await it.communicate()
        assert (0 if out else 1) == it.returncode
        return (out or err).decode()


@asynccontextmanager
async def demo() -> AsyncGenerator[Demo]:
    """Run the demonstration on free ports."""
    async with process("demo", "--port", "0", "--opd-port", "0") as it:
        graph = await line_with(it.stdout, r"Gateway siap: (\S+)")
        dial = await line_with(it.stdout, r"Gangguan OPD: (\S+)")
        yield Demo(graph, dial)
        it.send_signal(signal.SIGINT)
        await it.communicate()
    assert 0 == it.returncode


async def test_an_agency_that_hangs() -> None:
    """Turned to hanging, and its answers old, the same query has the same data, STALE, at once."""
    query = "{ daftarRumahSakit { nama } daftarWilayah { nama } }"
    async with demo() as it:
        healthy = await it.ask(query)
        said = await it.fault("dinkes", "hang", "--age", "2m")
        began = asyncio.get_running_loop().time()
        stale = await it.ask(query)
        seconds = asyncio.get_running_loop().time() - began
        shown = await it.fault("dinkes")
        every = await it.fault()
        await it.fault("dinkes", "off")
    assert "errors" not in healthy
    assert said == shown
    assert "dinkes         macet           Dinas Kesehatan" in said
    assert said in every
    assert len(every.splitlines()) > 20
    assert healthy["data"] == stale["data"]
    states = {one["operation"]: one["state"] for one in stale["extensions"]["sources"]}
    assert "STALE" == states["daftarRumahSakit"]
    assert seconds < 2


async def test_what_it_refuses() -> None:
    """An unknown agency or trouble is told with what there is."""
    async with demo() as it:
        meant = "tidak ada OPD tiruan `dinas`; mungkin maksudnya `dinsos`?\n"
        assert meant == await it.fault("dinas", "hang")
        assert "`mode` harus salah satu dari: off" in await it.fault("dinkes", "mati")
        assert "`xyz`; yang ada: pemerintahan, pangan, " in await it.fault("xyz")


def test_where_nothing_runs(
    free_tcp_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a demonstration it says how to start one."""
    url = f"http://127.0.0.1:{free_tcp_port}"
    assert 1 == main(["fault", "--url", url])
    assert f"di {url} tidak ada OPD tiruan; jalankan `gateway demo`" in (
        capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (b"404 Not Found", b'{"galat": "x"}'),
        (b"404 Not Found", b"[]"),
        (b"200 OK", b"[]"),
        (b"200 OK", b'{"opd": [{}]}'),
    ],
)
async def test_where_somebody_else_answers(status: bytes, body: bytes) -> None:
    """Who answers in JSON and is no fault dial, as a gateway does, is told from one."""
    head = b"HTTP/1.1 %b\r\ncontent-length: %d\r\n\r\n" % (status, len(body))
    async with (
        faulty(says(head + body)) as server,
        process("fault", "--url", server.url) as it,
    ):
        _, err = await it.communicate()
    told = f"di {server.url} tidak ada OPD tiruan; jalankan `gateway demo`, atau periksa --url\n"
    assert (1, told) == (it.returncode, err.decode())


@pytest.mark.parametrize("port", ["99999", "65438", "-1", "x", "²"])
def test_ports_that_are_none(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The first port leaves room for those of the other agencies and of the dial."""
    assert HIGHEST == 65535 - OFFSET
    with pytest.raises(SystemExit) as caught:
        main(["demo", f"--opd-port={port}"])
    assert 2 == caught.value.code
    told = f"`{port}`: tulis 1 sampai 65437, atau 0 untuk port bebas"
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("text", ["2", "0m", "m", "-1m", "2w"])
def test_an_age_that_is_none(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An age is a number with its unit."""
    with pytest.raises(SystemExit):
        main(["fault", f"--age={text}"])
    assert "bukan lama waktu seperti 30s atau 2m" in capsys.readouterr().err


def test_a_clock_that_can_be_put_forward() -> None:
    """It goes on from where it was put."""
    now = [5.0]
    clock = Skipping(lambda: now[0])
    clock.skip(60)
    now[0] = 7.0
    assert 67.0 == clock()
