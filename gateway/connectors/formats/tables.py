"""CSV and its like: a header line, then a row a line."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import repeat
from typing import Final, NamedTuple

import orjson

from gateway.config.formats import Format
from gateway.connectors.codec import Unreadable
from gateway.connectors.formats.even import MANY, even_rows
from gateway.connectors.formats.fault import Otherwise
from gateway.connectors.formats.texts import bad, refuse_html, text_of_body

MOST_LINES: Final = 250_000
"""Of a table: a row takes a hundred times the memory of its shortest line."""

_DELIMITERS: Final = (",", ";", "\t", "|")
_NAMED: Final = {"tab": "\t", "\\t": "\t"}
_OTHERWISE: Final = re.compile(r"\s*+(?:(?P<markup><[?!A-Za-z])|[{\[])")
_RAGGED: Final = Unreadable()


class _Table(NamedTuple):
    names: list[str]
    rows: list[object]


def decode_table(
    body: bytes,
    content_type: str | None,
    format_: Format,
    wanted: frozenset[str] = frozenset(),
) -> list[object]:
    """Decode a table into its rows, each an object by the names of its columns.

    Empty lines are left out, and so are columns without a name. A row with
    more or fewer cells than the header is Unreadable. Where whole lines are
    quoted as one cell, as spreadsheets do, the cell is taken for the line.
    Raises UpstreamBadBody for HTML, XML, another encoding, broken quotes and too many
    rows; Otherwise for JSON and for what cannot be this table: `wanted` are columns of
    which it has some.
    """
    refuse_html(body, None if format_.junk else content_type, parts=True)
    text = text_of_body(body, format_.encoding, content_type)
    if not format_.columns and _says_nothing(text):
        return []
    lines = _lines(text, format_.skip)
    if not lines:
        return []
    if len(lines) > MOST_LINES:
        raise bad("the answer has too many rows")
    delimiter = _delimiter(format_, lines[0])
    try:
        table = None
        if len(lines) > MANY:
            table = _even(lines, delimiter, format_.columns)
        if table is None:
            table = _rows(lines, delimiter, format_.columns)
    except csv.Error as error:
        reason = "the answer is not a table"
        raise bad(reason) from error
    stranger = _stranger(table, wanted, headed=not format_.columns)
    if stranger is not None:
        raise Otherwise(stranger, text.strip())
    return table.rows


def _lines(text: str, skip: int) -> list[str]:
    """Return the lines of a table. Raises Otherwise for less than stands before one."""
    lines = list(StringIO(text, newline=""))
    if len(lines) < skip and text.strip():
        raise Otherwise("the answer ends before its table", text.strip())
    return lines[skip:]


def _says_nothing(text: str) -> bool:
    """Refuse what a service says in another way, mostly that it failed: no header is so.

    Its one line would be a table's whose rows are none. `[]` and `{}` are one indeed.
    """
    found = _OTHERWISE.match(text)
    if found is None:
        return False
    if found["markup"]:
        raise bad("the answer is markup, not a table")
    try:
        said = orjson.loads(text)
    except orjson.JSONDecodeError:
        return False
    if said:
        raise Otherwise("the answer is JSON, not a table", said)
    return True


def _stranger(table: _Table, wanted: frozenset[str], *, headed: bool) -> str | None:
    """Say why a table cannot be the one that was asked for.

    A sentence has none of the names in its first line, and not as many cells as are stated.
    """
    if not headed:
        ragged = bool(table.rows) and all(row is _RAGGED for row in table.rows)
        return "the answer has no row of its columns" if ragged else None
    other = bool(table.names and wanted) and wanted.isdisjoint(table.names)
    return "the answer has none of the columns" if other else None


def _even(
    lines: Sequence[str], delimiter: str, columns: Sequence[str]
) -> _Table | None:
    """Read a large table row by row, as none that is odd asks for all of them."""
    cells = _read(lines, delimiter)
    names = column_names(columns or next(filter(any, cells), ()))
    rows = even_rows(cells, names)
    return None if rows is None else _Table(names, rows)


def _rows(lines: Sequence[str], delimiter: str, columns: Sequence[str]) -> _Table:
    cells = list(filter(any, _read(lines, delimiter)))
    if any(len(row) == 1 and delimiter in row[0] for row in cells):
        cells = [row for cell in cells for row in _unquoted(cell, delimiter)]
    names = column_names(columns or next(iter(cells), ()))
    while names and not names[-1]:  # lines that end in a delimiter
        names.pop()
    rows = cells if columns else cells[1:]
    if all(names) and {*map(len, rows)} <= {len(names)}:
        # Nothing of this is Python's own loop: a table is mostly this.
        return _Table(names, [*map(dict, map(zip, repeat(names), rows))])
    width = len(names)
    named = [(place, name) for place, name in enumerate(names) if name]
    return _Table(names, [_row(row, width, named) for row in rows])


def _read(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=delimiter, strict=True)


def _row(row: list[str], width: int, named: Sequence[tuple[int, str]]) -> object:
    """Return a row that may be ragged; empty cells too many do no harm."""
    if len(row) < width or any(row[width:]):
        return _RAGGED
    return {name: row[place] for place, name in named}


def _unquoted(row: list[str], delimiter: str) -> Iterator[list[str]]:
    """Yield a row, or what stands in a line that was quoted as one cell."""
    if len(row) == 1 and delimiter in row[0]:
        yield from _read(row, delimiter)
    else:
        yield row


def column_names(header: Sequence[str]) -> list[str]:
    """Return the names of the columns; the second of a name is `name_2`."""
    seen = Counter[str]()
    names: list[str] = []
    for cell in header:
        name = str(cell).strip()
        seen[name] += 1
        again = name and seen[name] > 1
        names.append(f"{name}_{seen[name]}" if again else name)
    return names


def _delimiter(format_: Format, header: str) -> str:
    """Return the stated delimiter, else the one the header has most of."""
    if format_.delimiter is not None:
        return _NAMED.get(format_.delimiter, str(format_.delimiter))
    return max(_DELIMITERS, key=header.count)
