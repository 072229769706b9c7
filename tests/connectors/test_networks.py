import pytest

from gateway.config.model import Network
from gateway.connectors.networks import Rules

GLOBAL = ["8.8.8.8", "103.28.12.1", "2001:4860:4860::8888", "::ffff:8.8.8.8"]
INTRANET = ["10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fd12::1"]
LOOPBACK = ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"]
NOBODY = [
    "0.0.0.0",  # noqa: S104 - dialled, it means this machine
    "0.1.2.3",
    "::",
    "169.254.169.254",
    "169.254.1.1",
    "fe80::1",
    "fe80::1%eth0",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",  # NAT64 of 169.254.169.254
    "64:ff9b:1::7f00:1",
    "2002:a9fe:a9fe::1",  # 6to4 of 169.254.169.254
    "2001:0:808:808:0:0:f7f7:f7f7",  # Teredo
    "2002:808:808::1",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "fd00:ec2::254",
    "224.0.0.1",
    "ff02::1",
    "255.255.255.255",
    "240.0.0.1",
]
NO_ADDRESS = ["", "localhost", "2130706433", "0x7f000001", "127.1", "0177.0.0.1", "a"]


@pytest.mark.parametrize(
    ("kind", "allowed", "refused"),
    [
        ("public", GLOBAL, [*INTRANET, *LOOPBACK, "100.64.0.1", "192.0.2.1"]),
        ("private", GLOBAL + INTRANET, [*LOOPBACK, "100.64.0.1"]),
        ("loopback", GLOBAL + INTRANET + LOOPBACK, ["100.64.0.1"]),
    ],
)
def test_a_kind_allows_its_addresses(
    kind: str, allowed: list[str], refused: list[str]
) -> None:
    """Each kind allows what it says, and refuses what the next wider one adds."""
    rules = Rules(Network(kind))
    assert allowed == [one for one in allowed + refused if rules.allow(one)]


def test_cidrs_are_all_there_is() -> None:
    """Listed blocks are allowed and nothing else, global addresses neither."""
    rules = Rules(Network("cidrs", ("10.20.0.0/16", "100.64.0.1/10", "fd12::/16")))
    asked = ["10.20.3.4", "100.64.9.9", "fd12::5", "::ffff:10.20.1.1"]
    others = ["10.21.0.1", "8.8.8.8", "127.0.0.1", "fd13::1", "::ffff:10.21.1.1"]
    assert asked == [one for one in asked + others if rules.allow(one)]


@pytest.mark.parametrize("address", NOBODY)
def test_nobodys_addresses_are_never_dialled(address: str) -> None:
    """Link-local, metadata, multicast and reserved addresses pass no rule at all."""
    everything = Network("cidrs", ("0.0.0.0/0", "::/0"))
    networks = [Network("public"), Network("private"), Network("loopback"), everything]
    assert [False] * 4 == [Rules(one).allow(address) for one in networks]


@pytest.mark.parametrize("text", NO_ADDRESS)
def test_other_spellings_are_no_addresses(text: str) -> None:
    """Text that is not a canonical address is refused, whatever C would make of it."""
    assert not Rules(Network("loopback")).allow(text)


def test_a_translated_address_is_the_one_inside() -> None:
    """NAT64 of a public address is public, and of a private one private."""
    public, private = Rules(Network("public")), Rules(Network("private"))
    assert public.allow("64:ff9b::808:808")
    assert not public.allow("64:ff9b::a00:1")
    assert private.allow("64:ff9b::a00:1")
