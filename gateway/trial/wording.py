"""Values in a line of text."""

import json
from typing import cast

_LONGEST = 120
_UNREADABLE = "(tidak terbaca)"


def _other(value: object) -> object:
    """Write what JSON has no word for: a tuple as a list, the unreadable as such."""
    return (
        list(cast("tuple[object, ...]", value))
        if isinstance(value, tuple)
        else _UNREADABLE
    )


def quoted(value: object, longest: int = _LONGEST) -> str:
    """Write a value as JSON in one line, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False, default=_other)
    return text if len(text) <= longest else f"{text[:longest]}…"
