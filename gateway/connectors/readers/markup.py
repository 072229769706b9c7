"""The text within HTML, in one walk: the library's parser takes the square of the length."""

import re
from html import unescape
from typing import Final

_TAG: Final = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)|<[!?]")
_SILENT: Final = frozenset({"script", "style", "template"})
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)


def text_within(markup: str) -> str:
    """Return the text of a piece of HTML, a line for each block.

    Scripts, styles and comments have none; a tag that does not end is text.
    """
    parts: list[str] = []
    lower = markup.lower()
    place = 0
    while True:
        found = _TAG.search(markup, place)
        if found is None:
            break
        parts.append(_plain(markup[place : found.start()]))
        end = _end(lower, found)
        if end is None:
            place = found.start()
            break
        if (found[1] or "").lower() in _BLOCKS:
            parts.append("\n")
        place = end
    parts.append(_plain(markup[place:]))
    return "".join(parts)


def _plain(text: str) -> str:
    return unescape(text).replace("\n", " ")


def _end(lower: str, found: "re.Match[str]") -> int | None:
    """Return where what a tag leaves out ends; None for a tag that does not."""
    start = found.start()
    name = (found[1] or "").lower()
    close = ">"
    if lower.startswith("<!--", start):
        close = "-->"
    end = lower.find(close, found.end())
    if end >= 0 and name in _SILENT and lower[start + 1] != "/":
        end = lower.find(f"</{name}", end)
        end = lower.find(">", end) if end >= 0 else len(lower) - 1
    if end < 0:
        return len(lower) if close == "-->" else None
    return end + len(close)
