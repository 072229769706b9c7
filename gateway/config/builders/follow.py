"""Links that are followed."""

from typing import Final, cast

from gateway.config.follow import Follow, Target
from gateway.config.model import Template
from gateway.config.notes import Notes
from gateway.config.place import Word
from gateway.config.section import Section

_OTHERS: Final = ("request", "query", "form", "json", "xml", "soap", "text")


def follow(section: Section, notes: Notes) -> Follow | None:
    """Build what a call follows; None where it states nothing of the kind."""
    link = section.get("follow", Word)
    for word in ("hosts", "https"):
        if word in section and link is None and "follow" not in section.broken:
            notes.problems.add(
                section.spot(word),
                f"`{word}` hanya untuk `follow`",
                "hapus; alamat panggilan lain ada di `url` milik konektor",
            )
    if link is None:
        return None
    for word in _OTHERS:
        if word in section:
            notes.problems.add(
                section.spot(word),
                f"`follow` dan `{word}` dipakai sekaligus",
                "hapus; seluruh alamatnya dari tautan",
            )
    return Follow(
        Template(("", (str(link),), ""), link.at),
        cast("tuple[Target, ...]", section.get("hosts", tuple) or ()),
        section.flag("https"),
        section.spot("follow"),
    )
