"""Readers of String, ID, URL and JSON."""

from typing import Final, cast
from urllib.parse import urlsplit

from gateway.connectors.readers.stages import Read
from gateway.connectors.value import BadValue, Json, text_of

_DEEPEST: Final = 100  # levels of a JSON value


def compile_text_leaf(leaf: str, *, trim: bool) -> Read:
    """Compile the reader of a String, an ID, a URL or a JSON value."""
    match leaf:
        case "JSON":
            return read_json
        case "URL":
            return read_url
        case _:
            return _read_trimmed if trim else read_text


def read_text(value: object) -> str:
    """Read a text; numbers and booleans become their JSON text.

    Raises BadValue for objects, lists, and text with a lone surrogate.
    """
    text = text_of(value)
    if text is None:
        reason = "not a text"
        raise BadValue(reason)
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            reason = "a text that is not Unicode"
            raise BadValue(reason) from error
    return text


def _read_trimmed(value: object) -> str:
    return read_text(value).strip()


def read_url(value: object) -> str:
    """Read an absolute http or https URL; blanks inside are encoded.

    Raises BadValue.
    """
    text = read_text(value).strip() if isinstance(value, str) else ""
    try:
        parts = urlsplit(text)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        sound = False
    if not sound or not text.isprintable():
        reason = "not an absolute http or https URL"
        raise BadValue(reason)
    return text.replace(" ", "%20")


def read_json(value: object) -> object:
    """Read any JSON value, of at most 100 levels.

    Raises BadValue.
    """
    level = [cast("Json", value)]
    for _ in range(_DEEPEST):
        level = [item for parent in level for item in _parts(parent)]
        if not level:
            return value
    reason = "a JSON value nested too deeply"
    raise BadValue(reason)


def _parts(value: Json) -> list[Json]:
    if isinstance(value, dict):
        return [*value.values(), *value]
    if isinstance(value, list):
        return value
    if value is None or isinstance(value, bool | int | float):
        return []
    read_text(value)
    return []
