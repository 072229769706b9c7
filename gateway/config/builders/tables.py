"""Tables: code systems written in the file or kept as CSV beside it."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from gateway.config.files import read_text
from gateway.config.model import Table
from gateway.config.notes import Notes
from gateway.config.place import Place, Word
from gateway.config.problems import ConfigError, near
from gateway.config.section import Section

MAX_TABLE: Final = 16 * 1024 * 1024


def tables(
    entries: Mapping[Word, Any], notes: Notes, files: list[str]
) -> dict[Word, Table]:
    """Build every table; the CSV files read are added to `files`."""
    built: dict[Word, Table] = {}
    for name, entry in entries.items():
        if isinstance(entry, Section):
            table = _from_file(name, entry, notes, files)
        else:
            table = _inline(name, entry)
        if table is None:
            notes.broken.add(name)
        else:
            built[name] = table
    return built


def _inline(name: Word, entry: Mapping[Word, Word]) -> Table:
    plain = {str(code): str(value) for code, value in entry.items() if code != "else"}
    otherwise = entry.get(Word("else"))
    return Table(name, plain, None if otherwise is None else str(otherwise), name.at)


def _from_file(
    name: Word, section: Section, notes: Notes, files: list[str]
) -> Table | None:
    file = section.get("file", Word) or Word("")
    at = section.spot("file")
    path = Path(at.file).parent / file
    files.append(str(path))
    try:
        text = read_text(path, at, MAX_TABLE)
    except ConfigError as error:
        notes.problems.found.extend(error.problems)
        return None
    entries = _columns(text, str(path), section, notes)
    if entries is None:
        return None
    otherwise = section.get("else", Word)
    return Table(name, entries, None if otherwise is None else str(otherwise), name.at)


def _columns(
    text: str, path: str, section: Section, notes: Notes
) -> dict[str, str] | None:
    rows = csv.reader(text.splitlines())
    header = [column.strip() for column in next(rows, list[str]())]
    indexes: list[int] = []
    for key in ("key", "value"):
        column = section.get(key, Word) or Word("")
        if column not in header:
            notes.problems.add(
                section.spot(key),
                f"kolom `{column}` tidak ada di `{path}`",
                near(column, header)
                or f"yang ada: {', '.join(header) or 'tidak satu pun'}",
            )
            continue
        indexes.append(header.index(column))
    if len(indexes) < 2:  # noqa: PLR2004 - both columns are needed
        return None
    return _entries(rows, indexes, path, notes)


def _entries(
    rows: Any, indexes: list[int], path: str, notes: Notes
) -> dict[str, str] | None:
    entries: dict[str, str] = {}
    lines: dict[str, int] = {}
    sound = True
    for row in rows:
        if not any(row):
            continue
        at = Place(path, rows.line_num, 1)
        if len(row) <= max(indexes):
            notes.problems.add(at, "baris ini kekurangan kolom", "lengkapi kolomnya")
            sound = False
            continue
        code, value = (row[index].strip() for index in indexes)
        first = lines.setdefault(code, rows.line_num)
        if first != rows.line_num:
            notes.problems.add(
                at, f"kode `{code}` sudah ada di baris {first}", "hapus salah satu"
            )
            sound = False
        entries[code] = value
    return entries if sound else None
