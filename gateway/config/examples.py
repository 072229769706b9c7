"""Examples of an operation: recorded answers, and what becomes of them.

They are never needed to serve, so loading a configuration only keeps what is
written; `recorded.py` reads their files and judges them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from gateway.config.nodes import Node
from gateway.config.place import NOWHERE, Place, Word


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    """An upstream's answer as it was recorded.

    At most one of `file`, `json`, `text` and `base64` is set; none of them is
    an empty body. `file` is relative to the file that names it.
    """

    file: Word | None = None
    json: Node | None = None
    text: Word | None = None
    base64: Word | None = None
    status: int = 200
    content_type: Word | None = None
    headers: tuple[tuple[str, str], ...] = ()
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Example:
    """One question and its answer.

    `args` and `result` are as written: the operation types them. Of `result`
    only the fields that stand there are asked for. `errors` are the codes that
    the outcome has, in any order.
    """

    args: Mapping[Word, Node] = field(default_factory=dict[Word, Node])
    answers: tuple[RecordedAnswer, ...] = ()
    result: Node | None = None
    errors: tuple[Word, ...] = ()
    requests: tuple[Word, ...] = ()
    about: str | None = None
    at: Place = NOWHERE


Listed: TypeAlias = tuple[Example, ...]
Stated: TypeAlias = "Word | Listed | None"
"""The examples of one operation: a list, or the file that holds it."""
StatedTogether: TypeAlias = "Word | Mapping[Word, Listed] | None"
"""Those of a connector, by query or type; or the file that holds them."""
