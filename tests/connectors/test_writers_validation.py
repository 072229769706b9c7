"""Rules of arguments: gateway/connectors/writers/validation.py."""

import pytest

from gateway.config.model import Argument, InputDef
from gateway.config.place import Word
from gateway.config.typeref import TypeRef, parse_type
from gateway.connectors.writers import compile_validation


def argument(name: str, kind: str, **rules: object) -> Argument:
    ref = parse_type(kind)
    assert isinstance(ref, TypeRef)
    return Argument(Word(name), ref, **rules)  # type: ignore[arg-type] # a table of rules


def judge(value: object, kind: str, **rules: object) -> str | None:
    return compile_validation(argument("x", kind, **rules))(value)


@pytest.mark.parametrize(
    ("kind", "value", "rules"),
    [
        ("ID", "BE 1234 XY", {"pattern": Word("[A-Z]{1,2} ?[0-9]{1,4} ?[A-Z]{0,3}")}),
        ("ID!", None, {"pattern": Word("x")}),
        ("Int", 5, {"min": Word("5"), "max": Word("5")}),
        ("Float", 7.54, {"min": Word("7.54")}),
        ("Decimal", "1.50", {"max": Word("1.5")}),
        ("Date", "2024-01-01", {"min": Word("2024-01-01"), "max": Word("2024-12-31")}),
        (
            "DateTime",
            "2024-01-01T00:00:00Z",
            {"min": Word("2024-01-01T07:00:00+07:00")},
        ),
        ("String", "abc", {"length": (3, 3)}),
        ("String", "abc", {"length": (0, None)}),
        ("[Int!]", [1, 2], {"length": (1, 2), "max": Word("2")}),
        ("[[Int]]", [[1, None], []], {"max": Word("2")}),
        ("ID", "a", {"enum": (Word("a"), Word("b"))}),
        ("Int", 1, {"enum": (Word("1"),)}),
        ("JSON", {"a": 1}, {}),
    ],
    ids=repr,
)
def test_kept(kind: str, value: object, rules: dict[str, object]) -> None:
    """A value that keeps the rules has no reason against it; null breaks none."""
    assert judge(value, kind, **rules) is None


@pytest.mark.parametrize(
    ("expected", "kind", "value", "rules"),
    [
        (
            "does not have the required form",
            "ID",
            "BE 1234 XY; DROP",
            {"pattern": Word("[A-Z]+ ?[0-9]+ ?[A-Z]*")},
        ),
        ("does not have the required form", "ID", "", {"pattern": Word("x+")}),
        ("must be at least 5", "Int", 4, {"min": Word("5")}),
        ("must be at most 5", "Int", 6, {"max": Word("5")}),
        (
            "must be at most 2024-12-31",
            "Date",
            "2025-01-01",
            {"max": Word("2024-12-31")},
        ),
        ("must have at least 3 characters", "String", "ab", {"length": (3, None)}),
        ("must have at most 3 characters", "String", "abcd", {"length": (0, 3)}),
        ("must have at most 1 elements", "[ID!]", ["a", "b"], {"length": (0, 1)}),
        ("must have at least 1 elements", "[ID!]", [], {"length": (1, None)}),
        ("must be at most 2", "[Int!]", [1, 3], {"max": Word("2")}),
        ("must be at most 2", "[[Int]]", [[1], [3]], {"max": Word("2")}),
        ("must be at most 2", "[Int!]", 3, {"max": Word("2")}),
        (
            "does not have the required form",
            "String",
            "a" * 100_000,
            {"pattern": Word(r"\w+")},
        ),
        ("is not an allowed value", "ID", "c", {"enum": (Word("a"),)}),
        ("is not an allowed value", "[ID!]", ["a", "c"], {"enum": (Word("a"),)}),
    ],
    ids=repr,
)
def test_broken(
    expected: str, kind: str, value: object, rules: dict[str, object]
) -> None:
    """A broken rule is told in English, without the value."""
    assert expected == judge(value, kind, **rules)


INPUTS = {
    Word("Pelapor"): InputDef(
        Word("Pelapor"),
        {
            Word("nama"): argument("nama", "String!", length=(3, None)),
            Word("kontak"): argument("kontak", "[Kontak!]"),
            Word("atasan"): argument("atasan", "Pelapor"),
        },
    ),
    Word("Kontak"): InputDef(
        Word("Kontak"),
        {Word("surel"): argument("surel", "String", pattern=Word(".+@.+"))},
    ),
}


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        (None, {"nama": "Siti"}),
        (None, {"nama": "Siti", "kontak": [{"surel": "a@b"}, {}], "atasan": None}),
        ("nama: must have at least 3 characters", {"nama": "S"}),
        (
            "kontak: surel: does not have the required form",
            {"nama": "Siti", "kontak": [{"surel": "a"}]},
        ),
        (
            "atasan: atasan: nama: must have at least 3 characters",
            {"atasan": {"atasan": {"nama": ""}}},
        ),
        (None, "bukan objek"),
    ],
    ids=repr,
)
def test_input_object(expected: str | None, value: object) -> None:
    """Rules of an input object's fields hold at any depth, and name the path."""
    assert expected == compile_validation(argument("x", "Pelapor"), INPUTS)(value)


@pytest.mark.parametrize(
    ("expected", "kind", "rules"),
    [
        ("bukan ekspresi reguler", "ID", {"pattern": Word("(")}),
        ("batas min atau max bukan nilai Int yang sah", "Int", {"min": Word("x")}),
        ("batas min atau max bukan nilai DateTime", "DateTime", {"max": Word("x")}),
    ],
)
def test_bad_rules(expected: str, kind: str, rules: dict[str, object]) -> None:
    """A wrong rule cannot be compiled, and says why in Indonesian."""
    with pytest.raises(ValueError, match=expected):
        compile_validation(argument("x", kind, **rules))
