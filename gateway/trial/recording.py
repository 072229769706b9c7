"""A try as an example to paste: what was asked, what came, and what became of it."""

import json
from collections.abc import Mapping
from typing import Any, cast

from gateway.config.model import Config
from gateway.config.recorded_answers import Reply
from gateway.connectors.auth.offline import offline
from gateway.connectors.codec import decode_json
from gateway.errors import UpstreamBadBody
from gateway.trial.document import mutable, question
from gateway.trial.live import Tried
from gateway.trial.masking import Mask
from gateway.trial.opened import ask, opened, value_of
from gateway.trial.paste import Pasted, pasted
from gateway.trial.personal import hidden, personal_keys, personal_texts
from gateway.trial.replay import Replay, Script
from gateway.trial.run import keys_of


class NotRecorded(Exception):  # noqa: N818 - named as what it says
    """Why a try cannot become an example (Indonesian)."""


async def recorded(config: Config, tried: Tried, mask: Mask, selection: str) -> str:
    """Write a try as an example, with nothing secret or personal in it.

    What is personal is replaced in the answer, and the result is what becomes
    of that. Raises NotRecorded for personal arguments, and where nothing came.
    """
    args = {name: mutable(one) for name, one in tried.asked.args.items()}
    if personal_texts(config, tried.operation, args):
        raise NotRecorded("argumennya data pribadi; coba dengan nilai rekaan")
    keys = personal_keys(config, tried.operation)
    replies = [
        _reply(one.response.status_code, one.response.headers, one.body, keys, mask)
        for one in tried.exchanges
        if one.response is not None and one in tried.own
    ]
    if not replies:
        raise NotRecorded("tidak ada jawaban untuk direkam")
    response, asked = await _again(config, tried, replies, selection)
    errors = cast("list[dict[str, Any]]", response.get("errors") or [])
    codes = sorted({str(one["extensions"]["code"]) for one in errors})
    value = value_of(response, tried.root, alone=not tried.asked.many)
    example = Pasted(
        args=args,
        requests=[mask.text(line) for line in asked],
        replies=replies,
        result=... if codes and value in (None, []) else _without_nulls(value),
        errors=codes,
    )
    head = tried.asked.named.name.partition(".")[2]
    note = "# Data pribadi disamarkan.\n" if keys else ""
    return f"{note}{head}:\n{pasted(example)}"


async def _again(
    config: Config, tried: Tried, replies: list[Reply], selection: str
) -> tuple[dict[str, object], list[str]]:
    """Ask once more, of what is being recorded; return what was asked besides.

    Requests are those of an example: without the keys that a service demands.
    """
    script = Script()
    script.begin(replies)
    root, args = tried.root, tried.asked.args
    keys = keys_of(root, dict(args))
    over = offline(config)
    async with opened(over, [root], keys, lambda _c, _o: Replay(script)) as engine:
        response = await ask(engine, question(root, args, selection))
    return response, script.asked


def _reply(
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    keys: frozenset[str],
    mask: Mask,
) -> Reply:
    kind = headers.get("content-type", "")
    try:
        value = decode_json(body)
    except UpstreamBadBody:
        if keys:
            reason = "jawabannya bukan JSON, dan mungkin memuat data pribadi"
            raise NotRecorded(f"{reason}; tulis contohnya sendiri") from None
        return Reply(status, {"content-type": kind}, _masked(body, mask))
    text = json.dumps(hidden(value, keys, mask), ensure_ascii=False)
    kind = "application/json" if "json" in kind else kind
    return Reply(status, {"content-type": kind}, text.encode() if body else b"")


def _masked(body: bytes, mask: Mask) -> bytes:
    """Mask a text; what is none, an archive say, is kept as it is."""
    try:
        return mask.text(body.decode()).encode()
    except UnicodeDecodeError:
        return body


def _without_nulls(value: Any) -> Any:
    """Leave out nulls, which tell little, but of an object that has nothing else."""
    if isinstance(value, dict):
        entries = cast("dict[str, Any]", value)
        kept = {k: _without_nulls(one) for k, one in entries.items() if one is not None}
        return kept or entries
    if isinstance(value, list):
        return [_without_nulls(one) for one in value]  # pyright: ignore[reportUnknownVariableType]  # of whatever
    return value
