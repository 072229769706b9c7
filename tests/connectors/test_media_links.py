"""Links to files: tokens there and back."""

from base64 import urlsafe_b64encode

import pytest

from gateway.config.media import Media
from gateway.config.place import Word
from gateway.connectors.media_links import MediaLinks

MEDIA = {
    "rs": Media((Word("https://RS.id/foto/"), Word("http://lama.rs.id:80/unggah")))
}
OPEN = MediaLinks("https://graf.id", MEDIA)
SIGNED = MediaLinks("https://graf.id", MEDIA, b"rahasia-yang-panjang")


def token_of(address: str) -> str:
    """Write a token without a signature, as anybody can."""
    return urlsafe_b64encode(address.encode()).rstrip(b"=").decode()


@pytest.mark.parametrize("links", [OPEN, SIGNED], ids=["open", "signed"])
@pytest.mark.parametrize(
    ("address", "normal"),
    [
        ("https://rs.id/foto/1 a.jpg", "https://rs.id/foto/1%20a.jpg"),
        ("http://lama.rs.id/unggah?id=3#x", "http://lama.rs.id/unggah?id=3"),
    ],
)
def test_there_and_back(links: MediaLinks, address: str, normal: str) -> None:
    """A link's token is the address in its one form."""
    link = links.link("rs", address)
    start, _, token = link.rpartition("/")
    assert "https://graf.id/media/rs" == start
    assert normal == links.address("rs", token)
    assert links.address("lain", token) is None


@pytest.mark.parametrize(
    "address",
    [
        "https://lain.id/foto/1.jpg",
        "http://rs.id/foto/1.jpg",
        "https://rs.id/foto/../rahasia.pdf",
        "https://rs.id/rahasia.pdf",
        "bukan alamat",
    ],
)
def test_what_is_not_allowed_stays_as_it_is(address: str) -> None:
    """No link is made, and a token made by hand is none."""
    assert address == OPEN.link("rs", address)
    assert OPEN.address("rs", token_of(address)) is None


@pytest.mark.parametrize(
    "token",
    [
        "",
        "%%%",
        "é",
        "a",
        "A" * 5000,
        token_of("https://rs.id/foto/1.jpg") + "=",
        token_of("https://rs.id/foto/1.jpg") + ".AAAA",
        token_of("HTTPS://rs.id/foto/1.jpg"),
        urlsafe_b64encode(b"\xff\xfe").rstrip(b"=").decode(),
    ],
)
def test_a_bad_token_is_none(token: str) -> None:
    """Only base64url of an allowed address, in its one form, is a token."""
    assert OPEN.address("rs", token) is None


def test_a_signature_is_for_one_address_of_one_connector() -> None:
    """With a key only what the gateway gave out can be asked for."""
    both = MediaLinks("", {**MEDIA, "lain": MEDIA["rs"]}, b"rahasia-yang-panjang")
    token = both.link("rs", "https://rs.id/foto/1.jpg").rpartition("/")[2]
    _, _, signature = token.partition(".")
    assert "https://rs.id/foto/1.jpg" == both.address("rs", token)
    assert both.address("lain", token) is None
    other = token_of("https://rs.id/foto/2.jpg")
    for forged in (f"{other}.{signature}", other, f"{other}.", f"{other}.%"):
        assert both.address("rs", forged) is None
    assert OPEN.address("rs", token) is None
    assert "rahasia" not in repr(both)


def test_only_texts_become_links() -> None:
    """A null stays one; a connector without a proxy reads as ever."""

    def inner(raw: object) -> object:
        return raw

    assert inner is OPEN.read("lain", inner)
    read = OPEN.read("rs", inner)
    assert read(None) is None
    assert ["https://lain.id/", None] == read(["https://lain.id/", None])
    assert str(read("https://rs.id/foto/1.jpg")).startswith("https://graf.id/media/rs/")
