"""The reason of a null, for every way in which a value can be absent."""

from typing import Any

import pytest

from gateway.config.model import Config, FieldDef, Reader, Reading
from gateway.config.place import Word
from gateway.config.steps import Path, Pick
from gateway.config.typeref import TypeRef
from gateway.trial.absent import absent, unread


@pytest.mark.parametrize(
    ("path", "row", "reason"),
    [
        (("a",), {"a": None}, "`a` null"),
        (("a", "b"), {"a": 5}, "`a` 5, bukan objek"),
        (("a", "b.c"), {"a": {"b.d": 1}}, '`a."b.c"` tidak ada; mirip: `a."b.d"`'),
        (("a",), {}, "kunci `a` tidak ada; objeknya kosong"),
        (("a",), {"A": 1}, "kunci `a` tidak ada; mirip: `A`"),
        (("a", 0), {"a": []}, "`a.0` tidak ada: daftarnya berisi 0"),
        (("a", 0, "b"), {"a": [{"b": None}]}, "`a.0.b` null"),
        (("a", "b"), {"a": [{"c": 1}]}, "nilainya null"),
        (("a", "b"), {"a": []}, "`a` [], bukan objek"),
        (("a",), {"a": ""}, '"" berarti kosong'),
        (("a",), {"a": []}, "[] berarti kosong"),
        (("x",), [{"x": 1}], "nilainya null"),
        (("a", Pick(("b",), "1"), "c"), {"a": [{"b": 2}]}, "`a.(b=1)` tidak ada"),
        (
            ("a", Pick(("b",), "1"), "c"),
            {"a": [{"b": 1, "d": 2}]},
            "kunci `a.(b=1).c` tidak ada",
        ),
        (("x",), 5, "`barisnya` 5, bukan objek"),
    ],
)
def test_paths(path: Path, row: Any, reason: str) -> None:
    """Where the path ends is told, with the nearest key there."""
    field = FieldDef(Word("f"), TypeRef("String"), Reading((path,)))
    assert reason in absent(row, field)


def test_many_keys() -> None:
    """Of many keys that are not alike only the first are listed."""
    row = {f"kunci{n}": n for n in range(20)}
    field = FieldDef(Word("f"), TypeRef("String"), Reading((("zz",),)))
    assert absent(row, field).endswith("`kunci7`, …")


def test_the_text_of_an_element() -> None:
    """An XML element with attributes is told to have its text under a key of its own."""
    raw = {"@urut": "1", "#text": "IPA"}
    reason = unread(raw, "String", Reader(), Config(types={}, connectors={}))
    assert reason.endswith(
        "tidak terbaca sebagai String; teks elemennya ada di `#text`"
    )
