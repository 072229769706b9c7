"""Labels: rows and keys meet as texts."""

import pytest

from gateway.connectors.labels import as_text, each, item_as_text, items_as_text
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


@pytest.mark.parametrize(
    "column",
    [
        ["1801", " 1802 ", "1801"],
        [1801, "1802", 1801],
        [1801, 1801.0, True, 1],
        [None, "1801", {}, []],
        [],
    ],
    ids=repr,
)
def test_many_rows_are_labelled_as_each_would_be(column: list[object]) -> None:
    """All at once, or one by one: the labels are the same."""
    rows = [{"kd": value} for value in column]
    label = item_as_text("kd")
    assert each(label)(rows) == items_as_text("kd", label)(rows)


@pytest.mark.parametrize("odd", [{}, None, "kd", 3, []], ids=repr)
def test_one_odd_row_among_many(odd: object) -> None:
    """A row that lacks the item has no label; the others keep theirs."""
    rows = [{"kd": "1801"}, odd, {"kd": 1802}]
    assert ["1801", None, "1802"] == items_as_text("kd", item_as_text("kd"))(rows)
