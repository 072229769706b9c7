"""The operator's commands against a gateway that runs, and what they say when it does not."""

import json
import signal
from pathlib import Path

import pytest

from gateway.__main__ import main
from gateway.cli.operator import operator_address
from gateway.settings import Settings
from tests.cli.test_explain import FILE
from tests.cli.test_processes import address_of, line_with, process
from tests.connectors.faulty import faulty, says

TOKEN = "token operator uji"  # noqa: S105 - of a gateway that lives for a test


async def test_maintenance_of_a_process(tmp_path: Path) -> None:
    """The commands switch a running gateway, which also reloads on SIGHUP."""
    file = tmp_path / "c.yaml"
    file.write_text(FILE, "utf-8")
    async with process(
        "serve", str(file), "--port", "0", GATEWAY_ADMIN_TOKEN=TOKEN
    ) as it:
        address = await address_of(it)
        said = [
            await _said(*words, "--url", address)
            for words in (
                ("maintenance",),
                ("maintenance", "perpustakaan", "--pesan", "Tutup.", "--stale"),
                ("maintenance",),
                ("purge", "perpustakaan"),
                ("maintenance", "perpustakaan", "--off"),
                ("maintenance", "perpus"),
            )
        ]
        file.write_text(FILE + "\n# lagi\n", "utf-8")
        it.send_signal(signal.SIGHUP)
        kept = await line_with(it.stderr, r'"reloaded", "kept": (\[[^]]*\])')
        it.send_signal(signal.SIGINT)
        await it.communicate()
    off = "perpustakaan: dalam pemeliharaan sampai dihidupkan lagi; jawaban tersimpan tetap diberikan: Tutup.\n"
    assert [
        "Tidak ada konektor dalam pemeliharaan.\n",
        off,
        off,
        "perpustakaan: 0 jawaban tersimpan dibuang\n",
        "perpustakaan: pemeliharaan selesai\n",
    ] == said[:-1]
    assert said[-1].startswith("tidak ada konektor `perpus`; yang ada: ")
    assert "perpustakaan" in json.loads(kept)
    assert 0 == it.returncode


async def _said(*words: str) -> str:
    async with process(*words, GATEWAY_ADMIN_TOKEN=TOKEN) as it:
        out, err = await it.communicate()
    assert (0 if out else 1) == it.returncode
    return (out or err).decode()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (
            b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 2\r\n\r\n{}",
            "berbeda dari token",
        ),
        (b"HTTP/1.1 405 No\r\ncontent-length: 2\r\n\r\n{}", "menolak (HTTP 405)"),
        (
            b'HTTP/1.1 404 No\r\ncontent-length: 16\r\n\r\n{"galat": "apa"}',
            "tanpa GATEWAY_ADMIN_TOKEN",
        ),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n<>", "bukan gateway ini"),
        (b"?", "tidak dapat dihubungi"),
    ],
)
async def test_what_it_is_told(answer: bytes, told: str) -> None:
    """Every refusal is told with what to do about it."""
    async with faulty(says(answer)) as server:
        assert told in await _said("maintenance", "--url", server.url)


@pytest.mark.parametrize(
    ("words", "body"),
    [
        (("maintenance",), b"{}"),
        (("maintenance",), b'{"maintenance": [{"konektor": "a"}]}'),
        (("maintenance", "a"), b"[]"),
        (("maintenance", "a", "--off"), b"[]"),
        (("purge", "a"), b"{}"),
        (("purge", "a", "--tag", "b"), b'{"dihapus": "dua"}'),
    ],
)
async def test_somebody_else(words: tuple[str, ...], body: bytes) -> None:
    """Who answers in JSON, but not as a gateway, is told from one."""
    head = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(body)
    async with faulty(says(head + body)) as server:
        told = await _said(*words, "--url", server.url)
    strange = f"yang menjawab di {server.url} bukan gateway ini, atau versinya lain\n"
    assert strange == told


async def test_when_it_ends() -> None:
    """When a switch ends by itself is told as the board tells it."""
    one = {"konektor": "a", "sampai": "2026-11-30T08:00:00+07:00", "pesan": "Tutup."}
    body = json.dumps({"maintenance": [one | {"stale": False}]}).encode()
    head = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(body)
    async with faulty(says(head + body)) as server:
        told = await _said("maintenance", "--url", server.url)
    assert "a: dalam pemeliharaan sampai 30-11-2026 08.00 WIB: Tutup.\n" == told


async def test_what_else_there_is_to_know() -> None:
    """What the gateway notes besides is told below the answer."""
    body = b'{"maintenance": [], "catatan": "Valkey hilang"}'
    head = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(body)
    async with faulty(says(head + body)) as server:
        told = await _said("maintenance", "--url", server.url)
    expected = "Tidak ada konektor dalam pemeliharaan.\nPerhatian: Valkey hilang.\n"
    assert expected == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["maintenance", "--stale"], "perlu KONEKTOR"),
        (["maintenance", "a", "--off", "--pesan", "b"], "perlu KONEKTOR, tanpa --off"),
        (["maintenance", "--off"], "--off perlu KONEKTOR"),
        (["purge", "a"], "GATEWAY_ADMIN_TOKEN belum diisi"),
    ],
)
def test_misused(
    words: list[str],
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What makes no sense is refused before anything is asked."""
    monkeypatch.delenv("GATEWAY_ADMIN_TOKEN", raising=False)
    assert 1 == main(words)
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("host", "address"),
    [("0.0.0.0", "http://127.0.0.1:8000"), ("::", "http://[::1]:8000")],  # noqa: S104 - what is being tested
)
def test_where_it_is_by_default(host: str, address: str) -> None:
    """A gateway that listens everywhere is asked on this machine."""
    assert address == operator_address(Settings(host=host))
