"""Labels: rows and keys meet as texts."""

import pytest

from gateway.connectors.labels import as_text, item_as_text, shares
from gateway.connectors.value import BadValue


@pytest.mark.parametrize("raw", ["1801", " 1801\n", 1801, 1801.0], ids=repr)
def test_numbers_and_texts_are_one_key(raw: object) -> None:
    """1801 is "1801", spaces around it or not; a row's item as a value alone."""
    assert "1801" == as_text(lambda value: value)(raw)
    assert "1801" == item_as_text("kd")({"kd": raw})


@pytest.mark.parametrize("raw", [None, {}, [], float("nan"), 2.0**60], ids=repr)
def test_what_is_no_single_value_has_no_label(raw: object) -> None:
    """Null, objects, lists and numbers that are not exact are no keys."""
    assert as_text(lambda value: value)(raw) is None
    assert item_as_text("kd")({"kd": raw}) is None


@pytest.mark.parametrize("row", [{}, None, "kd", 3, [], [{}]], ids=repr)
def test_a_row_without_the_item_has_no_label(row: object) -> None:
    """A row may lack the item, or be no object at all."""
    assert item_as_text("kd")(row) is None


def test_a_bad_value_has_no_label() -> None:
    """A key that cannot be read matches nothing."""

    def refuse(_value: object) -> object:
        raise BadValue("x")

    assert as_text(refuse)("1801") is None


TEXTS = ["1801", "1802", "0", "1", "2", "true", "01"]


@pytest.mark.parametrize("item", ["kd", None])
@pytest.mark.parametrize(
    "raw",
    [
        "1801",
        " 1802 ",
        1801,
        1802.0,
        2,
        1,
        0,
        True,
        False,
        "01",
        None,
        {},
        [],
        1.5,
        "x",
    ],
    ids=repr,
)
def test_a_row_is_shared_out_by_its_label(raw: object, item: str | None) -> None:
    """Whether found by its plain item or by its label, a row goes to the same key."""
    label = item_as_text("kd")
    row = {"kd": raw}
    found = shares(TEXTS, [row], label, item)
    assert {text: [row] if text == label(row) else [] for text in TEXTS} == found


@pytest.mark.parametrize("odd", [{}, None, "kd", 3, []], ids=repr)
def test_one_odd_row_among_many(odd: object) -> None:
    """A row that lacks the item goes to no key; the others keep their order."""
    rows = [{"kd": "1801", "n": 1}, odd, {"kd": 1801, "n": 2}]
    found = shares(["1801"], rows, item_as_text("kd"), "kd")
    assert {"1801": [rows[0], rows[2]]} == found
