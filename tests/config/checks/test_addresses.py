"""Addresses of a connector: gateway/config/checks/addresses.py."""

from tests.config.conftest import Load, Wrong


def test_several_addresses(loaded: Load) -> None:
    """The first address is the primary, the others are its fallbacks."""
    config = loaded({"B": "https://b.go.id/v1"}, url="url: [https://a.go.id, '${B}']")
    (connector,) = config.connectors.values()

    assert "https://a.go.id" == connector.url
    assert ("https://b.go.id/v1",) == connector.fallbacks
    assert ("https://a.go.id", "https://b.go.id/v1") == connector.bases


def test_mistakes(wrong: Wrong) -> None:
    """Each address obeys the rules of an address, and stands once."""
    assert [
        "c.yaml:6:28: alamat yang sama ditulis dua kali di `perpus`; hapus salah satu"
    ] == wrong(url="url: [https://a.go.id, https://a.go.id/]")
    (printed,) = wrong(url="url: [https://a.go.id, 'https://{x}.go.id']")
    assert printed.startswith("c.yaml:6:29: alamat `https://{x}.go.id` memuat kurung")
