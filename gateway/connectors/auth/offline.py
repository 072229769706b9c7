"""A configuration whose credentials ask nobody, for answers that were recorded."""

from collections.abc import Iterator
from dataclasses import replace

from gateway.config.credentials import (
    Bearer,
    BodyFields,
    ClientCredentials,
    Credential,
    Digest,
    Forward,
    HeaderKey,
    Login,
    PathKey,
    Plugin,
    QueryKey,
    Session,
)
from gateway.config.model import Config
from gateway.config.place import Word
from gateway.connectors.auth.compiler import STAND_IN


def offline(config: Config) -> Config:
    """Return a configuration that makes the operations' own requests.

    Where a token or a session is fetched, or a citizen's handed on, a fixed
    text stands. Digests and plug-ins are left out: what is recorded is an
    answer as it reads when opened. So are keys in the path, the query and the
    body: what is recorded of a request holds no secret, and is the same
    wherever it runs. What refuses a credential stays, in one that does nothing.
    """
    connectors = {
        name: replace(one, auth=tuple(_pretended(one.auth))) if one.auth else one
        for name, one in config.connectors.items()
    }
    return replace(config, connectors=connectors)


def _pretended(stated: tuple[Credential, ...]) -> Iterator[Credential]:
    for one in stated:
        match one:
            case ClientCredentials() | Login():
                yield Bearer(Word(STAND_IN), None, one.places, one.at, one.refused)
            case Forward():
                yield Bearer(Word(STAND_IN), places=one.places, at=one.at)
            case Session():
                yield HeaderKey(Word("Cookie"), Word(STAND_IN), one.at, one.refused)
            case Digest() | Plugin() | PathKey() | QueryKey() | BodyFields():
                yield Plugin(at=one.at, refused=one.refused)
            case _:
                yield one
