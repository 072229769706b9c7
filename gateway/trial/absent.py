"""Why a reading finds nothing, or nothing that it can read (Indonesian)."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final, cast

from gateway.config.model import Config, FieldDef, Reader
from gateway.config.steps import Path, Pick, written
from gateway.connectors.paths import compile_path
from gateway.connectors.reads import paths_of
from gateway.connectors.value import text_of
from gateway.trial.wording import quoted

_LISTED: Final = 8
ONE_OF_MANY: Final = "; tulis jenisnya sebagai daftar, atau ambil satu dengan angka, misalnya `from: a.0`"
_CONTENT: Final = "#text"
"""The key of an XML element's text, where it has attributes."""


def absent(row: object, definition: FieldDef) -> str:
    """Say why a field's reading gives null in a row."""
    reading = definition.reading
    if reading.jmespath is not None:
        return f"jmespath `{reading.jmespath}` tidak menemukan apa pun"
    reasons = dict.fromkeys(missing(row, path) for path in paths_of(reading))
    return "; ".join(one for one in reasons if one) or _blank(row, paths_of(reading))


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
    if isinstance(raw, dict) and _CONTENT in raw:
        tail = f"; teks elemennya ada di `{_CONTENT}`"
    elif isinstance(raw, list):
        tail = ONE_OF_MANY
    return f"nilai {shown} tidak terbaca sebagai {leaf}{tail}"


def _blank(row: object, paths: Iterable[Path]) -> str:
    """Say of what is there, and read as nothing, what it is."""
    raws = (compile_path(path)(row) for path in paths)
    raw = next((one for one in raws if one is not None), None)
    if raw is None or (text_of(raw) is None and raw):  # a list with nothing to read
        return "nilainya null"
    return f"{quoted(raw, 40)} berarti kosong"


def missing(row: object, path: Path) -> str:
    """Say where a path ends."""
    value = row
    for place, segment in enumerate(path):
        reason = _unreachable(value, segment, path[: place + 1])
        if reason is not None:
            return reason
        value = compile_path((segment,))(value)
        if value is None:
            return f"`{written(path[: place + 1])}` null"
    return ""


def _unreachable(value: object, segment: str | int | Pick, path: Path) -> str | None:
    """Say why a path's last step leads nowhere; None where it leads on, if to null."""
    here = written(path)
    if isinstance(segment, Pick) and isinstance(value, (dict, list)):
        if compile_path((segment,))(cast("object", value)) is not None:
            return None
        return f"`{here}` tidak ada: tidak satu pun isi daftarnya cocok"
    if isinstance(value, dict):
        entries = cast("dict[str, object]", value)
        if str(segment) in entries:
            return None
        return f"kunci `{here}` tidak ada{_near(path, entries)}"
    if isinstance(value, list):
        return _outside(len(cast("list[object]", value)), segment, path)
    return _no_object(quoted(value, 40), path)


def _outside(length: int, segment: str | int | Pick, path: Path) -> str | None:
    if isinstance(segment, int):
        outside = f"`{written(path)}` tidak ada: daftarnya berisi {length}"
        return outside if segment >= length else None
    return "" if length else _no_object("[]", path)  # a key is one of each element


def _no_object(shown: str, path: Path) -> str:
    above = written(path[:-1]) or "barisnya"
    return f"`{above}` {shown}, bukan objek"


def _near(path: Path, known: dict[str, object]) -> str:
    """Name what resembles a path's last step, as paths to write in its place."""
    lower = {key.lower(): key for key in known}
    found = get_close_matches(str(path[-1]).lower(), lower, n=2, cutoff=0.6)
    if found:
        paths = [written((*path[:-1], lower[one])) for one in found]
        return f"; mirip: {', '.join(f'`{one}`' for one in paths)}"
    listed = ", ".join(f"`{key}`" for key in list(known)[:_LISTED])
    more = ", …" if len(known) > _LISTED else ""
    return f"; yang ada: {listed}{more}" if listed else "; objeknya kosong"
