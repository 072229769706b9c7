from pathlib import Path

import pytest

from gateway.connectors.shared.address import Address, parse_address
from gateway.errors import SettingsError


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("redis://valkey", Address("valkey")),
        ("valkey://valkey:6380/2", Address("valkey", 6380, db=2)),
        ("redis://:p%40ss@valkey/", Address("valkey", password="p@ss")),  # noqa: S106 - a test's
        ("rediss://a:b@v:1", Address("v", 1, user="a", password="b", tls=True)),  # noqa: S106 - as above
        ("valkeys://[::1]:7", Address("::1", 7, tls=True)),
        ("unix:///run/v.sock?db=3", Address(path="/run/v.sock", db=3)),
        ("unix://a:b@/v.sock", Address(path="/v.sock", user="a", password="b")),  # noqa: S106 - as above
    ],
)
def test_addresses(url: str, address: Address) -> None:
    """Host, port, socket, database, user and password are read from one text."""
    assert address == parse_address(url)


def test_a_ca_goes_with_it() -> None:
    """The certificate authority is a file of its own."""
    assert Path("ca.pem") == parse_address("rediss://v", Path("ca.pem")).ca


@pytest.mark.parametrize(
    "url",
    [
        "http://valkey",
        "redis://",
        "redis://v:99999",
        "redis://v:0",
        "redis://v/x",
        "redis://v/0?ssl_cert_reqs=none",
        "redis://a:rahasia@b@c",
        "unix://relative",
        "valkey",
    ],
)
def test_others_are_refused_without_being_repeated(url: str) -> None:
    """What is not an address is a SettingsError that shows none of it."""
    with pytest.raises(SettingsError) as raised:
        parse_address(url)
    assert "GATEWAY_VALKEY_URL" in str(raised.value)
    assert "rahasia" not in str(raised.value)


def test_a_password_is_not_in_the_repr() -> None:
    """An address can be printed."""
    assert "rahasia" not in repr(parse_address("redis://:rahasia@v"))
