"""Reading numbers: gateway/connectors/readers/{numbers,numerals}.py."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from gateway.config.model import Reader
from gateway.config.place import Word
from gateway.connectors.readers import BadValue, compile_reader, problem_in_reader

KM = Reader(unit=((Word("km"), None), (Word("kilometer"), None)))

PLAIN = Reader()


def read(leaf: str, value: object, reader: Reader = PLAIN) -> object:
    return compile_reader(leaf, reader, {})(value)


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        (1250000, "Rp1.250.000"),
        (1250000, "Rp 1.250.000,-"),
        (1250000, "Rp. 1.250.000,00"),
        (1250000, "1,250,000.00"),
        (1250000, "rp 1.250.000"),
        (1250000, "IDR 1250000"),
        (-100, "-Rp100"),
        (-100, "Rp-100"),
        (-100, "- Rp 100"),
        (-100, "\u2212100"),
        (100, "+100"),
        (50, "Rp\u00a050"),
        (0, "Rp0"),
        (3_800_000, "3,8 Jt"),
        (3_800_000, "3.8 juta"),
        (176_300_000, "176,3 Jt"),
        (1_250_000, "1,250 Jt"),
        (1_250_000_000, "1.250 Jt"),
        (1_200_000_000, "1,2 M"),
        (2_000_000_000_000, "Rp2 T"),
        (2_000_000_000_000, "2 triliun"),
        (9_000_000_000, "9 miliar"),
        (9_000_000_000, "9 Milyar"),
        (500_000, "500 rb"),
        (1250, "1.250"),
        (1250, "1,250"),
        (1250, "Rp1,250"),
        (1250, "1250"),
        (7, "007"),
        (25900, 25900),
        (25900, 25900.0),
        (25900, "25900.00"),
        (2**63 - 1, 2**63 - 1),
        (-(2**63), str(-(2**63))),
        (None, "-"),
        (None, ""),
        (None, " N/A "),
    ],
    ids=repr,
)
def test_rupiah(expected: int | None, value: object) -> None:
    """Money is read exactly, however it is written."""
    assert expected == read("Rupiah", value)


@pytest.mark.parametrize(
    "value",
    [
        True,
        12.5,
        "12.50",
        "1.25.0",
        "1.2500",
        "-Rp-100",
        "Rp",
        "seratus",
        "5 m",
        "5 xyz",
        "1,2,3.4,5",
        "9" * 41,
        "9" * 101,
        "1" + ".000" * 20,
        "1e999",
        "1e41",
        2**63,
        str(2**63),
        1e300,
        float("nan"),
        {},
        [1],
    ],
    ids=repr,
)
def test_bad_rupiah(value: object) -> None:
    """What is not a whole number of 64 bits is a bad value, and never quoted."""
    with pytest.raises(BadValue, match=r"^(not )?a (whole )?number") as caught:
        read("Rupiah", value)
    assert not isinstance(value, str) or value not in str(caught.value)


def test_int_range() -> None:
    """An Int has 32 bits."""
    assert 2**31 - 1 == read("Int", 2**31 - 1)
    assert -(2**31) == read("Int", str(-(2**31)))
    for value in (2**31, str(2**31), -(2**31) - 1):
        with pytest.raises(BadValue, match="out of range"):
            read("Int", value)


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        (7.54, "7.54"),
        (7.54, 7.54),
        (5.0, 5),
        (-7.5, "-7,5"),
        (0.25, "0,250"),
        (0.5, ".5"),
        (1.25, "1.250"),
        (1250.0, "1,250"),
        (1250.0, "Rp1.250"),
        (1250000.5, "1.250.000,50"),
        (1250000.5, "1,250,000.50"),
        (3.5, "3,5%"),
        (3.5, "3.5 %"),
        (100000.0, "1e5"),
        (1500.0, "1.5E+3"),
        (43.59893375, "43.59893375"),
        (1.0, "1.0000000000000000000"),
    ],
    ids=repr,
)
def test_float(expected: float, value: object) -> None:
    """A lone point is a decimal point, unless the text tells otherwise."""
    result = read("Float", value)
    assert expected == result
    assert isinstance(result, float)


@pytest.mark.parametrize(
    "value",
    [float("inf"), float("nan"), 10**400, False, "NaN", "Infinity", "١٢"],
    ids=repr,
)
def test_bad_float(value: object) -> None:
    """NaN, infinities, booleans and other digits are no numbers."""
    with pytest.raises(BadValue):
        read("Float", value)


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ("1250000.50", "1.250.000,50"),
        ("7.50", "7.50"),
        ("7.5", 7.5),
        ("0", "-0"),
        ("12", 12),
        ("0.1", 0.1),
        ("1.250", "1.250"),
        ("3800000", "3,8 Jt"),
        ("9" * 40, "9" * 40),
    ],
    ids=repr,
)
def test_decimal(expected: str, value: object) -> None:
    """A Decimal keeps every digit, as text without an exponent."""
    assert expected == read("Decimal", value)


def test_huge_decimal() -> None:
    """A number of a thousand digits is not written out."""
    with pytest.raises(BadValue, match="out of range"):
        read("Decimal", 1e300)


@pytest.mark.parametrize(
    ("expected", "notation", "value"),
    [
        (1250.0, "id", "1.250"),
        (1.25, "id", "1,250"),
        (1.5, "id", "1,5"),
        (1.25, "en", "1.250"),
        (1250.0, "en", "1,250"),
        (7.0, "id", 7),
    ],
    ids=repr,
)
def test_notation(expected: float, notation: str, value: object) -> None:
    """A stated notation decides."""
    assert expected == read("Float", value, Reader(notation=Word(notation)))


@pytest.mark.parametrize(
    ("notation", "value"), [("id", "7.54"), ("en", "7,54"), ("id", "1,250.00")]
)
def test_other_notation(notation: str, value: str) -> None:
    """A number in the other notation is a bad value, not another number."""
    with pytest.raises(BadValue):
        read("Float", value, Reader(notation=Word(notation)))


@pytest.mark.parametrize(
    "text", ["10 km", "10km", "10 KM", "10 kilometer", "km 10", "10", " 10 km "]
)
def test_unit(text: str) -> None:
    """A stated unit is stripped, in any case, before or after the number."""
    assert 10.0 == read("Float", text, KM)


def test_other_unit() -> None:
    """Another unit is a bad value."""
    with pytest.raises(BadValue):
        read("Float", "10 mil", KM)


@pytest.mark.parametrize(
    ("expected", "leaf", "times", "value"),
    [
        (3000, "Int", "1000", "3"),
        (3_500, "Int", "1000", 3.5),
        (0.035, "Float", "0.01", "3,5%"),
        ("0.035", "Decimal", "0.01", "3.5"),
    ],
)
def test_times(expected: object, leaf: str, times: str, value: object) -> None:
    """A factor is applied exactly."""
    assert expected == read(leaf, value, Reader(times=Word(times)))


@pytest.mark.parametrize("times", ["x", "NaN", "1e99"])
def test_bad_times(times: str) -> None:
    """A factor that is no decimal number is told at load, in Indonesian."""
    reason = problem_in_reader("Int", Reader(times=Word(times)))
    assert f"times `{times}` bukan bilangan desimal" == reason


def test_bad_notation() -> None:
    """An unknown notation is told at load, in Indonesian."""
    reason = problem_in_reader("Int", Reader(notation=Word("fr")))
    assert "notation `fr` tidak dikenal; pakai `id` atau `en`" == reason


@given(st.integers(min_value=-(2**63), max_value=2**63 - 1))
def test_written_by_agencies(number: int) -> None:
    """Every 64-bit number survives every usual spelling."""
    id_text = f"{number:,}".replace(",", ".")
    for text in (str(number), f"{number:,}", id_text, f"{id_text},00", f"Rp {id_text}"):
        assert number == read("Long", text)


@given(
    st.decimals(
        allow_nan=False,
        allow_infinity=False,
        places=2,
        min_value=-(10**12),
        max_value=10**12,
    )
)
def test_decimals_in_both_notations(number: Decimal) -> None:
    """A decimal with two places is the same in both notations."""
    en = f"{number:,.2f}"
    id_text = en.translate(str.maketrans(",.", ".,"))
    assert number == Decimal(str(read("Decimal", en)))
    assert number == Decimal(str(read("Decimal", id_text)))


@given(st.text(alphabet="0123456789.,-+RpJtMrb% eE", max_size=30))
def test_never_surprises(text: str) -> None:
    """Any text is a finite number, null, or a bad value."""
    try:
        value = read("Float", text)
    except BadValue:
        return
    assert value is None or (isinstance(value, float) and abs(value) < 1e90)
