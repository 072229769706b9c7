"""Files by their first bytes."""

import pytest

from gateway.connectors.magic import kind_of


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image/png"),
        (b"GIF87a..", "image/gif"),
        (b"GIF89a..", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"\0\0\0\x20ftypavif", "image/avif"),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"RIFF\0\0\0\0WAVE", None),
        (b"\0\0\0\x20ftypmp42", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"<!doctype html>", None),
        (b" %PDF-1.7", None),
        (b"", None),
    ],
)
def test_kinds(body: bytes, kind: str | None) -> None:
    """Pictures and PDFs are known; what a browser could run is none of them."""
    assert kind == kind_of(body)
