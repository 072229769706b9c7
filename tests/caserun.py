"""Runs a case and tells everything in which it was not as expected."""

import difflib
import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import orjson
from typing_extensions import override

from gateway.app import build_engine, draw
from gateway.config.load import load, load_whole
from gateway.config.model import Connector
from gateway.config.recorded import examples
from gateway.connectors.principal import Principal
from gateway.errors import UpstreamTimeout
from gateway.execution.message import Request
from gateway.execution.pipeline import Engine
from gateway.observe import Observer, Silent
from gateway.settings import Settings
from gateway.trial.masking import Mask
from gateway.trial.run import run
from tests.casefile import MAIN, Call, Case, Step

_WITHIN_ERROR = ("path", "code", "count")  # always compared; the rest where written


class Exchange:
    """The upstream of one step: calls still expected, and complaints so far."""

    def __init__(self, calls: tuple[Call, ...]) -> None:
        self.expected = list(calls)
        self.complaints: list[str] = []
        self._failed: list[tuple[str, str, Call]] = []

    def take(self, connector: str, request: httpx.Request) -> Call | None:
        """Take the expected call that a request is, or complain."""
        target = request.url.raw_path.decode()
        fitting = [
            call
            for call in self.expected
            if (call.method, call.target) == (request.method, target)
            and call.connector in {None, connector}
            and call.host in {None, request.url.host}
        ]
        if fitting:  # calls to one address are told apart by what they hold
            call = next(
                (c for c in fitting if not _differences(c, request)), fitting[0]
            )
            self.expected.remove(call)
            self.complaints.extend(_differences(call, request))
            if call.status >= httpx.codes.INTERNAL_SERVER_ERROR and not call.once:
                self._failed.append((request.method, target, call))
            return call
        for method, failed, call in self._failed:
            if (method, failed) == (request.method, target):
                return call  # a read that failed is asked again: it fails again
        self.complaints.append(
            f"unexpected call: {connector} {request.method} {target}"
        )
        return None

    def finish(self) -> list[str]:
        """Return all complaints, calls that were never made included."""
        return self.complaints + [f"call not made: {one}" for one in self.expected]


def _differences(call: Call, request: httpx.Request) -> list[str]:
    """Compare what the case says of a request's headers and body."""
    found: list[str] = []
    for name, value in call.headers.items():
        if request.headers.get(name) != value:
            found.append(
                f"{call}: header {name} is {request.headers.get(name)!r}, not {value!r}"
            )
    body = request.content
    if call.json is not None and orjson.loads(body or b"null") != call.json:
        found.append(f"{call}: JSON body is {body.decode()}")
    if call.form is not None and body.decode() != call.form:
        found.append(f"{call}: form is {body.decode()}")
    if call.sent is not None and body.decode() != call.sent:
        found.append(f"{call}: body is {body.decode()}")
    return found


class _Transport(httpx.AsyncBaseTransport):
    """One connector's transport, which answers from the step under way."""

    def __init__(self, connector: str, current: list[Exchange]) -> None:
        self._connector = connector
        self._current = current

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        call = self._current[-1].take(self._connector, request)
        if call is None:
            return httpx.Response(599)
        if call.late:
            raise UpstreamTimeout("no answer in time")
        return httpx.Response(
            call.status, headers=dict(call.answer_headers), content=call.body
        )


async def run_case(case: Case, folder: Path) -> list[str]:
    """Run a case's steps over one engine; return its complaints."""
    for name, text in case.files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    current: list[Exchange] = []
    complaints = await _run_examples(folder / MAIN)
    async with _opened(folder / MAIN, current) as engine:
        for number, step in enumerate(case.steps, 1):
            exchange = Exchange(step.calls)
            current.append(exchange)
            found = await _run_step(engine, step)
            found.extend(exchange.finish())
            complaints.extend(f"step {number}: {one}" for one in found)
    return complaints


