"""RSS 2.0, RSS 1.0 and Atom as one shape.

    {title, link, description, updated,
     items: [{id, title, link, summary, content, author, published, updated,
              categories: […], media}]}

Times that are written as RFC 822 has them are given in ISO 8601, as Atom's are.
"""

from collections.abc import Iterable
from email.utils import parsedate_to_datetime
from typing import Any

from gateway.connectors.formats.markup import (
    Tree,
    Trees,
    attribute,
    children,
    decode_xml,
    every,
    text_in,
)
from gateway.connectors.formats.texts import bad


def decode_feed(body: bytes, content_type: str | None, encoding: str | None) -> object:
    """Decode a feed. Raises UpstreamBadBody for what is neither RSS nor Atom."""
    document = decode_xml(body, content_type, encoding)
    if document is None:
        return None
    ((name, root),) = children(document).items()
    found = children(root)
    if name == "feed":
        return _atom(found)
    channel = children(found.get("channel"))
    if name == "rss":
        return _rss(channel, every(channel.get("item")))
    if name == "RDF":  # RSS 1.0 has its items beside the channel
        return _rss(channel, every(found.get("item")))
    raise bad("the answer is not a feed")


def _rss(channel: dict[str, Any], items: Iterable[Tree]) -> object:
    updated = channel.get("lastBuildDate") or channel.get("pubDate")
    return {
        "title": text_in(channel.get("title")),
        "link": text_in(channel.get("link")),
        "description": text_in(channel.get("description")),
        "updated": _moment(text_in(updated)),
        "items": [_rss_item(children(item)) for item in items],
    }


def _rss_item(item: dict[str, Any]) -> object:
    return {
        "id": text_in(item.get("guid") or item.get("link")),
        "title": text_in(item.get("title")),
        "link": text_in(item.get("link")),
        "summary": text_in(item.get("description")),
        "content": text_in(item.get("encoded")),
        "author": text_in(item.get("author") or item.get("creator")),
        "published": _moment(text_in(item.get("pubDate") or item.get("date"))),
        "updated": None,
        "categories": [text_in(one) for one in every(item.get("category"))],
        "media": attribute(item.get("enclosure"), "url"),
    }


def _moment(text: str | None) -> str | None:
    """Write a date as RSS has it (RFC 822) in ISO 8601, as Atom's are.

    What is none stays as it is.
    """
    try:
        return None if text is None else parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return text


def _atom(feed: dict[str, Any]) -> object:
    return {
        "title": text_in(feed.get("title")),
        "link": _link(feed.get("link"), "alternate"),
        "description": text_in(feed.get("subtitle")),
        "updated": text_in(feed.get("updated")),
        "items": [_atom_item(children(one)) for one in every(feed.get("entry"))],
    }


def _atom_item(entry: dict[str, Any]) -> object:
    author = next(iter(every(entry.get("author"))), None)
    return {
        "id": text_in(entry.get("id")),
        "title": text_in(entry.get("title")),
        "link": _link(entry.get("link"), "alternate"),
        "summary": text_in(entry.get("summary")),
        "content": text_in(entry.get("content")),
        "author": text_in(children(author).get("name")),
        "published": text_in(entry.get("published") or entry.get("updated")),
        "updated": text_in(entry.get("updated")),
        "categories": [attribute(one, "term") for one in every(entry.get("category"))],
        "media": _link(entry.get("link"), "enclosure"),
    }


def _link(links: Trees, relation: str) -> str | None:
    """Return the address of the first link of a relation; `alternate` if unstated."""
    for link in every(links):
        if (attribute(link, "rel") or "alternate") == relation:
            return attribute(link, "href")
    return None
