"""The gateway without its edge, over whatever configuration a test has."""

import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Final, Protocol, TypeAlias

import pytest

from gateway.app import prepare_engine
from gateway.execution.message import Request
from gateway.observe import Observer, Silent
from gateway.settings import Settings

SILENT: Final = Silent()
Answer: TypeAlias = dict[str, Any]
Ask: TypeAlias = Callable[[str], Awaitable[Answer]]


class Open(Protocol):
    """Opens a gateway over a file and an environment."""

    def __call__(
        self, file: Path, environ: Mapping[str, str], observer: Observer = SILENT
    ) -> AbstractAsyncContextManager[Ask]:
        """Open it for the length of a block."""
        ...


@pytest.fixture
def gateway() -> Open:
    """Give what opens a gateway, which then answers query texts."""

    @asynccontextmanager
    async def opened(
        file: Path, environ: Mapping[str, str], observer: Observer = SILENT
    ) -> AsyncGenerator[Ask]:
        settings = Settings(connectors=file)
        async with prepare_engine(settings, observer, environ)() as engine:

            async def ask(query: str) -> Answer:
                answer: Answer = json.loads((await engine.execute(Request(query))).body)
                return answer

            yield ask

    return opened
