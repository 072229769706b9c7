"""Values in a line of text."""

import json

_LONGEST = 120


def quoted(value: object, longest: int = _LONGEST) -> str:
    """Write a value as JSON in one line, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False, default=list)
    return text if len(text) <= longest else f"{text[:longest]}…"
