"""Why a reading finds nothing, or nothing that it can read (Indonesian)."""

import re
from difflib import get_close_matches
from typing import Any, Final, cast

from gateway.config.model import Config, FieldDef, Path, Reader
from gateway.connectors.value import text_of
from gateway.trial.reads import paths_of
from gateway.trial.wording import quoted

_LISTED: Final = 8


def absent(row: object, definition: FieldDef) -> str:
    """Say why a field's reading gives null in a row."""
    reading = definition.reading
    if reading.jmespath is not None:
        return f"jmespath `{reading.jmespath}` tidak menemukan apa pun"
    reasons = dict.fromkeys(_missing(row, path) for path in paths_of(reading))
    return "; ".join(one for one in reasons if one) or "nilainya null"


def unread(raw: object, leaf: str, reader: Reader, config: Config) -> str:
    """Say why a raw value cannot be read as a leaf."""
    shown = quoted(raw, 60)
    text = text_of(raw)
    if reader.pattern and text is not None:
        expressions = [str(expression) for expression, _ in reader.pattern]
        found = next(filter(None, (re.search(one, text) for one in expressions)), None)
        if found is None:
            listed = "`, `".join(expressions)
            return f"nilai {shown} tidak cocok dengan `pattern: {listed}`"
        text = found[1] if found.re.groups else text
    if reader.map is not None:
        table = config.tables[reader.map]
        if table.otherwise is None and (text or "").strip() not in table.entries:
            return f"tabel `{reader.map}` tidak punya kode {quoted(text, 60)}"
    options = {
        "format": ", ".join(reader.format),
        "notation": reader.notation,
        "unit": ", ".join(str(unit) for unit, _ in reader.unit),
    }
    stated = ", ".join(f"{key} `{one}`" for key, one in options.items() if one)
    tail = f" ({stated})" if stated else ""
    return f"nilai {shown} tidak terbaca sebagai {leaf}{tail}"


def _missing(row: object, path: Path) -> str:
    """Say where a path ends."""
    value: Any = row
    for place, segment in enumerate(path):
        here = written(path[: place + 1])
        if isinstance(value, dict):
            entries = cast("dict[str, object]", value)
            if str(segment) not in entries:
                return f"kunci `{here}` tidak ada{_near(str(segment), entries)}"
            value = entries[str(segment)]
        elif isinstance(value, list):
            items = cast("list[object]", value)
            if not isinstance(segment, int):
                return ""  # a key over each of a list's elements
            if segment >= len(items):
                return f"`{here}` tidak ada: daftarnya berisi {len(items)}"
            value = items[segment]
        else:
            above = written(path[:place]) or "barisnya"
            return f"`{above}` {quoted(value, 40)}, bukan objek"
        if value is None:
            return f"`{here}` null"
    return ""


def written(path: Path) -> str:
    """Write a path as the file does."""
    return ".".join(
        f'"{one}"' if isinstance(one, str) and "." in one else str(one) for one in path
    )


def _near(wrong: str, known: dict[str, object]) -> str:
    lower = {key.lower(): key for key in known}
    found = get_close_matches(wrong.lower(), lower, n=2, cutoff=0.6)
    if found:
        return f"; mirip: {', '.join(f'`{lower[one]}`' for one in found)}"
    listed = ", ".join(f"`{key}`" for key in list(known)[:_LISTED])
    more = ", …" if len(known) > _LISTED else ""
    return f"; yang ada: {listed}{more}" if listed else "; objeknya kosong"
