"""`gateway purge`: what is kept of a connector is forgotten, all or what tags name."""

from pathlib import Path

import httpx

from tests.cli.test_operator import TOKEN
from tests.cli.test_processes import address_of, process
from tests.connectors.faulty import faulty, says

FILE = """
version: 1
connectors:
  pangan:
    opd: Dinas Ketahanan Pangan
    url: ${URL}
    network: loopback
    timeout: 60s
    cache: {ttl: 1h}
    queries:
      harga: {args: {k: ID}, returns: "[Int]", call: "GET /h?k={k}", cache: {tags: ["k-{k}"]}}
      pasar: {returns: "[Int]", call: GET /p, cache: {tags: [pasar]}}
"""
QUERY = '{ a: harga(k: "1") b: harga(k: "2") c: harga(k: "3") pasar }'
ANSWER = (
    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 3\r\n\r\n[1]"
)


async def _said(*words: str) -> str:
    async with process("purge", *words, GATEWAY_ADMIN_TOKEN=TOKEN) as it:
        out, err = await it.communicate()
    return (out or err).decode()


async def _ask(address: str) -> None:
    async with httpx.AsyncClient(timeout=60) as client:
        answer = await client.post(f"{address}/graphql", json={"query": QUERY})
        assert "errors" not in answer.json()


async def test_some_answers_or_all(tmp_path: Path) -> None:
    """Tags choose among a connector's answers; without any all go."""
    file = tmp_path / "c.yaml"
    file.write_text(FILE, "utf-8")
    serve = ("serve", str(file), "--port", "0")
    async with (
        faulty(says(ANSWER)) as server,
        process(*serve, URL=server.url, GATEWAY_ADMIN_TOKEN=TOKEN) as it,
    ):
        address = await address_of(it)
        await _ask(address)
        where = ("--url", address)
        tags = ("--tag", "k-1", "--tag", "k-2", "--tag", "k-1")
        said = [
            await _said("pangan", *tags, *where),
            await _said("pangan", *where),
            await _said("panganan", "--tag", "x", *where),
        ]
        it.terminate()
        await it.communicate()
    assert [
        "pangan: 2 jawaban tersimpan bertanda `k-1` atau `k-2` dibuang\n",
        "pangan: 2 jawaban tersimpan dibuang\n",
        "tidak ada konektor `panganan`\n",
    ] == said