async def _run_examples(file: Path) -> list[str]:
    """Run the examples that stand in a file; return where they are not true."""
    loaded = load_whole(file, {})
    cases = examples(loaded)
    verdicts = await run(loaded.config, cases, Mask({})) if cases else []
    return [f"{v.case.name}: {one}" for v in verdicts for one in v.differences]


@asynccontextmanager
async def _opened(file: Path, current: list[Exchange]) -> AsyncGenerator[Engine]:
    """Open an engine over a file; its connectors answer from the last exchange."""

    def transport(connector: Connector, observer: Observer) -> _Transport:
        del observer
        return _Transport(str(connector.name), current)

    blueprint = draw(load(file, {}))
    async with AsyncExitStack() as stack:
        settings = Settings(
            profile="development",
            public_url="https://graf.test/",
            media_key="kunci untuk kasus saja",
        )
        yield build_engine(blueprint, settings, Silent(), stack, transport)


def _principal(subject: str | None) -> Principal:
    return Principal(subject, None if subject is None else f"token-{subject}")


async def _run_step(engine: Engine, step: Step) -> list[str]:
    request = Request(
        step.query, variables=step.variables, principal=_principal(step.subject)
    )
    found: list[str] = []
    if step.plan is not None:
        found.extend(_diff("plan", step.plan, engine.explain(request)))
    response = orjson.loads((await engine.execute(request)).body)
    found.extend(compare(step.response, response))
    return found


def compare(expected: Mapping[str, Any], response: Mapping[str, Any]) -> list[str]:
    """Compare a response: data whole, the rest where the case speaks of it.

    Errors are written flat, `{"path", "code", "count"}`, and compared in any
    order; of their other words, and of extensions, those that are written.
    """
    wanted = dict(expected)
    found = {key: value for key, value in response.items() if key in {"data", *wanted}}
    found.pop("errors", None)
    errors = [dict(one) for one in wanted.pop("errors", [])]
    words = {word for one in errors for word in one}.union(_WITHIN_ERROR)
    seen = [_flat(one, words) for one in response.get("errors", [])]
    if "extensions" in wanted:
        found["extensions"] = _narrowed(wanted["extensions"], found.get("extensions"))
    return [
        *_diff("response", _text(wanted), _text(found)),
        *_diff("errors", _sorted(errors, seen), _sorted(seen, errors)),
    ]


def _flat(error: Mapping[str, Any], words: set[str]) -> dict[str, Any]:
    whole = {**error, **error.get("extensions", {})}
    return {word: whole[word] for word in sorted(words) if word in whole}


def _sorted(errors: list[dict[str, Any]], others: list[dict[str, Any]]) -> str:
    """Write errors in a stable order, without words that the other side lacks."""
    optional = {word for one in errors for word in one}.difference(_WITHIN_ERROR)
    partners = {_place(one): one for one in others}
    shown = [
        {
            word: value
            for word, value in sorted(one.items())
            if word not in optional or word in partners.get(_place(one), {})
        }
        for one in errors
    ]
    return "\n".join(sorted(json.dumps(one, ensure_ascii=False) for one in shown))


def _place(error: Mapping[str, Any]) -> str:
    return json.dumps([error.get("path"), error.get("code")])


def _narrowed(wanted: Any, found: Any) -> Any:
    """Leave of what was found only the words that were written."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        return {k: _narrowed(wanted[k], found[k]) for k in wanted if k in found}
    lists = isinstance(wanted, list) and isinstance(found, list)
    if lists and len(wanted) == len(found):
        return [_narrowed(*pair) for pair in zip(wanted, found, strict=True)]
    return found


def _text(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _diff(what: str, expected: str, found: str) -> list[str]:
    if expected == found:
        return []
    lines = difflib.unified_diff(
        expected.splitlines(), found.splitlines(), "expected", "found", n=3, lineterm=""
    )
    return [f"{what} differs\n" + "\n".join(lines)]
