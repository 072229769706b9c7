"""What a name on the command line means: operations of the configuration."""

from collections.abc import Mapping
from typing import NamedTuple

from gateway.config.model import Config, Operation
from gateway.config.place import Word
from gateway.config.problems import near
from gateway.config.recorded import askable


class Named(NamedTuple):
    """An operation and its full name: "connector.query" or "connector.Type"."""

    name: str
    operation: Operation


class UnknownName(Exception):  # noqa: N818 - named as what it says
    """A name that means nothing, or more than one thing; the text is Indonesian."""


def named(config: Config) -> dict[str, Operation]:
    """Return every operation of a configuration by its full name."""
    return {
        f"{connector.name}.{name}": operation
        for connector in config.connectors.values()
        for name, operation in askable(config, connector).items()
    }


def meant(config: Config, word: str) -> tuple[Named, ...]:
    """Return what a word names: an operation, a connector's, or those of a merge.

    A query or a type may be named without its connector where only one has it.
    Raises UnknownName.
    """
    known = named(config)
    if word in known:
        return (Named(word, known[word]),)
    merge = config.merges.get(Word(word))
    if merge is not None:
        return tuple(Named(str(one), known[one]) for one in merge.of)
    found = [full for full in known if full.partition(".")[2] == word]
    if len(found) == 1:
        return (Named(found[0], known[found[0]]),)
    if found:
        listed = ", ".join(f"`{one}`" for one in found)
        raise UnknownName(f"`{word}` ada di beberapa konektor; pilih {listed}")
    if word in config.connectors:
        return tuple(Named(n, o) for n, o in known.items() if n.startswith(f"{word}."))
    if word in config.types:
        raise UnknownName(_unaskable(config, word, known))
    bare = {full.partition(".")[2]: full for full in known}
    names = [*known, *config.connectors, *map(str, config.merges)]
    remedy = near(word, names) or near(word, bare) or "lihat `queries` di berkasnya"
    raise UnknownName(f"`{word}` bukan query, type, merge, atau konektor; {remedy}")


def _unaskable(config: Config, word: str, known: Mapping[str, Operation]) -> str:
    """Say of a type that it cannot be asked for alone, and what gives it."""
    given = [f"`{full}`" for full, one in known.items() if one.returns.named == word]
    instead = f", atau coba {' atau '.join(given)}" if given else ""
    needed = "`lookup`" if config.types[Word(word)].key else "`key` dan `lookup`"
    return f"type `{word}` belum punya {needed}, jadi tidak dapat dicoba menurut kuncinya; tambahkan{instead}"
