"""`shape` on whatever a service sends: a value or a coded error, and bounded."""

import contextlib
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

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
    Shaper,
    Unpivot,
    Unwrap,
    Zip,
)
from gateway.config.steps import Pick
from gateway.connectors.codec import Unreadable, decode_json
from gateway.connectors.paths import compile_path
from gateway.connectors.shape import heft
from gateway.connectors.shapers import compile_shapers
from gateway.connectors.shapers.run import MOST_ROWS
from gateway.errors import UpstreamBadBody

KEYS = st.sampled_from(["a", "b", "1", "a_1"])
TEXTS = KEYS | st.sampled_from(["", "a=1&b=2", "1,2;3,4", '{"a":[1]}', "<a>1</a>", "["])
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.floats(0, 1) | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=20,
)
PICKS = st.builds(Pick, KEYS.map(lambda key: (key,)), TEXTS)
SEGMENTS = KEYS | st.integers(0, 2) | PICKS
PATHS = st.lists(SEGMENTS, max_size=2).map(tuple)
CODES = st.lists(PATHS, max_size=2).map(tuple)
WORD = KEYS.map(Word)
WORDS = st.lists(WORD, min_size=1, max_size=3, unique=True).map(tuple)
STEPS: st.SearchStrategy[Shaper] = st.one_of(
    st.builds(Unwrap, PATHS, st.none() | WORD),
    st.builds(OneOrMany, PATHS, st.booleans()),
    st.builds(Rows, PATHS, WORDS, ragged=st.booleans()),
    PATHS.map(lambda path: Rows(path, header=True)),
    st.builds(Rows, PATHS, names=PATHS, cells=PATHS),
    st.builds(Entries, KEYS, PATHS, st.none() | KEYS),
    st.builds(Unpivot, PATHS, WORDS, st.none() | WORDS),
    st.builds(Unpivot, PATHS, st.just(Word("(?P<value>a)_(?P<n>.)")), st.none()),
    st.builds(
        Parse,
        st.sampled_from(["json", "xml", "csv", "query", "list", "rows", "object"]),
        PATHS,
        st.just(Word("(?P<a>[0-9]),(?P<b>[0-9])")),
    ),
    st.builds(Join, PATHS, KEYS, PATHS, CODES, CODES, PATHS),
    st.builds(Codes, st.dictionaries(KEYS, PATHS, min_size=1, max_size=2), PATHS),
    st.builds(Pivot, WORDS, KEYS, KEYS, PATHS),
    st.builds(Zip, PATHS),
    st.builds(
        Flatten, PATHS, st.dictionaries(KEYS, PATHS, max_size=2), st.none() | KEYS
    ),
    st.builds(Echo, st.dictionaries(KEYS, WORD, min_size=1, max_size=2)),
)


@settings(max_examples=300)
@given(JSON, st.lists(STEPS, min_size=1, max_size=4))
def test_any_answer_through_any_steps(value: object, steps: list[Shaper]) -> None:
    """The outcome is a value or UPSTREAM_BAD_BODY, and the answer is not changed."""
    before = deepcopy(value)
    with contextlib.suppress(UpstreamBadBody):
        compile_shapers(steps)(value, value, {"a": 1})
    assert before == value


@pytest.mark.parametrize("step", [Zip(), Flatten(), OneOrMany(("a",)), Unwrap(("a",))])
def test_no_depth_is_too_deep(step: Shaper) -> None:
    """The deepest JSON that decodes is worked on without recursion into it."""
    deep = decode_json(b"[" * 1000 + b"]" * 1000)
    with contextlib.suppress(UpstreamBadBody):
        compile_shapers([step])(deep, deep, {})


@pytest.mark.parametrize(
    ("value", "steps"),
    [
        (
            {"a": list(range(1000)), "b": list(range(1000))},
            [Flatten(("a",), {"b": ("b",)}), Flatten(("b",))],
        ),
        (
            [{f"k{n}": n for n in range(3000)}],
            [Unpivot(columns=Word("k[0-9]{1,3}"), keep=None)],
        ),
        ("1," * (MOST_ROWS + 1), [Parse("list")]),
        (
            {"k": "1" * 90_000, "s": ["1" * n for n in range(1, 300)]},
            [Codes({str(n): ("s",) for n in range(20)}, ("k",))],
        ),
        (
            [{f"{'kx'[n % 2]}{n}": n for n in range(20_000)}],
            [Unpivot(columns=Word("k[0-9]+"), keep=None)],
        ),
        (
            {"rows": [{"c": 1}] * 50_000, "side": {"1": "[" + "1," * 5_000 + "1]"}},
            [
                Flatten(("rows",)),
                Join(("side",), "text", code=(("c",),)),
                Parse("json", ("text",)),
            ],
        ),
        (
            {"rows": [{"c": 1}] * 50_000, "side": {"1": ["a=1"] * 5_000}},
            [
                Flatten(("rows",)),
                Join(("side",), "text", code=(("c",),)),
                OneOrMany(("text", "a")),
            ],
        ),
        (
            ["a" * 8000] * 200,
            [Parse("rows", pattern=Word(r"(?P<a>\w+)\s+(?P<b>\d+)"))],
        ),
    ],
    ids=[
        "rows times rows",
        "columns times columns",
        "parts",
        "codes times codes",
        "kept columns",
        "one text for each row",
        "one list for each row",
        "slow texts",
    ],
)
def test_what_grows_is_refused(value: object, steps: list[Shaper]) -> None:
    """Steps that multiply what they are given end in UPSTREAM_BAD_BODY."""
    with pytest.raises(UpstreamBadBody, match="too many rows"):
        compile_shapers(steps)(value, value, {})


def test_a_long_list_is_no_bomb() -> None:
    """The bound is for what one step makes, not for all of them together."""
    rows = [[n, n] for n in range(MOST_ROWS // 2)]
    steps: list[Shaper] = [Flatten(), Entries("k"), Flatten(name="v")]
    assert MOST_ROWS == len(_list(compile_shapers(steps)(rows, rows, {})))


def test_shaped_rows_weigh_by_their_cells() -> None:
    """A value larger than its body counts for what it is in memory."""
    assert 100 == heft({"a": 1}, 100)
    assert 100 == heft([{"a": 1}, 5], 100)
    assert 800 == heft([{"a": 1}] * 100, 100)


def test_below_what_is_unreadable_all_is() -> None:
    """A path into a value that could not be read gives that, not null."""
    bad = Unreadable()
    for path in (("a", "b"), ("a", "b", "c"), ("a", 0), ("a", 0, "b")):
        assert bad is compile_path(path)({"a": bad})
    assert [bad, 1] == compile_path(("a", "b"))({"a": [bad, {"b": 1}]})


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value
