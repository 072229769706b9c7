"""What makes the values of a selection's fields: gateway/execution/field_values.py."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest

from gateway.config.typeref import TypeRef
from gateway.connectors.answer import Answer
from gateway.execution.failure import Origin, flat
from gateway.execution.field_values import FieldValues, denied, source_of
from gateway.execution.plan import Denied, Embedded, Leaf, Shown, Source
from gateway.execution.values import BROKEN, Run, Value
from tests.execution.selections import Selected, selected

ALL = """
__typename isbn judul harga bahasa kata sampul { warna } rak { nama } lain { nama } pemilik tebal
"""


@pytest.fixture
async def found() -> AsyncGenerator[Selected]:
    """Plan every field of a book."""
    async with selected(ALL) as one:
        yield one


@pytest.fixture
async def values(found: Selected) -> FieldValues:
    """Make what makes their values."""
    return FieldValues(found.projector, found.selection, Origin(()))


def made(value: Value, raw: object) -> tuple[Any, list[str]]:
    """Return what a function makes of a raw value, and the codes of its errors."""
    run = Run([])
    shown = value(raw, None, "x", run)
    assert all(["x"] == flat(one.path)[:1] for one in run.errors)
    return shown, [one.error.code for one in run.errors]


async def test_plain_items(found: Selected, values: FieldValues) -> None:
    """An item is read in line where it is the value, or a link's one key; nothing else is."""
    items = {one.shown.name: values.item(one) for one in found.selection.fields}
    assert {"isbn": "isbn", "judul": "j", "harga": "harga", "rak": "kd_rak"} == {
        name: item for name, item in items.items() if item is not None
    }
    assert 11 == len(items)


@pytest.mark.parametrize(
    ("name", "row", "value", "codes"),
    [
        ("judul", {"j": "Satu"}, "Satu", []),
        ("harga", {"harga": None}, BROKEN, ["UPSTREAM_BAD_VALUE"]),
        ("bahasa", {"x": {}, "bhs": "id"}, "id", []),
        ("kata", {"kata": ["a", 1]}, ["a", "1"], []),
        ("kata", {"kata": ["a", None]}, None, ["UPSTREAM_BAD_VALUE"]),
        ("sampul", {"sampul": {"warna": "biru"}}, {"warna": "biru"}, []),
        ("sampul", {"sampul": 3}, None, ["UPSTREAM_BAD_VALUE"]),
        ("tebal", None, None, []),
        ("tebal", Answer({"tebal": "12"}, 0, 0.0), 12, []),
    ],
)
async def test_values(
    found: Selected,
    values: FieldValues,
    name: str,
    row: object,
    value: object,
    codes: list[str],
) -> None:
    """A value is found in its row, or in the answer that completes it, and read as its type."""
    field = found.field(name)
    assert isinstance(field, Leaf | Embedded)
    assert (value, codes) == made(values.value(field), row)


async def test_a_row_that_is_no_object(values: FieldValues) -> None:
    """Nothing where a row is expected is no row; anything else is a bad one."""
    assert (None, []) == made(values.not_object(), [])
    assert (BROKEN, ["UPSTREAM_BAD_VALUE"]) == made(values.not_object(), 3)


async def test_completing(found: Selected, values: FieldValues) -> None:
    """A row is completed by its key; where that cannot be read nothing completes it."""
    (completion,) = found.selection.completions
    key = values.completing(completion)
    assert ("7", None) == (key({"isbn": 7}), key({"isbn": {}}))


async def test_personal_data(found: Selected) -> None:
    """Whoever is not logged in is told so where the data would be."""
    field = found.field("pemilik")
    assert isinstance(field, Denied)
    assert (BROKEN, ["UNAUTHENTICATED"]) == made(denied(field), None)


def test_sources() -> None:
    """A connector is shown by its name, or by the fields that were asked for."""
    texts = {"konektor": "a", "opd": "Dinas A"}
    shown = Shown("sumber", "sumber", TypeRef("String"), ())
    assert "a" == source_of(Source(shown, texts, None))
    fields = (
        Shown("x", "opd", shown.type, ()),
        Shown("t", "__typename", shown.type, ()),
    )
    assert {"x": "Dinas A", "t": "Sumber"} == source_of(Source(shown, texts, fields))
