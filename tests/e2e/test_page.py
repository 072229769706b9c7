"""The page in a real browser, over the real gateway and stand-in OPDs."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.e2e.browser import browsing

ROOT = Path(__file__).parents[2]
ARTIFACTS = ROOT / "artifacts"
QUERY = '{ wilayah(kode: "18.71") { nama } }'
ANSWER = {"data": {"wilayah": {"nama": "Kota Bandar Lampung"}}}

pytestmark = pytest.mark.e2e


def keep(picture: bytes) -> None:
    """Keep a screenshot for whoever wants to look."""
    ARTIFACTS.mkdir(exist_ok=True)
    (ARTIFACTS / "halaman-coba.png").write_bytes(picture)


@asynccontextmanager
async def demonstrating() -> AsyncGenerator[str]:
    """Run `gateway demo` on free ports; give the gateway's address."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "gateway", "demo", "--port", "0", "--opd-port", "0"),
        cwd=ROOT,
        env={k: v for k, v in os.environ.items() if not k.startswith("GATEWAY_")},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(30):
            while True:
                line = (await process.stdout.readline()).decode()
                assert line, "gateway demo ended"
                found = re.search(r"Gateway siap: (http://[^/]+)", line)
                if found:
                    break
        yield found[1]
    finally:
        process.terminate()
        assert 0 == await process.wait()


async def test_fetch_from_a_page() -> None:
    """A page that the gateway serves can fetch /graphql and gets the data."""
    script = f"""fetch("/graphql", {{
        method: "POST",
        headers: {{"content-type": "application/json"}},
        body: JSON.stringify({{query: {QUERY!r}}}),
    }}).then(async (answer) => [answer.status, await answer.json()])"""
    async with demonstrating() as address, browsing() as tab:
        await tab.open(f"{address}/graphql")
        assert [200, ANSWER] == await tab.run(script)


async def test_run_a_query_by_hand() -> None:
    """Written into the page and run, a query shows its answer, with no other request."""
    async with demonstrating() as address, browsing() as tab:
        await tab.open(f"{address}/graphql")
        assert "Gateway GraphQL Lampung-In" == await tab.run(
            "document.querySelector('h1').textContent"
        )
        await tab.run(f"document.getElementById('kueri').value = {QUERY!r}")
        await tab.run("document.getElementById('jalankan').click()")
        await tab.until("document.getElementById('jawaban').textContent.length > 0")
        shown = "JSON.parse(document.getElementById('jawaban').textContent)"
        assert ANSWER == await tab.run(shown)
        keep(await tab.picture())
        assert {f"{address}/graphql"} == set(tab.requested)
        assert [] == tab.complaints
