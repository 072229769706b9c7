"""A headless Chromium, driven over the DevTools protocol."""

import asyncio
import base64
import itertools
import json
import shutil
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--remote-debugging-port=0",
    "--window-size=1440,900",
    # No name resolves and no address but this machine's is tried: the network is closed.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


class Tab:
    """One page of the browser.

    `requested` are the addresses it asked for, the files of its workers too, and
    `complaints` what it wrote to its log: refused by a policy, not found, thrown.
    """

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._session: str | None = None
        self.requested: list[str] = []
        self.complaints: list[str] = []

    async def call(self, method: str, **params: object) -> dict[str, Any]:
        """Call a method of the protocol and wait for its result."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": params}
        if self._session is not None:
            message["sessionId"] = self._session
        await self._socket.send_json(message)
        while True:
            answer: dict[str, Any] = await self._socket.receive_json()
            if answer.get("id") == number:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result
            self._note(answer)

    def _note(self, event: dict[str, Any]) -> None:
        params = event.get("params", {})
        if event.get("method") == "Network.requestWillBeSent":
            self.requested.append(params["request"]["url"])
        if event.get("method") == "Log.entryAdded":
            self.complaints.append(params["entry"]["text"])
        if event.get("method") == "Runtime.exceptionThrown":
            self.complaints.append(params["exceptionDetails"]["text"])

    async def begin(self) -> None:
        """Open an empty page and listen to it."""
        target = await self.call("Target.createTarget", url="about:blank")
        attached = await self.call(
            "Target.attachToTarget", targetId=target["targetId"], flatten=True
        )
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            await self.call(f"{domain}.enable")

    async def open(self, address: str) -> None:
        """Visit an address and wait until it has loaded."""
        await self.call("Page.navigate", url=address)
        await self.until(
            "document.readyState === 'complete' && location.href !== 'about:blank'"
        )

    async def run(self, script: str) -> Any:
        """Evaluate JavaScript in the page; a promise is waited for."""
        answer = await self.call(
            "Runtime.evaluate",
            expression=script,
            awaitPromise=True,
            returnByValue=True,
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    async def until(self, condition: str) -> None:
        """Wait until a JavaScript expression is true, at most 10 s."""
        async with asyncio.timeout(10):
            while not await self.run(condition):  # noqa: ASYNC110 - the browser's state, not ours
                await asyncio.sleep(0.05)

    async def click(self, selector: str) -> None:
        """Wait for the first element that a CSS selector finds; press on its middle."""
        found = f"document.querySelector({json.dumps(selector)})"
        await self.until(f"{found} !== null")
        box = await self.run(
            f"{found}.scrollIntoView({{block: 'nearest'}}),"
            f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2])"
            f"({found}.getBoundingClientRect())"
        )
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            await self.call(
                "Input.dispatchMouseEvent",
                type=kind,
                x=box[0],
                y=box[1],
                button="none" if kind == "mouseMoved" else "left",
                clickCount=1,
            )

    async def write(self, text: str) -> None:
        """Write where the cursor is, as from a keyboard's input method."""
        await self.call("Input.insertText", text=text)

    async def picture(self) -> bytes:
        """Take a screenshot as PNG."""
        shot = await self.call("Page.captureScreenshot", format="png")
        return base64.b64decode(shot["data"])


@asynccontextmanager
async def browsing() -> AsyncGenerator[Tab]:
    """Start a browser with a fresh profile; give its page; end it."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "chromium is not installed (Debian: apt-get install chromium)"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            program,
            *FLAGS,
            f"--user-data-dir={profile}",
            stderr=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
        )
        try:
            address = await _devtools(Path(profile, "DevToolsActivePort"))
            async with (
                aiohttp.ClientSession() as session,
                session.ws_connect(address, max_msg_size=0) as socket,
            ):
                tab = Tab(socket)
                await tab.begin()
                yield tab
        finally:
            process.terminate()
            await process.wait()


async def _devtools(file: Path) -> str:
    """Wait for the browser to say where it listens."""
    async with asyncio.timeout(30):
        while len(lines := _lines(file)) < 2:  # noqa: ASYNC110 - the browser's file, not ours
            await asyncio.sleep(0.05)
    return f"ws://127.0.0.1:{lines[0]}{lines[1]}"


def _lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []
