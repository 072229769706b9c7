"""gateway/config/checks/cycles.py."""

import pytest

from tests.config.checks.conftest import Judge

WRONG = {
    "input within itself": (
        """
        inputs: {Simpul: {fields: {induk: ▸Simpul!}}}
        """,
        (
            "input wajib berputar tanpa akhir: `Simpul.induk → Simpul`;"
            " buat salah satu fieldnya tidak wajib (tanpa `!`)"
        ),
    ),
    "inputs in a ring": (
        """
        inputs:
          A: {fields: {b: ▸B!}}
          B: {fields: {c: C!, nilai: Int!}}
          C: {fields: {a: A!}}
        """,
        (
            "input wajib berputar tanpa akhir: `A.b → B.c → C.a → A`;"
            " buat salah satu fieldnya tidak wajib (tanpa `!`)"
        ),
    ),
    "a ring behind a way to it": (
        """
        inputs:
          A: {fields: {b: B!}}
          B: {fields: {c: ▸C!}}
          C: {fields: {b: B!}}
        """,
        (
            "input wajib berputar tanpa akhir: `B.c → C.b → B`;"
            " buat salah satu fieldnya tidak wajib (tanpa `!`)"
        ),
    ),
    "embedded objects": (
        """
        types:
          A: {fields: {b: ▸B!}}
          B: {fields: {a: A!}}
        """,
        (
            "objek wajib berputar tanpa akhir: `A.b → B.a → A`;"
            " buat salah satu fieldnya tidak wajib (tanpa `!`)"
        ),
    ),
}

FINE = {
    "a nullable, a list and a default end it": """
        inputs:
          A: {fields: {a: A, b: B!}}
          B: {fields: {a: "[A!]!", c: C!}}
          C: {fields: {nilai: Int!}}
          D: {fields: {c: C!, b: B!}}
        """,
    "links end at their lookup": """
        types:
          A: {key: id, fields: {id: ID!, b: B!}, lookup: {call: "GET /a/{id}"}}
          B: {key: id, fields: {id: ID!, a: A!}, lookup: {call: "GET /b/{id}"}}
        """,
    "an embedded list": """
        types: {A: {fields: {anak: "[A!]!", induk: A}}}
        """,
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG)
def test_wrong(text: str, expected: str, judge: Judge) -> None:
    """A ring of required fields is told at its first field, and drawn."""
    verdict = judge(text)
    assert (f"{verdict.place}: {expected}",) == verdict.lines


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str, judge: Judge) -> None:
    """What can end is no mistake."""
    assert () == judge(text).lines
