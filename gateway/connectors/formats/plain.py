"""Plain text: the whole, or a row for each match of a pattern."""

import re

from gateway.config.formats import Format
from gateway.connectors.formats.scanning import scan
from gateway.connectors.formats.texts import bad, refuse_html, text_of_body

MOST_ROWS = 50_000


def decode_plain(body: bytes, content_type: str | None, format_: Format) -> object:
    """Decode a text; with `rows` into an object of its named groups for each match.

    A group that took no part in a match is null. Raises UpstreamBadBody for
    HTML, another encoding, too many matches and too slow a search.
    """
    refuse_html(body, None if format_.junk else content_type, parts=True)
    text = text_of_body(body, format_.encoding, content_type)
    if format_.rows is None:
        return text
    rows: list[object] = []
    for found in scan(re.compile(format_.rows), text):
        if len(rows) >= MOST_ROWS:
            raise bad("the answer has too many rows")
        rows.append(found.groupdict())
    return rows
