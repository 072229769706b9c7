"""Calls, compiled: that of a batch for one key, and that of an operation without one."""

import pytest

from gateway.config.place import Word
from gateway.connectors.preparing import Preparing
from gateway.errors import Internal
from tests.connectors.books import BOOKS, echo
from tests.connectors.lists import TYPES
from tests.connectors.runtime import Runtime, anyone
from tests.execution.harness import configure


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


def test_what_stays_of_a_form() -> None:
    """Of a form the entries that are named stay beside a page's cursor, as of a query."""
    head = (
        "version: 1\nconnectors:\n  perpus:\n    opd: Dinas\n    url: https://a.test\n"
    )
    call = "{request: POST /oai, form: {verb: List, set: a, token: '{cursor}'}}"
    text = f"      buku: {{returns: '[Buku!]', call: {call}, "
    text += "pages: {style: cursor, cursor: token, keep: [verb]}}\n"
    config = configure(head + TYPES + text)
    operation = config.connectors[Word("perpus")].queries[Word("buku")]
    prepare = Preparing(config).one(operation)
    assert b"verb=List&set=a" == prepare({"cursor": None}).body
    assert b"verb=List&token=t" == prepare({"cursor": "t"}).body
