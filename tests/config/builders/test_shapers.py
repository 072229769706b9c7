"""`shape`: the steps as they are written, and their mistakes."""

from collections.abc import Callable

import pytest

from gateway.config.model import Config, Operation
from gateway.config.place import Word
from gateway.config.shapers import (
    Codes,
    Echo,
    Entries,
    Flatten,
    Join,
    OneOrMany,
    Parse,
    Pivot,
    Rows,
    Unpivot,
    Unwrap,
    Zip,
    echoed,
)

Load = Callable[..., Config]
Wrong = Callable[..., list[str]]


def _query(config: Config) -> Operation:
    return config.connectors[Word("perpus")].queries[Word("daftarBuku")]


@pytest.mark.parametrize(
    ("written", "step"),
    [
        ("unwrap", Unwrap()),
        ('{unwrap: "r.+"}', Unwrap(key=Word("r.+"))),
        ("{unwrap: {at: x.y}}", Unwrap(("x", "y"))),
        ("one_or_many", OneOrMany()),
        ("{one_or_many: x}", OneOrMany(("x",))),
        ("{one_or_many: {empty: true}}", OneOrMany(empty=True)),
        ("{rows: [a, ~]}", Rows(columns=(Word("a"), None))),
        ("{rows: header}", Rows(header=True)),
        ("{rows: {columns: header, ragged: true}}", Rows(header=True, ragged=True)),
        ("{rows: {names: n, cells: c}}", Rows(names=("n",), cells=("c",))),
        ("{entries: k}", Entries("k")),
        ("{entries: {key: k, value: v, only: x}}", Entries("k", (), "v", Word("x"))),
        ("{unpivot: {keep: a}}", Unpivot(keep=(Word("a"),))),
        ("{unpivot: {columns: [a]}}", Unpivot(columns=(Word("a"),))),
        (
            "{unpivot: {columns: x, name: n, value: v}}",
            Unpivot((), Word("x"), None, "n", "v"),
        ),
        ("{parse: json}", Parse("json")),
        ("{parse: {at: a, as: list, by: ;}}", Parse("list", ("a",), by=";")),
        (
            "{join: {with: s, as: w, code: a.b, match: c, take: d}}",
            Join(("s",), "w", (), (("a", "b"),), (("c",),), ("d",)),
        ),
        ("{codes: {at: k, of: {a: s.v}}}", Codes({"a": ("s", "v")}, ("k",))),
        (
            "{pivot: {key: a, name: p, value: v}}",
            Pivot((Word("a"),), "p", "v"),
        ),
        ("zip", Zip()),
        ("{zip: h}", Zip(("h",))),
        ("flatten", Flatten()),
        ("{flatten: i}", Flatten(("i",))),
        (
            "{flatten: {at: i, keep: [a], as: v, index: n}}",
            Flatten(("i",), {"a": ("a",)}, "v", "n"),
        ),
        ("{flatten: {at: i, keep: {k: a.b}}}", Flatten(("i",), {"k": ("a", "b")})),
        ("{echo: a}", Echo({"a": Word("a")})),
        ("{echo: {k: a}}", Echo({"k": Word("a")})),
    ],
)
def test_steps(written: str, step: object, loaded: Load) -> None:
    """Every word has its step; a single one needs no brackets."""
    for text in (f"shape: {written}", f"shape: [{written}]"):
        (found,) = _query(loaded(query=text)).shape
        for name in step.__slots__:  # type: ignore[attr-defined] # a dataclass with slots
            if name != "at":
                assert getattr(step, name) == getattr(found, name)


def test_a_batch_shapes_as_its_query_or_in_its_own_way(loaded: Load) -> None:
    """What is not stated is the query's; an empty list is no step at all."""
    call = 'call: "GET /b?q={a}", join: ",", group: isbn'
    found = []
    for own in ("", ", shape: unwrap", ", shape: []"):
        config = loaded(query=f"batch: {{{call}{own}}}\nshape: zip")
        batch = _query(config).batch
        assert batch is not None
        found.append(batch.shape)
    assert found[0] is None
    assert [1, 0] == [len(one or ()) for one in found[1:]]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("unwarp", "mungkin maksudnya `unwrap`?"),
        ("{unwrapp: x}", "mungkin maksudnya `unwrap`?"),
        ("{entries: a, unwrap: b}", "satu langkah `shape` memuat satu kata, bukan"),
        ("{at: x}", "lekukkan di bawah kata langkahnya"),
        ("{unwrap: '('}", "bukan ekspresi reguler yang sah"),
        ("[]", "`shape` belum diisi"),
        ("{entries: {value: x}}", "belum punya `key`"),
        ("{join: {as: x}}", "belum punya `with`"),
        ("{rows: {ragged: true}}", "`rows` perlu nama kolom dari satu tempat"),
        (
            "{rows: {columns: [a], names: b}}",
            "`rows` perlu nama kolom dari satu tempat",
        ),
        ("{rows: {names: b}}", "`names` tanpa `cells`"),
        ("{rows: {columns: [a], cells: b}}", "`cells` hanya bersama `names`"),
        ("{rows: kepala}", "pilih `header`"),
        ("{rows: [a, a]}", "kolom `a` disebut dua kali"),
        ("{rows: [~]}", "`rows` tanpa satu kolom pun"),
        ("{parse: {as: json, by: x}}", "`by` hanya untuk `as` `list`"),
        ("{parse: {as: rows}}", "`as: rows` perlu `pattern`"),
        ("{parse: {as: rows, pattern: x}}", "`pattern` tanpa kelompok bernama"),
        ("{parse: yaml}", "bukan cara menulis"),
        ("{flatten: {keep: [a]}}", "`keep` tanpa `at`"),
        (
            "{join: {with: a, code: [b, c], match: d, as: e}}",
            "`code` 2 nilai, sedangkan `match` 1",
        ),
        (
            "{join: {with: a, match: [d, f], as: e}}",
            "`code` 0 nilai, sedangkan `match` 2",
        ),
        ("{unpivot: {name: x}}", "`unpivot` tidak tahu kolom mana"),
        (
            "{unpivot: {columns: '(?P<th>.)', name: x}}",
            "`name` tidak terpakai",
        ),
        (
            "{unpivot: {columns: '(?P<value>.)', value: x}}",
            "`value` tidak terpakai",
        ),
        ("{codes: {at: k, of: {}}}", "`codes` tanpa satu kode pun"),
        ("{echo: b}", "`echo` menyebut `b`, yang bukan argumen `daftarBuku`"),
    ],
)
def test_mistakes(written: str, printed: str, wrong: Wrong) -> None:
    """Each has its place and says what to write."""
    lines = wrong(query=f"shape: {written}")
    assert any(printed in line for line in lines), lines
    assert all(line.startswith("c.yaml:19:") for line in lines), lines


def test_a_batch_cannot_echo(wrong: Wrong) -> None:
    """One answer for many keys has not one argument; its own shape may do without."""
    call = 'call: "GET /b?q={a}", join: ",", group: isbn'
    (line,) = wrong(query=f"batch: {{{call}}}\nshape: {{echo: a}}")
    assert "beri `batch` `shape` sendiri tanpa `echo`" in line


def test_an_echoed_argument_is_used(loaded: Load) -> None:
    """An argument may be for the rows alone."""
    query = _query(loaded(call="call: GET /buku", query="shape: {echo: a}"))
    assert ["a"] == list(echoed(query.shape))
