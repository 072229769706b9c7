"""An engine over a configuration of single roots, with transports of our choice."""

import json
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import TypeAlias, cast

import httpx
from pydantic import SecretStr

from gateway import app
from gateway.config.model import Config, Connector
from gateway.config.resilience import RetryPolicy
from gateway.connectors.principal import Principal
from gateway.execution.message import Request
from gateway.execution.pipeline import Engine
from gateway.observe import Observer, Silent
from gateway.settings import Profile, Settings
from gateway.trial.document import Question
from gateway.trial.replay import Keys
from gateway.trial.roots import FOUND, KEYS, Root, rooted

MakeTransport: TypeAlias = Callable[[Connector, Observer], httpx.AsyncBaseTransport]
SOMEBODY = Principal("contoh")
"""Who asks: somebody who is logged in, since personal data is tried as well."""


@asynccontextmanager
async def opened(
    config: Config,
    roots: Iterable[Root],
    keys: list[object],
    make_transport: MakeTransport,
    settings: Settings | None = None,
) -> AsyncGenerator[Engine]:
    """Open an engine whose roots are these; `keys` are what the rows of keys hold.

    Nothing is kept between two questions.
    """

    def transport(connector: Connector, observer: Observer) -> httpx.AsyncBaseTransport:
        keyed = connector.name == KEYS
        return Keys(keys) if keyed else make_transport(connector, observer)

    chosen = (settings or _OFFLINE).model_copy(update=_ROOMY)
    async with AsyncExitStack() as stack:
        blueprint = app.draw(rooted(_once(config), roots))
        yield app.build_engine(blueprint, chosen, Silent(), stack, transport)


def _once(config: Config) -> Config:
    """Return a configuration whose calls are made once, and however others ended."""
    connectors = {
        name: replace(
            one,
            retry=RetryPolicy(attempts=1),
            breaker=None,
            limits=replace(one.limits, rate=None, burst=None),
        )
        for name, one in config.connectors.items()
    }
    return replace(config, connectors=connectors)


async def ask(engine: Engine, question: Question) -> dict[str, object]:
    """Return the whole response to a question."""
    request = Request(
        question.document, variables=question.variables, principal=SOMEBODY
    )
    reply = await engine.execute(request)
    return cast("dict[str, object]", json.loads(reply.body))


def value_of(response: dict[str, object], root: Root, *, alone: bool) -> object:
    """Take the operation's value out of a response; of rows of keys, a list."""
    data = cast("dict[str, object] | None", response.get("data"))
    value = None if data is None else data.get(root.field)
    if root.many is None or not isinstance(value, list):
        return value
    rows = cast("list[dict[str, object]]", value)
    found = [row[str(FOUND)] for row in rows]
    return found[0] if alone and found else found


_OFFLINE = Settings.model_construct(media_key=SecretStr("contoh-tanpa-rahasia"))
"""What holds without an environment: links to files are signed by a key that anyone knows."""
_ROOMY = {
    "cache_bytes": 0,
    "max_document": 1_000_000,
    "max_tokens": 100_000,
    "max_depth": 100,
    "profile": Profile.DEVELOPMENT,
}
