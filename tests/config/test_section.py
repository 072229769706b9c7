"""Sections: typed access to what was read."""

from gateway.config.place import Place, Word
from gateway.config.section import EMPTY, Section

AT = Place("c.yaml", 1, 1)
GROUP = (frozenset({"from", "value"}),)


def test_values_are_asked_for_by_class() -> None:
    """A value of another class counts as not stated."""
    section = Section(AT, {"a": 5, "b": True}, {"a": Place("c.yaml", 2, 2)})

    assert 5 == section.get("a", int)
    assert section.get("a", str) is None
    assert (True, False, True) == (
        section.flag("b"),
        section.flag("c"),
        section.flag("c", default=True),
    )
    assert ("c.yaml:2:2", "c.yaml:1:1") == (
        str(section.spot("a")),
        str(section.spot("b")),
    )
    assert ((), {}, {}) == (EMPTY.words("x"), EMPTY.sections("x"), EMPTY.named("x"))


def test_a_section_over_another() -> None:
    """The upper one wins; stating one of a group drops the lower one's others."""
    base = Section(AT, {"from": 1, "format": 2, "about": 3}, {})
    upper = Section(AT, {"value": Word("x"), "about": 4}, {})

    assert {"value": "x", "format": 2, "about": 4} == upper.over(base, GROUP).values
    assert base.values == EMPTY.over(base, GROUP).values
