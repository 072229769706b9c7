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
from tests.config.checks.conftest import Judge

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


def test_all_at_once(judge: Judge) -> None:
    """Mistakes of every theme are told together, in the order of the file."""
    verdict = judge(
        """
        types:
          Buku:
            key: isnb
            fields:
              isbn: ID!
              terbit: {type: Date, map: bulan}
              rak: Rak
        queries:
          daftarBuku:
            args: {judul: {type: String, min: 3}}
            returns: "[Buku!]!"
            call: GET /buku?q={jdul}
        ---
        extend:
          Buku: {sejenis: {query: daftarBku, with: {judul: isbn}}}
        """
    )
    expected = (
        "8:14: kunci `isnb` bukan field type `Buku`; mungkin maksudnya `isbn`?",
        "11:37: tabel `bulan` tidak dikenal; tulis tabel itu di `tables`",
        (
            "12:16: type `Rak` tidak dikenal;"
            " tulis type itu di `types`, atau pakai yang bawaan: `Boolean`, `Date`, `DateTime`, `Decimal`, `Float`, `ID`, `Int`, `JSON`, `Long`, `Rupiah`, `String`, `Time`, `URL`"
        ),
        (
            "15:16: argumen `judul` tidak dipakai;"
            " pakai `{judul}` di `call`, sebut di `filter_by`, atau hapus"
        ),
        (
            "15:43: `min` dan `max` hanya untuk angka dan tanggal, padahal `judul`"
            " bertipe `String`; pakai `length` untuk membatasi panjang"
        ),
        (
            "16:18: query `daftarBuku` tidak boleh wajib (`!`): bila `perpus` mati,"
            " seluruh jawaban ikut hilang; pakai `[Buku!]`, atau `force: true` bila"
            " memang dikehendaki"
        ),
        "17:27: `{jdul}` bukan argumen `daftarBuku`; mungkin maksudnya `judul`?",
        "19:27: query `daftarBku` tidak dikenal; mungkin maksudnya `daftarBuku`?",
    )
    assert tuple(f"connectors.yaml:{line}" for line in expected) == verdict.lines


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
