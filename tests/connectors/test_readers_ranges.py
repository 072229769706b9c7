"""Ranges, units and rounding of numbers: readers/{ranges,numbers,numerals}.py."""

import pytest

from gateway.config.model import Reader
from gateway.config.place import Word
from gateway.connectors.readers import BadValue, compile_reader, problem_in_reader

METRES = ((Word("km"), Word("1000")), (Word("m"), Word("1")))


def ends(value: object, leaf: str = "Float") -> list[object]:
    readers = (Reader(part=Word(part), unit=METRES) for part in ("from", "to"))
    return [compile_reader(leaf, reader, {})(value) for reader in readers]


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ([500.0, 1000.0], "500 - 1000"),
        ([500.0, 1000.0], "500-1000"),
        ([500.0, 1000.0], "500\u20131000 m"),
        ([-5.0, -3.0], "-5 - -3"),
        ([1000.0, 2000.0], "1 - 2 km"),
        ([500.0, 1500.0], "500 m - 1,5 km"),
        ([100000.0, 200000.0], "Rp100.000,- s/d Rp200.000,-"),
        ([1.5e6, 2e6], "1,5 - 2 Jt"),
        ([500.0, 1e6], "500 - 1 Jt"),
        ([2.0, 4.0], "2 sampai dengan 4"),
        ([5.0, 7.0], "5..7"),
        ([None, 100.0], "< 100.0 m"),
        ([None, 100.0], "kurang dari 100"),
        ([None, 60.0], "60 ke bawah"),
        ([5.0, None], "> 5"),
        ([5.0, None], "\u2265 5"),
        ([60.0, None], "60+"),
        ([60.0, None], "60 ke atas"),
        ([7.0, 7.0], "7"),
        ([7.0, 7.0], 7),
        ([None, None], "-"),
    ],
    ids=repr,
)
def test_ends(expected: list[object], value: object) -> None:
    """A range gives either end, a number both, an open end null."""
    assert expected == ends(value)


def test_ends_of_money() -> None:
    """Whole numbers, times a factor, have ends too."""
    reader = Reader(part=Word("to"), times=Word("1000"))
    assert 7500 == compile_reader("Rupiah", reader, {})("5 - 7,5")


@pytest.mark.parametrize("value", ["a - b", "1 - x", "<", "", "1 - " + "9" * 100, {}])
def test_no_range(value: object) -> None:
    """What is no range is a bad value."""
    with pytest.raises(BadValue):
        ends(value or "x")


@pytest.mark.parametrize(
    ("expected", "leaf", "value", "reader"),
    [
        (13, "Int", "12,5", Reader(round=0)),
        (-13, "Int", -12.5, Reader(round=0)),
        (12.35, "Float", 12.345, Reader(round=2)),
        ("12.50", "Decimal", "12,5", Reader(round=2)),
        (0.125, "Float", "12,5%", Reader(times=Word("0.01"))),
        (1e300, "Float", 1e300, Reader(round=2)),
        (240.0, "Float", "4 jam", Reader(unit=((Word("jam"), Word("60")),))),
        (4.0, "Float", 4, Reader(unit=((Word("jam"), Word("60")),))),
        (-1000, "Int", "(1.000)", Reader()),
        (-1000, "Int", "(Rp 1.000)", Reader()),
        (500_000_000, "Rupiah", "Rp. 500.000.000,00", Reader()),
        (3_800_000, "Rupiah", "3,8 Jt", Reader()),
        (1_200_000_000, "Rupiah", "1,2 M", Reader()),
        (-100, "Int", "-Rp100", Reader()),
    ],
    ids=repr,
)
def test_numbers(expected: object, leaf: str, value: object, reader: Reader) -> None:
    """Numbers are rounded half away from zero, measured, and negative in brackets."""
    assert expected == compile_reader(leaf, reader, {})(value)


@pytest.mark.parametrize("value", ["()", "(-1)", "((1))", "(1", "(x)"])
def test_no_bracketed_number(value: str) -> None:
    """Brackets around what is no plain number do not make one."""
    with pytest.raises(BadValue):
        compile_reader("Int", Reader(), {})(value)


def test_bad_worth() -> None:
    """A unit worth what is no number is told at load."""
    reader = Reader(unit=((Word("km"), Word("seribu")),))
    assert "bukan bilangan desimal" in (problem_in_reader("Float", reader) or "")
