"""GraphiQL in a real browser whose network is closed, over the stand-in agencies."""

import re
from pathlib import Path

import pytest

from tests.e2e.demonstration import ROOT
from tests.e2e.graphiql import visiting

EXAMPLES = {
    name
    for path in (ROOT / "docs/contoh").glob("*.graphql")
    for name in re.findall(r"^query (\w+)", path.read_text("utf-8"), re.MULTILINE)
}

pytestmark = pytest.mark.e2e


async def test_five_agencies_in_one_query() -> None:
    """The first tab's query, run as it stands, shows what five agencies answer."""
    async with visiting() as page:
        answer = await page.run()
        await page.keep("lima-opd")
    assert ["data"] == list(answer)
    wilayah = answer["data"]["wilayah"]
    assert "Kota Bandar Lampung" == wilayah["nama"]
    assert all(wilayah[name] for name in ("hargaPangan", "rumahSakit", "pengaduan"))
    assert answer["data"]["gempaTerkini"]


@pytest.mark.parametrize(
    ("mode", "code"), [("hang", "UPSTREAM_TIMEOUT"), ("500", "UPSTREAM_UNAVAILABLE")]
)
async def test_fault_is_a_null_with_its_error(mode: str, code: str) -> None:
    """What a sick agency would give is null, with its error; the rest stands."""
    async with visiting() as page:
        await page.demonstration.turn("DINKES_URL", mode)
        answer = await page.run()
        await page.scroll_to('"errors"')
        await page.keep(f"dinkes-{mode}")
    wilayah = answer["data"]["wilayah"]
    assert wilayah["rumahSakit"] is None
    assert all(wilayah[name] for name in ("nama", "hargaPangan", "pengaduan"))
    assert answer["data"]["gempaTerkini"]
    [error] = answer["errors"]
    assert ["wilayah", "rumahSakit"] == error["path"]
    assert code == error["extensions"]["code"]


async def test_documentation_of_a_type() -> None:
    """A type that is searched for shows its description in Indonesian, and its fields'."""
    async with visiting() as page:
        await page.press("Show Documentation Explorer")
        await page.tab.click(".graphiql-doc-explorer-search-input input")
        await page.tab.write("Wilayah")
        await page.until_shown("[role=option]", "Wilayah")
        await page.tab.click("[role=option]")
        await page.until_shown(".graphiql-doc-explorer-title", "Wilayah")
        text = await page.shown(".graphiql-doc-explorer-content")
        await page.keep("dokumentasi")
    assert "di Lampung" in text
    assert "Kode Kemendagri" in text


async def test_explorer_writes_the_query() -> None:
    """A field chosen in the explorer is in the query, and in the answer."""
    async with visiting() as page:
        await page.press("Show Penjelajah kueri")
        field = ".graphiql-explorer-wilayah .graphiql-explorer-kodeBps"
        await page.tab.click(f"{field} > span")
        await page.tab.until("document.body.innerText.includes('kodeBps')")
        query = await page.query()
        answer = await page.run()
        await page.keep("penjelajah")
    assert "kodeBps" in query
    assert "1871" == answer["data"]["wilayah"]["kodeBps"]


async def test_plan_and_sources_on_request() -> None:
    """Switched on, the plan is shown as text below the answer, which names its sources."""
    async with visiting() as page:
        await page.press("Rencana")
        await page.press("Sumber")
        answer = await page.run()
        text = await page.shown(".rencana")
        await page.keep("rencana")
    assert {"plan", "sources"} == answer["extensions"].keys()
    plan = answer["extensions"]["plan"]
    assert "#0 pemerintahan.wilayah [call: 1 panggilan] → wilayah" in plan["teks"]
    assert plan["teks"].strip() in text
    assert text.startswith(f"Rencana: {plan['panggilan']} panggilan ke OPD")


async def test_headers_editor() -> None:
    """What is written into the headers editor is sent."""
    async with visiting() as page:
        await page.open_headers()
        await page.tab.write('{"x-gateway-sources": "1"}')
        answer = await page.run()
        await page.keep("header")
    assert ["sources"] == list(answer["extensions"])


async def test_examples_are_tabs() -> None:
    """At the first visit every example is a tab, the one across agencies open."""
    titles = (
        "[...document.querySelectorAll('.graphiql-tab-button')].map((tab) => tab.title)"
    )
    async with visiting() as page:
        shown = await page.tab.run(titles)
        query = await page.query()
        await page.press("Contoh kueri")
        await page.shown("[role=menuitem]")
        await page.keep("contoh")
    assert EXAMPLES == set(shown)
    assert "LintasOpd" == shown[0]
    assert "query LintasOpd" in query


async def test_a_file_of_ones_own(tmp_path: Path) -> None:
    """Over a graph that lacks what the examples ask for there are none, but a place to begin."""
    (tmp_path / "c.yaml").write_text(
        "version: 1\nconnectors:\n  a: {opd: A, url: 'http://a.test',"
        " queries: {jumlah: {returns: Int, call: GET /}}}\n"
    )
    async with visiting(tmp_path / "c.yaml") as page:
        query = await page.query()
        tabs = await page.tab.run("document.querySelectorAll('.graphiql-tab').length")
        menu = await page.tab.run(
            "document.querySelector('button[aria-label=\"Contoh kueri\"]')"
        )
        await page.keep("berkas-sendiri")
    assert query.startswith("# Tulis kueri di sini")
    assert (1, None) == (tabs, menu)


async def test_tabs_outlive_a_reload() -> None:
    """An example opened from the menu is a tab of its own, still there after a reload."""
    count = "document.querySelectorAll('.graphiql-tab').length"
    async with visiting() as page:
        before = await page.tab.run(count)
        await page.press("Contoh kueri")
        await page.tab.click("[role=menuitem]")
        await page.tab.until(f"{count} === {before + 1}")
        saved = "localStorage.getItem('graphiql:tabState')"
        await page.tab.until(f"JSON.parse({saved}).tabs.length === {before + 1}")
        await page.open()
        after = await page.tab.run(count)
        query = await page.query()
    assert before + 1 == after
    assert "LintasOpd" in query


@pytest.mark.parametrize(
    ("theme", "colour"), [("dark", "rgb(33, 42, 59)"), ("light", "rgb(255, 255, 255)")]
)
async def test_theme(theme: str, colour: str) -> None:
    """Dark or light, as chosen in the settings."""
    ground = "getComputedStyle(document.querySelector('.graphiql-container'))"
    async with visiting() as page:
        await page.run()
        await page.press("Open settings dialog")
        await page.tab.click(f'button[data-theme="{theme}"]')
        await page.tab.click(".graphiql-dialog-close")
        await page.tab.until(f"{ground}.backgroundColor === '{colour}'")
        await page.keep(f"tema-{theme}")
        shown = await page.tab.run("document.body.className")
    assert f"graphiql-{theme}" in shown.split()
