"""The pages on a phone: what stands beside each other on a desk stands below."""

import pytest

from tests.e2e.browser import Tab
from tests.e2e.graphiql import ARTIFACTS, visiting

pytestmark = pytest.mark.e2e


async def hold_a_phone(tab: Tab) -> None:
    """Give the page a phone's size."""
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1}
    await tab.call("Emulation.setDeviceMetricsOverride", **size, mobile=True)


async def test_the_answer_stands_below_the_query() -> None:
    """GraphiQL's answer begins where the editors end, and takes most of the width."""
    async with visiting() as page:
        await hold_a_phone(page.tab)
        await page.open()
        await page.run()
        editors, answer = await page.tab.run(
            """['.graphiql-editors', '.graphiql-response'].map((one) => {
                const box = document.querySelector(one).getBoundingClientRect()
                return [box.top, box.bottom, box.width]
            })"""
        )
        await page.keep("telepon")
    assert editors[1] <= answer[0]
    assert answer[2] > 300


async def test_every_button_of_the_dial_is_on_the_screen() -> None:
    """The dial is no wider than the phone."""
    async with visiting() as page:
        await hold_a_phone(page.tab)
        await page.tab.open(page.demonstration.dial)
        await page.tab.until("!!document.querySelector('#dinkes button')")
        wide = await page.tab.run("document.documentElement.scrollWidth")
        ARTIFACTS.mkdir(parents=True, exist_ok=True)
        (ARTIFACTS / "gangguan-telepon.png").write_bytes(await page.tab.picture())
        page.tab.requested.clear()  # the dial is another origin, by design
    assert 390 == wide
