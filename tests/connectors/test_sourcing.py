"""Where a raw value stands: sourcing.py."""

import pytest

from gateway.connectors.sourcing import dated, first_of, parted, without
from gateway.connectors.value import BadValue

YMD = (("y",), ("m",), ("d",))


@pytest.mark.parametrize(
    ("expected", "row"),
    [
        ("b", {"a": None, "b": "b"}),
        ("b", {"a": "-", "b": "b"}),
        ("b", {"a": "  ", "b": "b"}),
        ("a", {"a": "a", "b": "b"}),
        ({}, {"a": {}, "b": "b"}),
        ("-", {"a": "-", "b": None}),
        ("-", {"a": "-", "b": "N/A"}),
        (None, {}),
    ],
)
def test_first(expected: object, row: object) -> None:
    """A path that holds a null token is passed over, unless there is no better."""
    get = first_of((("a",), ("b",)), ("-", "N/A"), blank=True, single=True)
    assert expected == get(row)


def test_first_with_blanks() -> None:
    """Where blank is a value it is taken."""
    get = first_of((("a",), ("b",)), (), blank=False, single=True)
    assert "" == get({"a": "", "b": "b"})


def test_first_without_an_object() -> None:
    """PHP's empty object is none, so the next path is taken; a list's own is a list."""
    paths = (("a", "x"), ("b",))
    row = {"a": [], "b": "b"}
    assert "b" == first_of(paths, (), blank=True, single=True)(row)
    assert [] == first_of(paths, (), blank=True, single=False)(row)


@pytest.mark.parametrize(
    ("expected", "row"),
    [
        ("1963-02-18", {"y": "1963", "m": "02", "d": "18"}),
        ("1963-02", {"y": 1963, "m": 2}),
        ("1963-03", {"y": "1963", "m": "Maret", "d": "00"}),
        ("1963", {"y": "1963", "m": "", "d": "18"}),
        (None, {"y": "0000", "m": "02"}),
        (None, {}),
    ],
)
def test_date_in_parts(expected: str | None, row: object) -> None:
    """A date is as precise as its parts; without a year there is none."""
    assert expected == dated(YMD, whole=False)(row)


def test_whole_date_in_parts() -> None:
    """Where a whole date is wanted a part of one is null."""
    get = dated(YMD, whole=True)
    assert "1963-02-18" == get({"y": 1963, "m": 2, "d": 18})
    assert get({"y": 1963, "m": 2}) is None


@pytest.mark.parametrize(
    "row",
    [{"y": "x"}, {"y": {}}, {"y": 1, "m": "Foo"}, {"y": 1, "m": 123}, {"y": "12345"}],
)
def test_no_date_in_parts(row: object) -> None:
    """What is no number is a bad value."""
    with pytest.raises(BadValue):
        dated(YMD, whole=False)(row)


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        (["a", "b", "c"], "a; b, c"),
        (["a"], "a;;"),
        ([], ";"),
        (["a", "b", None], ["a;b", None]),
        (["7"], 7),
        ([{}], {}),
        (None, None),
    ],
    ids=repr,
)
def test_parted(expected: object, value: object) -> None:
    """A text is parted at its separators; its items are trimmed and none is empty."""
    assert expected == parted(lambda row: row, (";", ","))(value)


@pytest.mark.parametrize("value", ["x" * 2_000_001, "," * 100_001])
def test_parted_is_bounded(value: str) -> None:
    """Too long a list in one text is a bad value."""
    with pytest.raises(BadValue):
        parted(lambda row: row, (",",))(value)


@pytest.mark.parametrize(
    ("expected", "value", "single"),
    [
        (None, "", True),
        (None, [], True),
        (None, "-", True),
        (None, " ", False),
        ([], [], False),
        ({}, {}, True),
        ([1], [1], True),
        ("x", "x", True),
        (None, None, True),
    ],
)
def test_without(expected: object, value: object, *, single: bool) -> None:
    """No object, as PHP writes it, and no list are null."""
    assert expected == without(lambda row: row, ("-",), single=single)(value)
