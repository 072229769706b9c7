"""Executable cases: a Markdown file as a configuration and steps to run.

Prose is for people. What runs stands in fenced blocks, told apart by the
words after the fence:

    ```yaml                connectors.yaml
    ```yaml opd/a.yaml     a further file, as are csv blocks with a name
    ```graphql [subject]   a step: a document, asked by nobody or by `subject`
    ```json variables      of the step
    ```upstream            the calls the step makes, in any order, and their answers
    ```plan                the step's plan
    ```json                the step's response

An upstream call is a YAML mapping: `request` ("GET /a?b=c", with the connector's name
before it where it matters), what the request must hold (`headers`, `json`, `form`,
`body` as it is, `host`), and how it is answered (`status`, `answer` as JSON or `text`
as it is or `base64`, `answer_headers`, or `late: true` for one that never comes). A
call answered by 5xx may be made again and is answered so again, unless it is `once:
true`.
"""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml
from typing_extensions import override

_FENCE: Final = re.compile(
    r"^```(\S+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
_CALL_WORDS: Final = frozenset(
    [
        "request",
        "headers",
        "json",
        "form",
        "body",
        "host",
        "status",
        "answer",
        "text",
        "base64",
        "answer_headers",
        "late",
        "once",
    ]
)


class CaseError(Exception):
    """A case file that cannot be read."""


@dataclass(frozen=True)
class Call:
    """An expected upstream call and its answer."""

    connector: str | None
    method: str
    target: str
    headers: Mapping[str, str]
    json: Any
    form: str | None
    status: int
    body: bytes
    answer_headers: Mapping[str, str]
    late: bool = False
    once: bool = False
    sent: str | None = None
    host: str | None = None

    @override
    def __str__(self) -> str:
        words = (self.connector, self.method, self.target)
        return " ".join(word for word in words if word)


@dataclass
class Step:
    """One operation and what is expected of it."""

    query: str
    subject: str | None = None
    variables: dict[str, Any] = field(default_factory=dict)
    calls: tuple[Call, ...] = ()
    plan: str | None = None
    response: Any = None


@dataclass(frozen=True)
class Case:
    """A configuration, its files, and steps."""

    files: Mapping[str, str]
    steps: tuple[Step, ...]


MAIN: Final = "connectors.yaml"


def read_case(path: Path) -> Case:
    """Read a case. Raises CaseError."""
    return parse_case(path.read_text())


def parse_case(text: str) -> Case:
    """Parse a case's text. Raises CaseError."""
    files: dict[str, str] = {}
    steps: list[Step] = []
    for kind, word, body in _blocks(text):
        match kind, word:
            case (("yaml" | "csv"), _):
                files[word or MAIN] = body
            case "graphql", _:
                steps.append(Step(body, word))
            case _ if steps:
                _add(steps[-1], kind, word, body)
            case _:
                raise CaseError(f"a {kind} block before the first graphql block")
    if MAIN not in files or not steps:
        raise CaseError("a case needs a yaml block and a graphql block")
    if any(step.response is None for step in steps):
        raise CaseError("a step needs a json block with its response")
    return Case(files, tuple(steps))


def _blocks(text: str) -> Iterator[tuple[str, str | None, str]]:
    if text.count("\n```") % 2:
        raise CaseError("a block is not closed")
    for found in _FENCE.finditer(text):
        yield found[1], found[2], found[3]


def _add(step: Step, kind: str, word: str | None, body: str) -> None:
    match kind, word:
        case "json", "variables":
            step.variables = json.loads(body)
        case "json", None:
            step.response = json.loads(body)
        case "upstream", None:
            step.calls = tuple(map(_call, yaml.safe_load(body)))
        case "plan", None:
            step.plan = body.strip()
        case _:
            raise CaseError(f"a block that means nothing: {kind} {word or ''}")


def _call(entry: Mapping[str, Any]) -> Call:
    unknown = set(entry) - _CALL_WORDS
    if unknown:
        raise CaseError(f"words that mean nothing in a call: {sorted(unknown)}")
    words = entry["request"].split()
    connector = words[0] if len(words) == 3 else None
    return Call(
        connector,
        words[-2],
        words[-1],
        entry.get("headers", {}),
        entry.get("json"),
        entry.get("form"),
        entry.get("status", 200),
        _body(entry),
        entry.get("answer_headers", {}),
        entry.get("late", False),
        entry.get("once", False),
        entry.get("body"),
        entry.get("host"),
    )


def _body(entry: Mapping[str, Any]) -> bytes:
    if "base64" in entry:
        return base64.b64decode(entry["base64"])
    text = entry.get("text")
    return (json.dumps(entry.get("answer")) if text is None else str(text)).encode()
