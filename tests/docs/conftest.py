"""The gateway without its edge, over whatever configuration a test has."""

import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from gateway.app import prepare_engine
from gateway.execution.message import Request
from gateway.observe import Silent
from gateway.settings import Settings

Answer: TypeAlias = dict[str, Any]
Ask: TypeAlias = Callable[[str], Awaitable[Answer]]
Open: TypeAlias = Callable[[Path, Mapping[str, str]], AbstractAsyncContextManager[Ask]]


@pytest.fixture
def gateway() -> Open:
    """Give what opens a gateway, which then answers query texts."""

    @asynccontextmanager
    async def opened(file: Path, environ: Mapping[str, str]) -> AsyncGenerator[Ask]:
        settings = Settings(connectors=file)
        async with prepare_engine(settings, Silent(), environ)() as engine:

            async def ask(query: str) -> Answer:
                answer: Answer = json.loads((await engine.execute(Request(query))).body)
                return answer

            yield ask

    return opened
