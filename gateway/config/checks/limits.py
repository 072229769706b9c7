"""Limits that contradict each other or the time there is."""

from collections.abc import Iterator
from typing import Final

from gateway.config.checks.scope import Scope
from gateway.config.model import Limits
from gateway.config.problems import Problem

_USUAL: Final = Limits().wait  # never longer than what the call has left


def limits(scope: Scope) -> Iterator[Problem]:
    """Refuse a burst without a pace, and a wait that outlasts the call."""
    for connector in scope.config.connectors.values():
        found = connector.limits
        if found.burst is not None and found.rate is None:
            yield Problem(
                found.at,
                "`burst` tanpa `rate`",
                "tulis juga lajunya, misalnya `rate: 60/m`, atau hapus `burst`",
            )
        if found.wait >= connector.timeout and found.wait != _USUAL:
            yield Problem(
                found.at,
                f"`wait` {found.wait:g}s tidak lebih singkat dari `timeout` {connector.timeout:g}s",
                "kecilkan `wait`, atau besarkan `timeout`",
            )
