"""The fault dial beside GraphiQL: an agency is made to hang, and its data stay."""

import asyncio
import time
from typing import Any

import pytest

from tests.e2e.browser import browsing
from tests.e2e.demonstration import demonstrating
from tests.e2e.graphiql import ARTIFACTS, GraphiQL

pytestmark = pytest.mark.e2e


class Person:
    """Somebody with one tab, who goes from the dial to GraphiQL and back."""

    def __init__(self, page: GraphiQL) -> None:
        self.page = page

    async def press(self, selector: str, text: str) -> None:
        """Press a button of the dial, and read what it says."""
        tab = self.page.tab
        await tab.open(self.page.demonstration.dial)
        there = f"{self.page.demonstration.address}/graphql"
        await tab.until(f"document.querySelector('#graphiql').href === {there!r}")
        await tab.click(selector)
        await tab.until(f"document.querySelector('#kabar').innerText === {text!r}")
        ARTIFACTS.mkdir(parents=True, exist_ok=True)
        (ARTIFACTS / "gangguan.png").write_bytes(await tab.picture())

    async def run(self) -> tuple[dict[str, Any], float]:
        """Run the query; return the answer that is shown, and after how many seconds."""
        await self.page.open()
        began = time.monotonic()
        answer = await self.page.run()
        return answer, time.monotonic() - began


def hospitals(answer: dict[str, Any]) -> tuple[str, str | None]:
    """Return the state and reason of what the health agency gave."""
    told = answer.get("extensions", {}).get("sources", ())
    states = [
        (one["state"], one["reason"]) for one in told if one["connector"] == "dinkes"
    ]
    return states[0] if states else ("FRESH", None)


async def test_a_hanging_agency_keeps_its_data() -> None:
    """The same query shows the same data at once, the hanging agency's marked STALE.

    Its deadline over, it says why; and once the agency is well nothing is marked.
    """
    async with demonstrating() as demonstration, browsing() as tab:
        person = Person(GraphiQL(tab, demonstration))
        healthy, _ = await person.run()
        await person.press('#dinkes button[data-mode="hang"]', "dinkes: macet")
        await person.press('[data-detik="120"]', "Jawaban tersimpan menua 2 menit")
        stale, seconds = await person.run()
        await person.page.scroll_to('"extensions"')
        await person.page.keep("dinkes-basi")
        await asyncio.sleep(4)  # the deadline of the call behind
        later, _ = await person.run()
        await person.press('#dinkes button[data-mode="off"]', "dinkes: sehat")
        async with asyncio.timeout(30):
            while hospitals((await person.run())[0])[0] == "STALE":  # noqa: ASYNC110 - a person asks again
                await asyncio.sleep(0.5)
        assert [] == tab.complaints
    assert healthy["data"] == stale["data"] == later["data"]
    assert ("STALE", None) == hospitals(stale)
    assert ("STALE", "UPSTREAM_TIMEOUT") == hospitals(later)
    assert "errors" not in stale
    assert seconds < 1
