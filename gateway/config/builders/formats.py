"""The format of an answer's body, and whether its options belong together."""

import re
from typing import Final

from gateway.config.formats import Format
from gateway.config.notes import Notes
from gateway.config.place import Word
from gateway.config.section import Section

_OF_KIND: Final = {
    "delimiter": ("csv",),
    "columns": ("csv",),
    "skip": ("csv",),
    "rows": ("text",),
    "unwrap": ("json", "xml", "soap"),
}


def body_format(section: Section, above: Format) -> Format:
    """Return the format a section states, else the one above."""
    stated = section.get("format", Section)
    if stated is None:
        return above
    return Format(
        kind=str(stated.get("kind", Word) or "json"),
        encoding=stated.get("encoding", Word),
        zip=stated.get("zip", Word),
        delimiter=stated.get("delimiter", Word),
        columns=stated.words("columns"),
        skip=stated.get("skip", int) or 0,
        rows=stated.get("rows", Word),
        junk=stated.flag("junk"),
        unwrap=stated.get("unwrap", Word),
        at=section.spot("format"),
    )


def judge_format(section: Section, notes: Notes) -> None:
    """Refuse options of another kind of body, and rows without named groups."""
    stated = section.get("format", Section)
    if stated is None or "kind" in stated.broken:
        return
    kind = str(stated.get("kind", Word) or "json")
    for option, owners in _OF_KIND.items():
        if option in stated and kind not in owners:
            shown = " atau ".join(f"`kind: {owner}`" for owner in owners)
            notes.problems.add(
                stated.spot(option),
                f"`{option}` hanya untuk {shown}, sedangkan ini `{kind}`",
                "hapus, atau ganti jenisnya",
            )
    rows = stated.get("rows", Word)
    if rows is not None and not re.compile(rows).groupindex:
        notes.problems.add(
            stated.spot("rows"),
            "`rows` tanpa kelompok bernama",
            "beri nama: `(?P<jam>[0-9:]+)`",
        )
