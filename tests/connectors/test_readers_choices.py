"""Reading booleans and enums: gateway/connectors/readers/choices.py."""

import pytest

from gateway.config.model import EnumDef, EnumValue, Reader, Table
from gateway.config.place import Word
from gateway.connectors.readers import BadValue, compile_reader

STATUS = EnumDef(
    Word("Status"),
    {Word(n): EnumValue(Word(n)) for n in ("DITERIMA", "SEDANG_DIPROSES", "selesai")},
)


@pytest.mark.parametrize(
    "value", [True, 1, "1", "true", "TRUE", "Ya", "y", " t ", "yes", 1.0], ids=repr
)
def test_true(value: object) -> None:
    """The usual words and numbers for yes."""
    assert compile_reader("Boolean", Reader(), {})(value) is True


@pytest.mark.parametrize(
    "value", [False, 0, "0", "false", "Tidak", "N", "f", "no", "tdk"], ids=repr
)
def test_false(value: object) -> None:
    """The usual words and numbers for no."""
    assert compile_reader("Boolean", Reader(), {})(value) is False


@pytest.mark.parametrize("value", [2, "aktif", {}, []], ids=repr)
def test_not_boolean(value: object) -> None:
    """Anything else is a bad value."""
    with pytest.raises(BadValue, match="not a boolean"):
        compile_reader("Boolean", Reader(), {})(value)


def test_a_t_is_yes_or_no() -> None:
    """A capital T, true or tidak, is nothing until it is said which; a small one is PostgreSQL's."""
    read = compile_reader("Boolean", Reader(true=(Word("Y"),)), {})
    with pytest.raises(BadValue, match="a T may be yes or no"):
        read(" T ")
    assert read("t") is True

    either = Word("T")
    assert compile_reader("Boolean", Reader(false=(either,)), {})("T") is False
    assert compile_reader("Boolean", Reader(true=(either,)), {})("T") is True


def test_vocabulary() -> None:
    """Stated words come before the usual ones, which still hold."""
    reader = Reader(true=(Word("Aktif"), Word("0")), false=(Word("mati"),))
    read = compile_reader("Boolean", reader, {})
    assert [True, False, True, True, False] == [
        read(value) for value in ("AKTIF", "Mati ", 0, True, "tidak")
    ]


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ("DITERIMA", "DITERIMA"),
        ("DITERIMA", "diterima "),
        ("SEDANG_DIPROSES", "Sedang diproses"),
        ("SEDANG_DIPROSES", "sedang-diproses"),
        ("selesai", "selesai"),
        ("selesai", "SELESAI"),
        (None, "-"),
        (None, ""),
    ],
)
def test_enum(expected: str | None, value: object) -> None:
    """An enum's value is known in any case, with blanks or dashes for `_`."""
    assert expected == compile_reader("Status", Reader(), {}, STATUS)(value)


@pytest.mark.parametrize("value", ["DITOLAK", 5, {}], ids=repr)
def test_not_in_enum(value: object) -> None:
    """Anything else is a bad value."""
    with pytest.raises(BadValue, match="not a value of its enum"):
        compile_reader("Status", Reader(), {}, STATUS)(value)


def test_enum_by_table() -> None:
    """A table gives the enum's value of a code, a number's too."""
    table = Table(
        Word("status"), {"1": "DITERIMA", "finished": "selesai"}, "SEDANG_DIPROSES"
    )
    read = compile_reader(
        "Status", Reader(map=Word("status")), {Word("status"): table}, STATUS
    )
    expected = ["DITERIMA", "DITERIMA", "selesai", "SEDANG_DIPROSES"]
    assert expected == [read(value) for value in (1, "1 ", "finished", "apa saja")]
