"""A server of recorded payloads, over real HTTP on loopback.

A case of tests/real is a case of tests/cases whose upstream is not written in
it but named: a `yaml recorded.yaml` block lists requests, what they must hold
(`headers`, `json`), and the file below ../shared/samples that answers
(`file`; of a text that quotes examples, the JSON that follows the words
`after`, without the mark `comment` at the beginning of its lines), or nothing
but a `status`. With `times` it is asked that often.
"""

import json
from collections import Counter
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from gateway.app import prepare_engine
from gateway.connectors.principal import Principal
from gateway.execution.message import Request as Operation
from gateway.execution.pipeline import Engine
from gateway.observe import Silent
from gateway.settings import Settings
from simulator.listener import HOST, Listener
from tests.casefile import MAIN, Case, Step
from tests.caserun import compare

LIST: Final = "recorded.yaml"
ADDRESS: Final = "REKAMAN"  # the variable that holds the server's address


@dataclass(frozen=True, eq=False)
class Recording:
    """A request and the recorded answer to it."""

    request: str
    file: str | None = None
    after: str | None = None
    comment: str | None = None
    status: int = 200
    headers: Mapping[str, str] | None = None
    json: Any = None
    times: int | None = None

    def answers(self, request: Request, body: bytes) -> bool:
        """Tell whether this is the answer to a request."""
        query = f"?{request.url.query}" if request.url.query else ""
        if self.request != f"{request.method} {request.url.path}{query}":
            return False
        held = (self.headers or {}).items()
        if any(request.headers.get(name) != value for name, value in held):
            return False
        return self.json is None or self.json == json.loads(body or b"null")

    def body(self, samples: Path) -> bytes:
        """Read the recorded bytes. Raises OSError, ValueError."""
        if self.file is None:
            return b""
        if self.after is None:
            return (samples / self.file).read_bytes()
        text = (samples / self.file).read_text("utf-8")
        start = text.index("{", text.index(self.after))
        end = text.find("\n@", start)
        quoted = text[start : text.rindex("}", start, end) + 1]
        if self.comment is not None:
            lines = (line.strip() for line in quoted.splitlines())
            quoted = "\n".join(line.removeprefix(self.comment) for line in lines)
        return quoted.encode()


class Recorder:
    """An ASGI application that answers from recordings, and remembers."""

    def __init__(self, recordings: Sequence[Recording], samples: Path) -> None:
        self._recordings = recordings
        self._samples = samples
        self._asked: Counter[Recording] = Counter()
        self._complaints: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; one without a recording is complained of."""
        request = Request(scope, receive)
        body = await request.body()
        for one in self._recordings:
            if one.answers(request, body):
                self._asked[one] += 1
                answer = Response(one.body(self._samples), one.status)
                answer.headers["content-type"] = "application/json"
                return await answer(scope, receive, send)
        asked = f"{request.method} {request.url} {body.decode()}"
        self._complaints.append(f"nothing recorded for {asked}")
        return await Response(status_code=599)(scope, receive, send)

    def finish(self) -> list[str]:
        """Return all complaints, recordings asked too often or never included."""
        for one in self._recordings:
            asked = self._asked[one]
            if asked != (one.times or asked or 1):
                self._complaints.append(f"asked {asked} times: {one.request}")
        return self._complaints


async def run_recorded(case: Case, folder: Path, samples: Path) -> list[str]:
    """Run a case's steps over its recordings; return its complaints."""
    for name, text in case.files.items():
        (folder / name).write_text(text)
    listed = yaml.safe_load(case.files[LIST])
    recorder = Recorder([Recording(**one) for one in listed], samples)
    complaints: list[str] = []
    async with opened(folder / MAIN, recorder) as engine:
        for number, step in enumerate(case.steps, 1):
            found = await _run_step(engine, step)
            complaints.extend(f"step {number}: {one}" for one in found)
    return complaints + recorder.finish()


@asynccontextmanager
async def opened(file: Path, recorder: Recorder) -> AsyncGenerator[Engine]:
    """Open a gateway as it ships over a file, and the server it calls."""
    listener = Listener(recorder, 0)
    await listener.open()
    try:
        environ = {ADDRESS: f"http://{HOST}:{listener.port}"}
        settings = Settings(connectors=file)
        async with prepare_engine(settings, Silent(), environ)() as engine:
            yield engine
    finally:
        await listener.close()


async def _run_step(engine: Engine, step: Step) -> list[str]:
    operation = Operation(
        step.query, variables=step.variables, principal=Principal(step.subject)
    )
    found: list[str] = []
    if step.plan is not None and step.plan != engine.explain(operation):
        found.append(f"the plan is\n{engine.explain(operation)}")
    response = json.loads((await engine.execute(operation)).body)
    return found + compare(step.response, response)
