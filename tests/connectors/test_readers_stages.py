"""Nulls, patterns, tables and their order: readers/{stages,compiler}.py."""

import pytest

from gateway.config.model import EnumDef, EnumValue, Reader, Table
from gateway.config.place import Word
from gateway.connectors.readers import (
    BadValue,
    compile_constant,
    compile_reader,
    passes,
    problem_in_reader,
)

WILAYAH = Table(Word("wilayah"), {"1801": "18.04", "1802": "18.06"})
TABLES = {Word("wilayah"): WILAYAH}
WARNA = EnumDef(Word("Warna"), {Word("MERAH"): EnumValue(Word("MERAH"))})


@pytest.mark.parametrize(
    "token",
    [
        "",
        " ",
        "-",
        "--",
        "NA",
        "N/A",
        "#N/A",
        "null",
        "NULL",
        "0000-00-00",
        "0000-00-00 00:00:00",
    ],
)
def test_default_nulls(token: str) -> None:
    """The usual tokens are null for what is not text, and text for what is."""
    for leaf in ("Int", "Float", "Date", "Boolean", "Decimal"):
        assert compile_reader(leaf, Reader(), {})(token) is None
    assert token == compile_reader("String", Reader(), {})(token)


def test_stated_nulls() -> None:
    """Stated tokens replace the usual ones, and match numbers and any leaf."""
    reader = Reader(nulls=(Word("0"), Word("999999"), Word("tidak ada")))
    read = compile_reader("Int", reader, {})
    assert [None, None, None, 5] == [read(v) for v in (0, "0", 999999, 5)]
    with pytest.raises(BadValue):
        read("-")
    with pytest.raises(BadValue):
        read({})
    assert compile_reader("String", reader, {})(" tidak ada ") is None


def test_pattern() -> None:
    """The first group of a match is read; null tokens count before and after."""
    reader = Reader(pattern=((Word(r"(\d+|-) bed|(?:Bed )?(?P<penuh>Penuh)"), None),))
    read = compile_reader("Int", reader, {})
    values = ("Tersedia 19 bed kosong IGD", "NA", "- bed", "Bed Penuh")
    assert [19, None, None, None] == [read(value) for value in values]


@pytest.mark.parametrize("value", ["Tersedia", {}], ids=repr)
def test_no_match(value: object) -> None:
    """A text that does not match is a bad value."""
    with pytest.raises(BadValue, match="does not match its pattern"):
        compile_reader("Int", Reader(pattern=((Word(r"(\d+)"), None),)), {})(value)


@pytest.mark.parametrize(
    ("expected", "pattern"),
    [("bukan ekspresi reguler", "("), ("memerlukan satu kelompok", r"\d+")],
)
def test_bad_pattern(expected: str, pattern: str) -> None:
    """A wrong expression is told at load, in Indonesian."""
    reason = problem_in_reader("Status", Reader(pattern=((Word(pattern), None),)))
    assert expected in (reason or "")


def test_map() -> None:
    """A code becomes its table's value, and then the leaf; numbers are codes too."""
    reader = Reader(map=Word("wilayah"))
    assert "18.04" == compile_reader("ID", reader, TABLES)(1801)
    assert 18.06 == compile_reader("Float", reader, TABLES)(" 1802 ")


@pytest.mark.parametrize("value", ["9999", []], ids=repr)
def test_unknown_code(value: object) -> None:
    """A code that the table does not have, nor an `else` for it, is a bad value."""
    with pytest.raises(BadValue, match="code"):
        compile_reader("ID", Reader(map=Word("wilayah")), TABLES)(value)


def test_unknown_table() -> None:
    """A table that is not there cannot be compiled."""
    with pytest.raises(ValueError, match="tabel `x` tidak ada"):
        compile_reader("ID", Reader(map=Word("x")), TABLES)


def test_unknown_leaf() -> None:
    """A name that is neither a scalar nor an enum cannot be compiled."""
    with pytest.raises(ValueError, match="bukan skalar atau enum"):
        compile_reader("Wilayah", Reader(), {})


@pytest.mark.parametrize(
    ("expected", "leaf"),
    [
        (str, "String"),
        (str, "ID"),
        (bool, "Boolean"),
        (float, "Float"),
        (None, "Int"),
        (None, "Date"),
        (None, "JSON"),
    ],
)
def test_passes(expected: type | None, leaf: str) -> None:
    """Instances of that class are read as themselves."""
    assert expected is passes(leaf, Reader())
    for value in ("", "x", True, 1.5):
        if type(value) is expected:
            assert value == compile_reader(leaf, Reader(), {})(value)


def test_options_do_not_pass() -> None:
    """With any option every value is read."""
    assert passes("String", Reader(trim=True)) is None


def test_sound_reader() -> None:
    """A sound reader has no problem, whatever its table."""
    assert (
        problem_in_reader("Date", Reader(format=(Word("dd-MM-yyyy"),), map=Word("x")))
        is None
    )
    assert problem_in_reader("Status", Reader(pattern=((Word("(x)"), None),))) is None


@pytest.mark.parametrize(
    ("expected", "leaf", "text"),
    [
        (12, "Int", "12"),
        (True, "Boolean", "true"),
        ("-", "String", "-"),
        ("2024-01-05", "Date", "2024-01-05"),
        ({"a": 1}, "JSON", '{"a": 1}'),
        ("teks", "JSON", "teks"),
    ],
)
def test_constant(expected: object, leaf: str, text: str) -> None:
    """A constant is typed by its leaf."""
    assert expected == compile_constant(text, leaf)


def test_enum_constant() -> None:
    """A constant may be an enum's value."""
    assert "MERAH" == compile_constant("MERAH", "Warna", WARNA)


@pytest.mark.parametrize(
    ("leaf", "text"),
    [("Int", "dua"), ("Int", "-"), ("Boolean", "mungkin"), ("Date", "05-01-2024")],
)
def test_bad_constant(leaf: str, text: str) -> None:
    """A constant that its leaf refuses is told in Indonesian."""
    with pytest.raises(ValueError, match=f"`{text}` bukan nilai {leaf} yang sah"):
        compile_constant(text, leaf)
