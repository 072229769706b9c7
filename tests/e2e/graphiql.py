"""GraphiQL as somebody uses it: what they press, what they see."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.e2e.browser import Tab, browsing
from tests.e2e.demonstration import Demonstration, demonstrating, developing

ARTIFACTS = Path(__file__).parents[2] / "artifacts" / "e2e"

# The editors, by the file that each is of the page's editor component.
_TEXT = """__MONACO.editor.getModels()
    .find((model) => model.uri.path.endsWith({name!r})).getValue()"""

# A name in the colour of plain text has not been read by the editor's worker yet.
_COLOURED = """(() => {
    const query = document.querySelector('.graphiql-query-editor .view-lines');
    const plain = [...(query?.querySelectorAll('.mtk1') ?? [])];
    return !!query?.innerText && !plain.some((part) => /[a-z]/i.test(part.innerText));
})()"""


class GraphiQL:
    """The page in a tab, over a demonstration."""

    def __init__(self, tab: Tab, demonstration: Demonstration) -> None:
        self.tab = tab
        self.demonstration = demonstration

    async def open(self) -> None:
        """Visit it, and wait for its coloured query and the graph's schema."""
        await self.tab.open(f"{self.demonstration.address}/graphql")
        await self.tab.until(_COLOURED)
        await self.tab.until("document.querySelector('.graphiql-spinner') === null")

    async def press(self, label: str) -> None:
        """Press the button of a label."""
        await self.tab.click(f'button[aria-label^="{label}"]')

    async def query(self) -> str:
        """Read the query that is open."""
        return await self._read("operation.graphql")

    async def run(self) -> dict[str, Any]:
        """Run the query that is open; return the answer that is shown."""
        await self.press("Execute query")
        await self.tab.until(f"{_TEXT.format(name='response.json')}.endsWith('}}')")
        answer: dict[str, Any] = json.loads(await self._read("response.json"))
        return answer

    async def open_headers(self) -> None:
        """Open the headers editor and put the cursor in it: panes move as they open."""
        button = 'button[data-name="headers"]'
        pane = ".graphiql-editor-tool .graphiql-editor:not(.hidden)"
        await self._insist(button, f"{button}.active")
        await self._insist(pane, f"{pane}:focus-within")

    async def _insist(self, selector: str, wanted: str) -> None:
        """Click until a selector finds something, at most 10 s."""
        async with asyncio.timeout(10):
            while not await self.tab.run(f"!!document.querySelector({wanted!r})"):
                await self.tab.click(selector)
                await asyncio.sleep(0.2)

    async def shown(self, selector: str) -> str:
        """Wait for an element; return its text."""
        await self.tab.until(f"!!document.querySelector({selector!r})")
        text: str = await self.tab.run(
            f"document.querySelector({selector!r}).innerText"
        )
        return text

    async def until_shown(self, selector: str, text: str) -> None:
        """Wait until the first element of a selector says just that."""
        await self.tab.until(
            f"document.querySelector({selector!r})?.innerText === {text!r}"
        )

    async def scroll_to(self, text: str) -> None:
        """Bring the answer's first line that holds a text to the top."""
        await self.tab.run(
            f"""(() => {{
                const shown = __MONACO.editor.getEditors()
                    .find((one) => one.getModel().uri.path.endsWith('response.json'));
                const [match] = shown.getModel().findMatches({text!r});
                shown.setScrollTop(shown.getTopForLineNumber(match.range.startLineNumber));
            }})()"""
        )

    async def keep(self, name: str) -> None:
        """Keep a picture for whoever wants to look."""
        await self.tab.until(_COLOURED)
        ARTIFACTS.mkdir(parents=True, exist_ok=True)
        (ARTIFACTS / f"{name}.png").write_bytes(await self.tab.picture())

    async def _read(self, name: str) -> str:
        text: str = await self.tab.run(_TEXT.format(name=name))
        return text


@asynccontextmanager
async def visiting(file: Path | None = None) -> AsyncGenerator[GraphiQL]:
    """Open it; at the end it has asked no other origin, and complained of nothing.

    Over the demonstration, or a file of somebody's own.
    """
    running = demonstrating() if file is None else developing(file)
    async with running as demonstration, browsing() as tab:
        page = GraphiQL(tab, demonstration)
        await page.open()
        yield page
        home = f"{demonstration.address}/graphql"
        assert [] == [one for one in tab.requested if not one.startswith(home)]
        assert [] == tab.complaints
