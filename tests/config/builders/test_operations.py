"""Queries and their batches."""

from collections.abc import Callable

import pytest

from gateway.config.model import Batch, Config, Operation
from gateway.config.place import Word
from gateway.config.typeref import parse_type

Load = Callable[..., Config]
Wrong = Callable[..., list[str]]


def _query(config: Config) -> Operation:
    return config.connectors[Word("perpus")].queries[Word("daftarBuku")]


def _batch(config: Config) -> Batch:
    batch = _query(config).batch
    assert batch is not None
    return batch


def test_a_plain_query(loaded: Load) -> None:
    """What is not stated is the model's; places are the name's and the type's."""
    query = _query(loaded())

    assert parse_type("[Buku!]") == query.returns
    assert ("daftarBuku", "perpus") == (query.name, query.connector)
    assert (True, False, None, None) == (
        query.expose,
        query.force,
        query.provides,
        query.batch,
    )
    assert ("c.yaml:15:7", "c.yaml:17:18") == (str(query.at), str(query.returns_at))


def test_every_flag_of_a_query(loaded: Load) -> None:
    """Each word arrives as its own."""
    query = _query(
        loaded(
            returns='returns: "[Buku!]!"',
            query=(
                "about: Daftar\ndeprecated: pakai x\nexpose: false\nforce: true\n"
                "one_or_many: true\nprovides: [isbn, judul]"
            ),
        )
    )

    assert ("Daftar", "pakai x") == (query.about, query.deprecated)
    assert (False, True, True) == (query.expose, query.force, query.one_or_many)
    assert ("isbn", "judul") == query.provides


@pytest.mark.parametrize(
    ("args", "query", "by"),
    [
        ("{a: ID}", "q={a}", "a"),
        ("{b: ID}", "q={b}&r={b}", "b"),
        ("{a: ID, b: {type: '[ID]', send: {join: ','}}}", "q={a}&r={b}", "b"),
        ("{a: ID, b: ID}", "q={a}&r={b}", "b"),
    ],
)
def test_the_argument_for_keys(args: str, query: str, by: str, loaded: Load) -> None:
    """The only placeholder takes the keys, else the only one joined, else `by`."""
    stated = ", by: b" if args == "{a: ID, b: ID}" else ""
    config = loaded(
        args=f"args: {args}",
        call=f"call: GET /buku?{query}",
        query=f"batch: {{call: 'GET /buku?{query}', group: isbn{stated}}}",
    )

    assert by == _batch(config).by


def test_every_word_of_a_batch(loaded: Load) -> None:
    """Each word arrives as its own; without them the model's."""
    config = loaded(
        query=(
            'batch: {call: "GET /b?q={a}", group: a.isbn, join: ",", size: 50, '
            "select: data}"
        )
    )
    batch = _batch(config)
    plain = _batch(loaded(query="batch: {call: 'GET /b?q={a}', group: isbn}"))

    assert ("a.isbn", ",", 50) == (batch.group, batch.join, batch.size)
    assert batch.select is not None
    assert ("data",) == batch.select.path
    assert (None, 100, None) == (plain.join, plain.size, plain.select)


@pytest.mark.parametrize(
    "body",
    ["form: {k: '{a}'}", "json: {k: ['{a}', 1]}", "headers: {X-K: '{a}'}"],
)
def test_keys_are_found_in_every_part_of_a_call(body: str, loaded: Load) -> None:
    """The argument for keys may stand in a form, in JSON, or in a header."""
    words = f"call: {{request: POST /b, {body}}}, join: ';', group: isbn"
    config = loaded(query=f"batch: {{{words}}}")

    assert "a" == _batch(config).by


def test_a_batch_of_unclear_keys_is_refused(wrong: Wrong) -> None:
    """Two placeholders without `by` are one problem, and no other follows."""
    told = wrong(
        args="args: {a: ID, b: ID}",
        call="call: GET /b?q={a}&r={b}",
        query="batch: {call: 'GET /b?q={a}&r={b}', group: isbn}",
    )

    assert [
        (
            "c.yaml:19:16: `batch` tidak jelas kuncinya; "
            "tambahkan `by: <argumen>`: argumen yang menerima kunci"
        )
    ] == told


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("call", "call: GET x"),
        ("call", "call: {request: POST /x, query: {a: '{'}}"),
        ("call", "call: {request: POST /x, json: {a: '{'}}"),
        ("args", "args: {a: {type: '?'}}"),
        ("args", "args: 5"),
        ("returns", "returns: '['"),
        ("query", "batch: {call: GET x, group: isbn}"),
    ],
)
def test_a_faulty_query_is_excused_elsewhere(
    line: str, text: str, wrong: Wrong
) -> None:
    """Its own mistake is told; those who refer to it hear nothing."""
    told = wrong(
        top=(
            "merge: {gabung: {of: [perpus.daftarBuku, perpus.lain]}}\n"
            "extend: {Buku: {x: {query: daftarBuku, with: {a: isbn}}}}"
        ),
        queries='queries:\n  lain: {args: {a: String}, returns: "[Buku!]", '
        "call: 'GET /l?a={a}'}",
        **{line: text},
    )

    assert 1 == len(told)
