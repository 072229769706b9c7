"""Which connectors are declared alike in two configurations, and whose answers would be.

A connector's answers depend on its own declaration and on all that this names:
its types, those it links to, tables, inputs. Where things stand in their files is
no part of it: a comment added above changes nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from hashlib import blake2b
from typing import Any, cast

from gateway.config.model import (
    Config,
    Connector,
    Limits,
    Operation,
    TypeDef,
)
from gateway.config.place import Place
from gateway.config.resilience import RetryPolicy


def fingerprints(
    config: Config, besides: Callable[[Connector], Iterable[object]] = lambda _: ()
) -> dict[str, bytes]:
    """Return for each connector a digest of everything its answers depend on.

    `besides` gives what is not written in the configuration itself. Digests are
    for comparing within this process: secrets go into them.
    """
    declared = _declared(config)
    known = {name: _Digest(declared).of(parts) for name, parts in declared.items()}
    found: dict[str, bytes] = {}
    for name, connector in config.connectors.items():
        own = [one for one in config.types.values() if one.connector == name]
        digest = _Digest(declared).of((connector, own, tuple(besides(connector))))
        found[str(name)] = _joined(digest, known)
    return found


def answer_prints(
    config: Config, besides: Callable[[Connector], Iterable[object]] = lambda _: ()
) -> dict[str, bytes]:
    """Return for each connector a digest of what says which answers it gives.

    Not of how its service is asked, which is what one changes while that is in trouble:
    its last good answers are still good ones then.
    """
    connectors = {name: _bare(one) for name, one in config.connectors.items()}
    types = {name: _plain(one) for name, one in config.types.items()}
    bare = replace(config, connectors=connectors, types=types)
    return fingerprints(bare, besides)


def _bare(connector: Connector) -> Connector:
    """Return a connector without what is said of how, and about whom, it asks."""
    return replace(
        connector,
        opd="",
        about=None,
        contact=None,
        limits=Limits(),
        retry=RetryPolicy(),
        breaker=None,
        timeout=0.0,
        queries={name: _unhurried(one) for name, one in connector.queries.items()},
        fallbacks=(),
        examples=None,
        invalidate_key=None,
    )


def _plain(kind: TypeDef) -> TypeDef:
    lookup = kind.lookup
    return kind if lookup is None else replace(kind, lookup=_unhurried(lookup))


def _unhurried(operation: Operation) -> Operation:
    return replace(operation, about=None, timeout=0.0, examples=None)


def _declared(config: Config) -> dict[str, tuple[object, ...]]:
    """Return what a name may stand for, for every name that is declared."""
    sections: tuple[Mapping[Any, object], ...] = (
        config.types,
        config.interfaces,
        config.unions,
        config.enums,
        config.inputs,
        config.tables,
    )
    found: dict[str, tuple[object, ...]] = {}
    for section in sections:
        for name, one in section.items():
            found[str(name)] = (*found.get(str(name), ()), one)
    for kind in config.types.values():  # an interface is read as one of these
        for name in kind.implements:
            found[str(name)] = (*found.get(str(name), ()), kind)
    return found


def _joined(start: "_Digest", known: Mapping[str, "_Digest"]) -> bytes:
    """Digest something together with all that it names, and what that names in turn."""
    seen: set[str] = set()
    waiting = set(start.names)
    while waiting:
        name = waiting.pop()
        seen.add(name)
        waiting |= known[name].names - seen
    whole = blake2b(start.hash.digest())
    for name in sorted(seen):
        whole.update(known[name].hash.digest())
    return whole.digest()


class _Digest:
    """A digest of declarations, and the names they use."""

    def __init__(self, declared: Mapping[str, object]) -> None:
        self.names: set[str] = set()
        self.hash = blake2b()
        self._declared = declared

    def of(self, value: object) -> "_Digest":
        """Take a value in."""
        self._take(value)
        return self

    def _take(self, value: object) -> None:
        if isinstance(value, Place):
            return
        if isinstance(value, Enum):
            self._say("e", value.name)
        elif isinstance(value, str):
            self._say("s", value)
            if value in self._declared:
                self.names.add(value)
        else:
            self._take_whole(value)

    def _take_whole(self, value: object) -> None:
        if is_dataclass(value):
            self._say("d", type(value).__qualname__)
            for one in fields(value):
                self._take(getattr(value, one.name))
        elif isinstance(value, Mapping):
            self._say("m", str(len(cast("Mapping[object, object]", value))))
            for key, item in cast("Mapping[object, object]", value).items():
                self._take(key)
                self._take(item)
        elif isinstance(value, tuple | list):
            self._say("l", str(len(cast("tuple[object, ...]", value))))
            for item in cast("tuple[object, ...]", value):
                self._take(item)
        else:
            self._say("v", repr(value))

    def _say(self, kind: str, text: str) -> None:
        data = text.encode("utf-8", "surrogatepass")
        self.hash.update(b"%s%d:%s" % (kind.encode(), len(data), data))
