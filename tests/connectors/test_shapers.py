"""The steps of `shape`, one by one, and what becomes of what does not fit."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import pytest

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
from gateway.connectors.codec import Unreadable
from gateway.connectors.shapers import compile_shapers
from gateway.errors import Sent, UpstreamBadBody

BAD = "<bad>"
AB = (Word("a"), Word("b"))
PAIRS = Word("(?P<t>[0-9]+),(?P<v>[0-9]+)")
BODY: Mapping[str, Any] = {
    "wilayah": [{"val": 18, "label": "A"}, {"val": " 71 ", "label": "B"}, {"val": 18}],
    "map": {"x": "satu", " y": "dua"},
    "rows": {"p": {"id": 5, "n": "lima"}},
    "labels": ["nol", "esa"],
    "none": [],
    "ambiguous": ["1", "11"],
}


def shaped(value: Any, *steps: Shaper, **arguments: object) -> Any:
    """Shape a value; what is Unreadable shows as BAD. The value stays as it was."""
    before = deepcopy(value)
    found = compile_shapers(steps)(value, BODY, arguments)
    assert before == value
    return shown(found)


def shown(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: shown(one) for key, one in value.items()}
    if isinstance(value, list):
        return [shown(one) for one in value]
    return BAD if isinstance(value, Unreadable) else value


@pytest.mark.parametrize(
    ("step", "value", "expected"),
    [
        (Unwrap(), {"x": 1}, 1),
        (Unwrap(), {}, None),
        (Unwrap(), [{"x": 1}, None, 5, {"x": 1, "y": 2}], [1, None, BAD, BAD]),
        (Unwrap(key=Word("x.")), {"x1": 1, "y": 2}, 1),
        (Unwrap(key=Word("x.")), [{"y": 2}, {"x1": 1, "x2": 2}], [BAD, BAD]),
        (OneOrMany(), {"a": 1}, [{"a": 1}]),
        (OneOrMany(), [], []),
        (OneOrMany(), None, None),
        (OneOrMany(), "", [""]),
        (OneOrMany(empty=True), None, []),
        (OneOrMany(empty=True), "", []),
        (OneOrMany(empty=True), False, []),
        (OneOrMany(empty=True), {}, []),
        (OneOrMany(empty=True), 0, [0]),
        (OneOrMany(("i",), empty=True), [{}, {"i": 1}], [{"i": []}, {"i": [1]}]),
        (OneOrMany(("i",)), [{}, {"i": None}], [{}, {"i": None}]),
        (
            Rows(columns=AB),
            [[1, 2], [3], None, 4, [5, 6, 7]],
            [{"a": 1, "b": 2}, BAD, None, BAD, {"a": 5, "b": 6}],
        ),
        (Rows(columns=AB), [1, 2, 3], {"a": 1, "b": 2}),
        (Rows(columns=AB, ragged=True), [1], {"a": 1, "b": None}),
        (Rows(columns=AB, ragged=True), [[1]], [{"a": 1, "b": None}]),
        (Rows(columns=(None, Word("b"))), [[1, 2]], [{"b": 2}]),
        (Rows(columns=AB), [], []),
        (
            Rows(header=True),
            [["a", None, "a", 5], [1, 2, 3, 4]],
            [{"a": 1, "a_2": 3, "5": 4}],
        ),
        (Rows(header=True), [], []),
        (Rows(names=("n",), cells=("c",)), {"n": ["a"], "c": [[1]]}, [{"a": 1}]),
        (Rows(names=("n",), cells=("c",)), {"n": ["a"]}, None),
        (
            Entries("k"),
            {"x": {"k": 9, "n": 1}, "y": 2},
            [{"k": "x", "n": 1}, {"k": "y", "value": 2}],
        ),
        (Entries("k", value="v"), {"x": {"n": 1}}, [{"k": "x", "v": {"n": 1}}]),
        (Entries("k", only=Word("[0-9]+")), {"1": 5, "n": 2}, [{"k": "1", "value": 5}]),
        (Entries("k"), ["p", {"n": 1}], [{"k": "0", "value": "p"}, {"n": 1, "k": "1"}]),
        (Entries("k"), [], []),
        (
            Zip(),
            {"a": [1, 2], "b": {"0": 3, "1": 4}},
            [{"a": 1, "b": 3}, {"a": 2, "b": 4}],
        ),
        (Zip(), {}, []),
        (Flatten(), [[1], None, [], [2, None], {"n": 1}], [1, 2, None, {"n": 1}]),
        (Flatten(), {"n": 1}, [{"n": 1}]),
        (Flatten(("i",)), {"i": [{"n": 1}]}, [{"n": 1}]),
        (Flatten(("i",)), [{"i": 1}, {}, None, 5], [1, BAD]),
        (
            Flatten(("i",), {"k": ("a",)}),
            [{"a": 1, "i": [{"k": 2}, 3, None]}],
            [{"k": 1}, {"k": 1, "value": 3}, None],
        ),
        (
            Flatten(("i",), name="v", index="n"),
            [{"i": [{"k": 2}]}],
            [{"n": 0, "v": {"k": 2}}],
        ),
        (Echo({"k": Word("a")}), [{"k": 1}, 5], [{"k": "arg"}, BAD]),
        (Echo({"k": Word("b")}), {"n": 1}, {"n": 1, "k": None}),
    ],
)
def test_lists_and_wrappers(step: Shaper, value: object, expected: object) -> None:
    """Steps that open, wrap, name and join rows."""
    assert expected == shaped(value, step, a="arg")


@pytest.mark.parametrize(
    ("step", "value", "expected"),
    [
        (
            Unpivot(columns=Word("h_(.+)"), name="t", value="h"),
            [{"a": 1, "h_x": 2, "h_y": None}, None, 5],
            [{"a": 1, "t": "x", "h": 2}, {"a": 1, "t": "y", "h": None}, BAD],
        ),
        (
            Unpivot(columns=Word("h_.+")),
            {"h_x": 2},
            [{"name": "h_x", "value": 2}],
        ),
        (
            Unpivot(columns=AB, keep=(Word("k"), Word("l"))),
            [{"a": 1, "b": 2, "c": 3, "k": 4}],
            [{"k": 4, "name": "a", "value": 1}, {"k": 4, "name": "b", "value": 2}],
        ),
        (
            Unpivot(keep=(Word("k"),)),
            [{"k": 1, "a": 2}],
            [{"k": 1, "name": "a", "value": 2}],
        ),
        (
            Unpivot(columns=Word("(?P<th>[0-9]+)_(?P<value>min|max)"), value="v"),
            [{"1_min": 1, "1_max": 2, "2_min": 3, "k": 0}],
            [{"k": 0, "th": "1", "min": 1, "max": 2}, {"k": 0, "th": "2", "min": 3}],
        ),
        (
            Unpivot(columns=Word("h(?P<th>[0-9]+)")),
            [{"h1": 1}],
            [{"th": "1", "value": 1}],
        ),
        (
            Pivot((Word("k"),), "p", "v"),
            [
                {"k": 1, "p": "t", "v": 5, "z": 0},
                {"k": 2, "p": 7},
                {"k": 1, "p": "t", "v": 6},
                {"k": [1], "p": "t"},
                {"k": 1, "p": None},
                {"k": 1, "p": {}},
                None,
                3,
            ],
            [{"k": 1, "t": 6}, {"k": 2, "7": None}, BAD, BAD, BAD, BAD],
        ),
        (Pivot(AB, "p", "v"), [], []),
        (
            Pivot((), "p", "v"),
            [{"p": "t", "v": 5}, None, {"p": 2}],
            {"t": 5, "2": None},
        ),
        (Pivot((), "p", "v"), {"p": "t", "v": 5}, {"t": 5}),
        (Pivot((), "p", "v"), [], {}),
        (
            Pivot((), "p", "v", ("x",)),
            [{"x": [{"p": "t", "v": 5}]}, {"x": [{"p": None}]}, {"x": [3]}, {}],
            [{"x": {"t": 5}}, {"x": BAD}, {"x": BAD}, {}],
        ),
    ],
)
def test_columns_and_rows(step: Shaper, value: object, expected: object) -> None:
    """Columns become rows, by name, by all others and by groups; rows become columns."""
    assert expected == shaped(value, step)


@pytest.mark.parametrize(
    ("step", "value", "expected"),
    [
        (Parse("json"), '{"a": 1}', {"a": 1}),
        (Parse("json"), " ", None),
        (
            Parse("json", ("d",)),
            [{"d": "[1]"}, {"d": "{"}, {"d": 5}, {}],
            [{"d": [1]}, {"d": BAD}, {"d": 5}, {}],
        ),
        (Parse("json"), ['{"a": 1}', {"b": 2}, "x"], [{"a": 1}, {"b": 2}, BAD]),
        (Parse("xml"), "<r><a>é</a></r>", {"r": {"a": "é"}}),
        (Parse("xml"), ["<r>"], [BAD]),
        (Parse("csv"), "a,b\n1,2\n3", [{"a": "1", "b": "2"}, BAD]),
        (Parse("csv", delimiter=Word("|"), columns=AB), "1|2", [{"a": "1", "b": "2"}]),
        (Parse("csv"), "", []),
        (Parse("query"), "?a=1&b=&a=2", {"a": "2", "b": ""}),
        (Parse("query"), ["&".join(["a=1"] * 2000)], [BAD]),
        (Parse("list", by=";"), "a; b;;c;", ["a", "b", "", "c"]),
        (Parse("list"), "", []),
        (
            Parse("rows", pattern=PAIRS),
            "1,2;3,4|5",
            [{"t": "1", "v": "2"}, {"t": "3", "v": "4"}],
        ),
        (Parse("rows", pattern=PAIRS), "kosong", []),
        (
            Parse("object", pattern=PAIRS),
            ["x 1,2", "x", 5],
            [{"t": "1", "v": "2"}, BAD, BAD],
        ),
        (Parse("object", pattern=PAIRS), "", None),
    ],
)
def test_texts(step: Shaper, value: object, expected: object) -> None:
    """What is written in a text is read; one that is not so written is bad alone."""
    assert expected == shaped(value, step)


@pytest.mark.parametrize(
    ("step", "rows", "expected"),
    [
        (
            Join(("wilayah",), "w", code=(("k",),), match=(("val",),), take=("label",)),
            [{"k": "18"}, {"k": 71}, {"k": "9"}, {"k": ["18", 71]}, {}, 5],
            ["A", "B", None, ["A", "B"], None, BAD],
        ),
        (
            Join(("map",), "w", code=(("k",),)),
            [{"k": "x"}, {"k": "y"}],
            ["satu", "dua"],
        ),
        (
            Join(("rows",), "w", code=(("k",),), match=(("id",),), take=("n",)),
            [{"k": 5}],
            ["lima"],
        ),
        (
            Join(
                ("rows",),
                "w",
                code=(("t",), ("k",)),
                match=(("n",), ("id",)),
                take=("id",),
            ),
            [{"t": None, "k": "1"}, {"t": [], "k": []}, {"t": ["x"], "k": "1"}],
            [None, [], [None]],
        ),
        (Join(("labels",), "w"), [{}, {}, {}], ["nol", "esa", None]),
        (Join(("labels",), "w", code=(("k",),)), [{"k": 1}], ["esa"]),
    ],
)
def test_join(step: Shaper, rows: list[object], expected: list[object]) -> None:
    """Codes find what a list, a map, or a position has for them; others are null."""
    found = shaped(rows, step)
    assert expected == [one["w"] if isinstance(one, dict) else one for one in found]


def test_join_of_one_row() -> None:
    """A lone object is a row, the first."""
    assert {"w": "nol"} == shaped({}, Join(("labels",), "w"))


@pytest.mark.parametrize(
    ("of", "text", "expected"),
    [
        ({"a": ("wilayah", "val"), "b": ("labels",)}, "18nol", {"a": "18", "b": "nol"}),
        ({"a": ("map",), "b": ("wilayah", "val")}, "x71", {"a": "x", "b": "71"}),
        ({"a": ("wilayah", "val")}, 18, {"a": "18"}),
        ({"a": ("wilayah", "val")}, "19", BAD),
        ({"a": ("ambiguous",), "b": ("ambiguous",)}, "111", BAD),
        ({"a": ("ambiguous",), "b": ("ambiguous",)}, "11", {"a": "1", "b": "1"}),
        ({"a": ("none",)}, "1", BAD),
    ],
)
def test_codes(of: Mapping[str, Any], text: object, expected: object) -> None:
    """A text is cut in the one way that the codes allow; no way and two are bad."""
    rows = [{"k": text}, {"k": text}]
    assert [{"k": expected}] * 2 == shaped(rows, Codes(of, ("k",)))


@pytest.mark.parametrize(
    ("step", "value", "name"),
    [
        (Unwrap(), 5, "unwrap"),
        (Unwrap(), {"a": 1, "b": 2}, "unwrap"),
        (Rows(columns=AB), {"a": 1}, "rows"),
        (Rows(columns=AB), [1], "rows"),
        (Rows(header=True), [1, 2], "rows"),
        (Rows(names=("n",), cells=("c",)), [[1]], "rows"),
        (Rows(names=("n",), cells=("c",)), {"c": [[1]]}, "rows"),
        (Entries("k"), "x", "entries"),
        (Unpivot(keep=AB), "x", "unpivot"),
        (Pivot(AB, "p", "v"), 5, "pivot"),
        (Parse("csv"), 5, "parse"),
        (Parse("json"), "{", "parse"),
        (Join(("lost",), "w"), [{}], "join"),
        (Join(("labels",), "w"), "x", "join"),
        (Codes({"a": ("lost",)}), "1", "codes"),
        (Zip(), {"a": [1], "b": [1, 2]}, "zip"),
        (Zip(), {"a": 1}, "zip"),
        (Zip(), [[1]], "zip"),
        (Flatten(("i",)), "x", "flatten"),
        (Echo({"k": Word("a")}), "x", "echo"),
    ],
)
def test_a_misfit_of_the_whole_names_its_step(
    step: Shaper, value: object, name: str
) -> None:
    """A step that cannot work on the answer says which and where, and quotes nothing."""
    with pytest.raises(UpstreamBadBody) as raised:
        shaped(value, OneOrMany(("none",)), step)
    assert f"Shape step 2 ({name}) does not suit the answer: " in raised.value.message
    assert Sent.YES is raised.value.sent
