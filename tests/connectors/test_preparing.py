"""Calls, compiled: that of a batch for one key, and that of an operation without one."""

import pytest

from gateway.errors import Internal
from tests.connectors.books import BOOKS, echo
from tests.connectors.runtime import Runtime, anyone


@pytest.fixture
def runtime() -> Runtime:
    return Runtime(BOOKS, echo)


async def test_a_batch_alone_is_asked_for_one_key() -> None:
    """A query that has only a batch is asked for a single key through it."""
    runtime = Runtime(BOOKS, lambda _: [{"isbn": "1", "d": {"rak": "01"}}])
    assert [{"isbn": "1", "d": {"rak": "01"}}] == await runtime.ask("isiRak", rak="A")
    assert ["/isi?r=01"] == runtime.service.asked


async def test_what_has_no_call_is_never_asked(runtime: Runtime) -> None:
    """A lookup among another query's rows has no call of its own."""
    source = runtime.sources.of(runtime.lookup("Kota"))
    with pytest.raises(Internal):
        await source.ask({"kode": "1"}, anyone())
