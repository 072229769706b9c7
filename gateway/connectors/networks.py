"""The addresses a `network:` stands for."""

from collections.abc import Iterable
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final, TypeAlias

from gateway.config.model import Network

Ip: TypeAlias = IPv4Address | IPv6Address
Block: TypeAlias = IPv4Network | IPv6Network


def _blocks(*texts: str) -> tuple[Block, ...]:
    return tuple(map(ip_network, texts))


PRIVATE: Final = _blocks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
"""RFC 1918 and RFC 4193: the intranet."""

LOOPBACK: Final = _blocks("127.0.0.0/8", "::1/128")

NEVER: Final = _blocks(
    "0.0.0.0/8",  # "this host": dials the machine itself
    "::/128",
    "169.254.0.0/16",  # link-local, and the cloud's metadata service in it
    "fe80::/10",
    "224.0.0.0/4",  # multicast
    "ff00::/8",
    "240.0.0.0/4",  # reserved, broadcast
    "64:ff9b:1::/48",  # tunnels and translators: an IPv4 address hides in each
    "2001::/32",  # Teredo
    "2002::/16",  # 6to4, retired by RFC 7526
    # Metadata services outside link-local: EC2 over IPv6, Alibaba, Azure, Oracle.
    "fd00:ec2::254/128",
    "100.100.100.200/32",
    "168.63.129.16/32",
    "192.0.0.192/32",
)
"""Nobody's service: refused whatever `network:` says."""

NAT64: Final = IPv6Network("64:ff9b::/96")
"""RFC 6052: the last 32 bits are an IPv4 address that will really be dialled."""


class Rules:
    """What one `network:` allows.

    public is every global address; private is public and the intranet;
    loopback is private and this machine (the development profile); cidrs is
    the listed blocks and nothing else. An IPv6 address that stands for an
    IPv4 one (mapped, NAT64) is judged by that.
    """

    def __init__(self, network: Network) -> None:
        self._public = network.kind != "cidrs"
        self._blocks: tuple[Block, ...] = {
            "public": (),
            "private": PRIVATE,
            "loopback": PRIVATE + LOOPBACK,
            "cidrs": tuple(ip_network(cidr, strict=False) for cidr in network.cidrs),
        }[network.kind]

    def allow(self, address: str) -> bool:
        """Tell whether an address, as text, may be dialled; False for other text."""
        try:
            ip = ip_address(address)
        except ValueError:
            return False
        ip = _dialled(ip)
        if _within(ip, NEVER):
            return False
        return (self._public and ip.is_global) or _within(ip, self._blocks)


def _within(ip: Ip, blocks: Iterable[Block]) -> bool:
    return any(ip in block for block in blocks)


def _dialled(ip: Ip) -> Ip:
    """Return the address that dialling an address comes down to."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip
