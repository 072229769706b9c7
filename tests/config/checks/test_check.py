"""gateway/config/checks: every rule together."""

import time

from gateway.config.checks import check
from gateway.config.model import (
    Call,
    Config,
    Connector,
    FieldDef,
    Operation,
    Reading,
    Template,
    TypeDef,
)
from gateway.config.place import Word
from gateway.config.problems import Problems
from gateway.config.typeref import parse_type

CONNECTORS = 500
TYPES = 5
GENEROUS = 3.0
"""Seconds: ten times what it takes, for a busy machine."""


def _ref(text: str) -> "FieldDef":
    ref = parse_type(text)
    assert ref is not None
    return FieldDef(Word("x"), ref, Reading())


def _operation(name: Word, connector: Word, returns: str) -> Operation:
    call = Call("GET", (Template(("x",)),))
    return Operation(name, connector, _ref(returns).type, call)


def _large() -> Config:
    """Make 500 connectors of 5 types, each linked to the next, and 5 queries."""
    types: dict[Word, TypeDef] = {}
    connectors: dict[Word, Connector] = {}
    for number in range(CONNECTORS):
        owner = Word(f"c{number}")
        queries: dict[Word, Operation] = {}
        for index in range(TYPES):
            name = Word(f"T{number}x{index}")
            fields = {
                Word(key): _ref(text)
                for key, text in {
                    "kode": "ID!",
                    "nama": "String",
                    "luas": "Float",
                    "lain": f"T{number}x{(index + 1) % TYPES}",
                }.items()
            }
            lookup = _operation(Word(f"lookup{name}"), owner, name)
            types[name] = TypeDef(
                name, fields, owner, key=(Word("kode"),), lookup=lookup
            )
            query = Word(f"q{number}x{index}")
            queries[query] = _operation(query, owner, f"[{name}!]")
        connectors[owner] = Connector(owner, "", Word("http://x.test"), queries=queries)
    return Config(connectors, types)


def test_scale() -> None:
    """2,500 types are checked in a moment, and nothing is wrong with them."""
    config, problems = _large(), Problems()
    started = time.process_time()
    check(config, problems)
    assert time.process_time() - started < GENEROUS
    assert [] == problems.found


def test_fields_of_a_scalar() -> None:
    """A query that returns no object has no fields to read."""
    query = Operation(
        Word("jumlah"),
        Word("perpus"),
        _ref("Int").type,
        Call("GET", ()),
        fields={Word("judul"): _ref("String")},
    )
    connector = Connector(
        Word("perpus"), "", Word("http://x.test"), queries={query.name: query}
    )
    problems = Problems()
    check(Config({connector.name: connector}, {}), problems)
    expected = (
        "<bawaan>:1:1: `fields` hanya untuk query yang mengembalikan type objek,"
        " bukan `Int`; hapus `fields`"
    )
    assert [expected] == list(map(str, problems.found))
