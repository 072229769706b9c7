"""Selections: the same text for equal needs, and what a reading needs of a row."""

import pytest

from gateway.config.expressions import Anything, leading, needed
from gateway.config.graphql import Aliased
from gateway.config.model import Reading
from gateway.config.place import Word
from gateway.config.steps import Path, Pick
from gateway.connectors.selecting import Wanted


def test_order() -> None:
    """The order in which fields are wanted is not that of the text."""
    one, other = Wanted(), Wanted()
    for path in (("b",), ("a", "c"), ("a", 0, "b")):
        one.leaf(path)
    for path in (("a", "b"), ("b",), ("a", "c")):
        other.leaf(path)
    assert "a{b c}b" == one.text() == other.text()


def test_an_element_told_by_what_it_holds() -> None:
    """What tells an element is wanted beside what is wanted of it."""
    wanted = Wanted()
    wanted.leaf(("tags", Pick(("kind", "code"), "x"), "label"))
    assert "tags{kind{code}label}" == wanted.text()


def test_nothing() -> None:
    """Of an object of which nothing is wanted its type's name is: it has no less."""
    wanted = Wanted()
    assert ("__typename", False) == (wanted.text(), bool(wanted))
    wanted.down(("a",))
    assert ("a{__typename}", True) == (wanted.text(), bool(wanted))


def test_cases_and_aliases() -> None:
    """A case is an inline fragment, a field with arguments has an alias."""
    wanted = Wanted()
    wanted.leaf((Aliased("idr", "idr:price(currency:IDR)"), "amount"))
    wanted.on("B").leaf(("x",))
    wanted.on("A")
    wanted.leaf(("z",))
    text = "idr:price(currency:IDR){amount}z ...on A{__typename}...on B{x}"
    assert text == wanted.text()


@pytest.mark.parametrize(
    ("expression", "paths", "ends"),
    [
        ("a.b", [("a",), ("a", "b")], [("a", "b")]),
        ("a[0].b", [("a",), ("a", "b")], [("a", "b")]),
        (
            "a[?k=='x'].v | [0]",
            [("a",), ("a", "k"), ("a", "v")],
            [("a", "v")],
        ),
        ("a || b", [("a",), ("b",)], [("a",), ("b",)]),
        ("sort_by(a, &b)[].c", [("a",), ("a", "b"), ("a", "c")], [("a", "c")]),
        ("{x: a, y: b.c}", [("a",), ("b",), ("b", "c")], []),
        ("a.[b, c]", [("a",), ("a", "b"), ("a", "c")], []),
        ("length(@)", [], [()]),
        ("`1`", [], []),
    ],
)
def test_expressions(expression: str, paths: list[Path], ends: list[Path]) -> None:
    """The paths that a JMESPath expression goes are known before any row is."""
    reading = Reading(jmespath=Word(expression))
    assert (paths, ends) == (list(needed(reading)), list(leading(reading)))


def test_every_field() -> None:
    """An expression for all fields names none."""
    with pytest.raises(Anything):
        needed(Reading(jmespath=Word("a.*")))


def test_other_readings() -> None:
    """Paths, dates and templates need what they name; a constant needs nothing."""
    assert (("a",), ("b", "c")) == needed(Reading(paths=(("a",), ("b", "c"))))
    assert (("y",), ("m",)) == needed(Reading(date=(("y",), ("m",))))
    assert (("a",), ("b", "c")) == needed(Reading(template=Word("{a} {b.c}")))
    assert () == needed(Reading(value=Word("x")))
