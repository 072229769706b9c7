"""What a file is by its first bytes, whatever it is called."""

from typing import Final

_HEADS: Final = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
_AVIF: Final = frozenset({b"avif", b"avis"})


def kind_of(body: bytes) -> str | None:
    """Return the type of a picture or a PDF; None for anything else.

    WHATWG MIME Sniffing §6.1, and ISO/IEC 23000-22 for AVIF.
    """
    for head, kind in _HEADS:
        if body.startswith(head):
            return kind
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp"
    if body[4:8] == b"ftyp" and body[8:12] in _AVIF:
        return "image/avif"
    return None
