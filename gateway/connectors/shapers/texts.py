"""`parse`: data that is written inside a text."""

import re
import time
from base64 import b64decode
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final, TypeAlias, TypeVar, cast
from urllib.parse import parse_qsl

from gateway.config.formats import Format
from gateway.config.shapers import Parse
from gateway.connectors.codec import decode_json
from gateway.connectors.formats.scanning import scan
from gateway.connectors.formats.tables import decode_table
from gateway.connectors.shapers.run import TEXT, Change, Run, each, misfit
from gateway.errors import UpstreamBadBody

_MOST_FIELDS: Final = 1000
_CELLS_A_SECOND: Final = 1_000_000
_URL_SAFE: Final = str.maketrans("-_", "+/")

T = TypeVar("T")
_Read: TypeAlias = Callable[[str, Run], object]


def compile_parse(step: Parse) -> Change:
    """Compile `parse`: each text by its kind; a blank one is null, or no rows."""
    read = _reader(step)
    many = step.kind in ("csv", "list", "rows")
    decoded = step.kind == "json"

    def parse(value: Any, run: Run) -> object:
        if not isinstance(value, str):
            if decoded:
                return cast("object", value)
            raise misfit("a text was expected")
        run.spend(len(value) // TEXT)  # many rows may have the same
        if not value.strip():
            return [] if many else None
        return read(value, run)

    return each(parse)


def _reader(step: Parse) -> _Read:
    plain = _PLAIN.get(step.kind)
    if plain is not None:
        return plain
    match step.kind:
        case "xml":
            return _xml()
        case "csv":
            format_ = Format("csv", delimiter=step.delimiter, columns=step.columns)
            table = partial(decode_table, content_type=None, format_=format_)
            return lambda text, run: run.collect(_decoded(table, text))
        case "list":
            by = step.by
            return lambda text, run: run.collect(_parts(text, by))
        case _:
            return _matched(re.compile(step.pattern or ""), rows=step.kind == "rows")


def _xml() -> _Read:
    # lxml takes 40 ms to load, and few texts hold XML.
    from gateway.connectors.formats.markup import decode_xml  # noqa: PLC0415 - see above

    decode = partial(decode_xml, content_type=None, encoding="utf-8")
    return lambda text, _: _decoded(decode, text)


def _decoded(decode: Callable[[bytes], T], text: str) -> T:
    try:
        return decode(text.encode())
    except (UpstreamBadBody, UnicodeEncodeError) as error:
        reason = "a text is not written as expected"
        raise misfit(reason) from error


def _unencoded(text: str, _run: Run) -> object:
    """Decode base64 in either alphabet (RFC 4648 §4, §5), in lines, perhaps unpadded."""
    bare = "".join(text.split()).rstrip("=").translate(_URL_SAFE)
    try:
        return b64decode(f"{bare}{'=' * (-len(bare) % 4)}", validate=True).decode()
    except ValueError as error:  # binascii.Error and UnicodeDecodeError are of this
        reason = "a text is not written as expected"
        raise misfit(reason) from error


def _query(text: str, _run: Run) -> object:
    try:
        pairs = parse_qsl(
            text.strip().removeprefix("?"),
            keep_blank_values=True,
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError as error:
        reason = "a text is not written as expected"
        raise misfit(reason) from error
    return dict(pairs)


def _parts(text: str, by: str) -> list[str]:
    """Split a text; nothing after the last separator is no part."""
    parts = [part.strip() for part in text.split(by)]
    return parts if parts[-1] else parts[:-1]


def _matched(pattern: "re.Pattern[str]", *, rows: bool) -> _Read:
    def listed(text: str, run: Run) -> object:
        began = time.thread_time()
        found = run.collect(found.groupdict() for found in scan(pattern, text))
        run.spend(_worked(began))
        return found

    def single(text: str, run: Run) -> object:
        began = time.thread_time()
        found = next(scan(pattern, text), None)
        run.spend(_worked(began))
        if found is None:
            raise misfit("a text does not match")
        return found.groupdict()

    return listed if rows else single


def _worked(began: float) -> int:
    """Return the work since a moment as cells: what is made to be slow is a bomb, too."""
    return int((time.thread_time() - began) * _CELLS_A_SECOND)


_PLAIN: Final[Mapping[str, _Read]] = {
    "json": lambda text, _: _decoded(decode_json, text),
    "query": _query,
    "base64": _unencoded,
}
"""Ways of writing that have no options."""
