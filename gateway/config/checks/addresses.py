"""Addresses: those of one connector differ."""

from collections.abc import Iterator

from gateway.config.checks.scope import Scope
from gateway.config.problems import Problem


def addresses(scope: Scope) -> Iterator[Problem]:
    """Refuse an address that stands twice: falling back to it would change nothing."""
    for connector in scope.config.connectors.values():
        seen: set[str] = set()
        for url in (connector.url, *connector.fallbacks):
            plain = url.rstrip("/")
            if plain in seen:
                yield Problem(
                    url.at,
                    f"alamat yang sama ditulis dua kali di `{connector.name}`",
                    "hapus salah satu",
                )
            seen.add(plain)
