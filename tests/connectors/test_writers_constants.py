"""Constants of the file as a client's values: gateway/connectors/writers/constants.py."""

from typing import Any

import pytest

from gateway.config.model import Config
from gateway.config.place import Word
from gateway.config.typeref import TypeRef
from gateway.connectors.soundness import unsound
from gateway.connectors.writers.constants import Unsendable, coerced
from tests.execution.harness import configure

TEXT = """
version: 1
connectors:
  a:
    opd: A
    url: http://a.test
    queries:
      b: {{args: {{n: {{type: {kind}, default: {value}}}}}, returns: Int, call: "GET /b?n={sent}"}}
      c: {{args: {{s: Saring}}, returns: Int, call: "GET /c?s={{s.sejak}}&j={{s.jenis}}"}}
inputs:
  Saring:
    fields:
      sejak: {{type: DateTime, default: 2026-01-01T00:00:00+00:00}}
      jenis: "[String!]"
"""


def written(kind: str, value: str) -> Config:
    """Load a configuration with a default."""
    sent = "{n.sejak}" if kind == "Saring" else "{n}"
    return configure(TEXT.format(kind=kind, value=value, sent=sent))


def default(kind: str, value: str) -> object:
    """Return a default as it is when a client leaves the argument out."""
    config = written(kind, value)
    argument = config.connectors[Word("a")].queries[Word("b")].args[Word("n")]
    return coerced(argument.default, argument.type, config.inputs)


@pytest.mark.parametrize(
    ("kind", "value", "example"),
    [
        ("DateTime", "2026-03-01 10:00:00+07:00", "`2026-08-17T10:00:00+07:00`"),
        ("DateTime", "2026-03-01T10+07:00", "`2026-08-17T10:00:00+07:00`"),
        ("Decimal", "1e3", "`12.50`"),
        ("Decimal", "+5", "`12.50`"),
        ("Time", "'10:00'", "`10:00:00`"),
        ("Time", "'10:00:00.5'", "`10:00:00`"),
        ("URL", "'https://'", "`https://contoh.go.id`"),
        ("'[Time!]'", "['10:00:00', '10:00']", "`10:00:00`"),
        ("Saring", "{sejak: 2026-03-01 10:00:00Z}", "`2026-08-17T10:00:00+07:00`"),
    ],
)
def test_what_no_client_could_send(kind: str, value: str, example: str) -> None:
    """A default is written as the graph's own clients write it; else its place is told."""
    (told,) = unsound(written(kind, value))
    leaf = {"'[Time!]'": "Time", "Saring": "DateTime"}.get(kind, kind)
    assert (8, 18) == (told.at.line, told.at.column)
    assert (
        f"`default` argumen `n` bukan nilai `{leaf}` sebagaimana klien menulisnya"
        == (told.reason)
    )
    assert f"tulis seperti {example}" == told.remedy


@pytest.mark.parametrize(
    ("kind", "value", "sent"),
    [
        ("DateTime", "2026-03-01t10:00:00+00:00", "2026-03-01T10:00:00Z"),
        ("Decimal", "'-0.0'", "0.0"),
        ("URL", "https://a.test/b c", "https://a.test/b%20c"),
        ("Date", "2026-02-28", "2026-02-28"),
        ("Rupiah", "12500", 12500),
        ("Int", "7", 7),
        ("Date", "null", None),
        ("JSON", "x", "x"),
        ("'[String!]'", "a", ["a"]),
        ("Saring", "{jenis: x}", {"sejak": "2026-01-01T00:00:00Z", "jenis": ["x"]}),
    ],
)
def test_as_a_client_sends_it(kind: str, value: str, sent: Any) -> None:
    """A default has the form that the same value has when a client sends it."""
    assert sent == default(kind, value)


def test_what_is_no_field() -> None:
    """What is not there is for other checks to tell; the value is the field's type's."""
    config = written("Int", "1")
    ref = config.connectors[Word("a")].queries[Word("c")].args[Word("s")].type
    assert {"sejak": "2026-01-01T00:00:00Z"} == coerced({"x": 1}, ref, config.inputs)
    with pytest.raises(Unsendable) as caught:
        coerced({"sejak": "kemarin"}, ref, config.inputs)
    assert "DateTime" == caught.value.kind


def test_any_json() -> None:
    """Where the type is JSON a constant is what JSON would be."""
    found = coerced({"a": (1, "x", None)}, TypeRef("JSON"), {})
    assert {"a": [1, "x", None]} == found
