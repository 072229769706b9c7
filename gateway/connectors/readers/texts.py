"""Readers of String, ID, URL and JSON."""

from typing import Final, cast

from gateway.config.model import Reader
from gateway.connectors.readers.addresses import compile_url
from gateway.connectors.readers.stages import Read
from gateway.connectors.value import BadValue, Json, text_of

GEOJSON: Final = "geojson"

_DEEPEST: Final = 100  # levels of a JSON value


def compile_text_leaf(leaf: str, reader: Reader) -> Read:
    """Compile the reader of a String, an ID, a URL or a JSON value.

    Raises ValueError, in Indonesian, for a wrong format.
    """
    match leaf:
        case "JSON":
            return _compile_json(reader)
        case "URL":
            return compile_url(reader.base, https=reader.https)
        case _:
            return _compile_text(reader)


def _compile_json(reader: Reader) -> Read:
    if not reader.format:
        return read_json
    if reader.format != (GEOJSON,):
        reason = (
            f"format `{reader.format[0]}` untuk JSON tidak dikenal; pakai `geojson`"
        )
        raise ValueError(reason)
    # Imported when first needed: few fields are geometries.
    from gateway.connectors.readers.geometries import (  # noqa: PLC0415 - see above
        compile_geometry,
    )

    return compile_geometry(reader.order)


def _compile_text(reader: Reader) -> Read:
    if reader.format:
        # Imported when first needed: few texts are dates.
        from gateway.connectors.readers.periods import (  # noqa: PLC0415 - see above
            compile_period_leaf,
        )

        return compile_period_leaf("String", reader)
    return _read_trimmed if reader.trim else read_text


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
