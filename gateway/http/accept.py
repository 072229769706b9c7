"""Which of the two JSON media types a client is answered in (RFC 9110 §12.5.1)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

_REMEMBERED: Final = 256
_LONGEST: Final = 512


@dataclass(frozen=True, slots=True)
class Media:
    """A media type of responses.

    `strict` tells that a refused operation is answered with its own status;
    otherwise with 200 (GraphQL over HTTP, "application/json").
    """

    name: str
    header: tuple[bytes, bytes]
    strict: bool


def _media(name: str, *, strict: bool) -> Media:
    header = (b"content-type", f"{name}; charset=utf-8".encode())
    return Media(name, header, strict)


JSON: Final = _media("application/json", strict=False)
RESPONSE: Final = _media("application/graphql-response+json", strict=True)
_OFFERED: Final = (JSON, RESPONSE)  # the first where the client does not mind


@dataclass(frozen=True, slots=True)
class _Range:
    """One element of an Accept header, with its place in the order."""

    name: str
    quality: float
    order: int

    def covers(self, media: Media) -> bool:
        return self.name in {"*/*", "application/*", media.name}


@dataclass(slots=True)
class Accepts:
    """Negotiation that remembers the headers it has seen, a bounded number of them."""

    _seen: dict[bytes, Media | None] = field(default_factory=dict[bytes, Media | None])

    def __call__(self, header: bytes | None) -> Media | None:
        """Choose the media type for an Accept header; None where neither will do."""
        if header is None:
            return JSON
        try:
            return self._seen[header]
        except KeyError:
            media = negotiate(header.decode("latin-1"))
            if len(self._seen) < _REMEMBERED and len(header) <= _LONGEST:
                self._seen[header] = media
            return media


def negotiate(header: str) -> Media | None:
    """Choose by quality, then by the header's own order; an empty header is any."""
    ranges = tuple(_ranges(header))
    if not ranges:
        return JSON
    best: Media | None = None
    rank = (0.0, 0)
    for media in _OFFERED:
        match = _most_specific(ranges, media)
        if match and match.quality > 0 and (best is None or _rank(match) > rank):
            best, rank = media, _rank(match)
    return best


def _rank(match: _Range) -> tuple[float, int]:
    return (match.quality, -match.order)


def _most_specific(ranges: tuple[_Range, ...], media: Media) -> _Range | None:
    # `application/json;q=0, */*` refuses JSON: fewer wildcards decide.
    covering = [one for one in ranges if one.covers(media)]
    return min(covering, key=lambda one: one.name.count("*"), default=None)


def _ranges(header: str) -> Iterator[_Range]:
    for order, element in enumerate(header.split(",")):
        name, *parameters = (part.strip().lower() for part in element.split(";"))
        given = dict(_pair(parameter) for parameter in parameters)
        if name and given.get("charset", "utf-8") in {"utf-8", "utf8"}:
            yield _Range(name, _quality(given.get("q", "1")), order)


def _pair(parameter: str) -> tuple[str, str]:
    name, _, value = parameter.partition("=")
    return name.strip(), value.strip().strip('"')


def _quality(text: str) -> float:
    """Read a q value; a malformed one counts as 0, so that it is never chosen."""
    try:
        quality = float(text)
    except ValueError:
        return 0.0
    return quality if 0.0 <= quality <= 1.0 else 0.0
