"""The JSON Schema: what loads is valid, what editors should mark is not."""

from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
import yaml

from gateway.config.json_schema import json_schema
from gateway.config.vocabulary.examples import EXAMPLES
from tests.config.conftest import sheet


def _as_an_editor(node: Any) -> Any:
    """Read YAML as an editor does: typed scalars, but keys are text."""
    if isinstance(node, dict):
        return {_key(key): _as_an_editor(value) for key, value in node.items()}
    return [_as_an_editor(item) for item in node] if isinstance(node, list) else node


def _key(key: object) -> str:
    return str(key).lower() if isinstance(key, bool) else str(key)


def _errors(text: str) -> list[str]:
    validator = jsonschema.Draft7Validator(json_schema())
    found = validator.iter_errors(_as_an_editor(yaml.safe_load(text)))
    return [error.json_path for error in found]


def test_the_schema_is_a_schema() -> None:
    """It is valid Draft 7, and every record is defined once."""
    schema = json_schema()
    jsonschema.Draft7Validator.check_schema(schema)

    assert len(set(schema["definitions"])) == len(schema["definitions"])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_examples_are_valid(example: Any) -> None:
    """Every example of the reference passes in an editor."""
    assert [] == _errors(example.yaml)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("connector", "timeout: ${T}"),
        ("connector", "limits: {concurrency: '${N}'}"),
        ("connector", "network: ${JARINGAN}"),
        ("connector", "cache: {ttl: 0}"),
        ("connector", "headers: {X-Tahun: 2025, X-Ya: true}"),
        ("connector", "nulls: [0, '']"),
        ("connector", "bad_rows: null"),
        ("query", "where: {judul: {present: true}, isbn: 12}"),
        ("field", "f: {type: Boolean, true: [1], false: T, personal: false}"),
        ("args", "args: {a: {type: Int, default: 5, min: 1, length: 3..}}"),
    ],
)
def test_scalars_typed_by_an_editor_are_valid(line: str, text: str) -> None:
    """Numbers, booleans and null stand where text is allowed, and references anywhere."""
    assert [] == _errors(sheet({line: text}))


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("connector", "tmeout: 3s"),
        ("connector", "timeout: 3 detik"),
        ("connector", "network: internet"),
        ("connector", "limits: {concurrency: banyak}"),
        ("opd", "about: x"),
        ("field", "judul: {tipe: String}"),
        ("field", "judul: [String]"),
        ("field", "judul: String String"),
        ("call", "call: FETCH /x"),
        ("query", "expose: ya"),
        ("query", "sort_by: []"),
    ],
)
def test_mistakes_are_marked_in_an_editor(line: str, text: str) -> None:
    """Unknown words, words that lack, and wrong values are invalid."""
    assert _errors(sheet({line: text}))


def test_every_word_can_be_hovered() -> None:
    """Each property has a description; choices and defaults are part of it."""
    schema = json_schema()
    records = [schema, *schema["definitions"].values()]
    records += [part for one in records for part in one.get("anyOf", ())]
    words = [
        word for record in records for word in record.get("properties", {}).values()
    ]
    told = [word["description"] for word in words]

    assert 150 < len(told)
    assert all(told)
    assert any("`private`" in text or "`drop`: baris dibuang" in text for text in told)
    assert any(text.endswith("Bawaan: 3s. Contoh: timeout: 5s") for text in told)


def test_a_connector_loads_and_is_valid(loaded: Callable[..., object]) -> None:
    """The small configuration of these tests is right for both."""
    assert loaded()
    assert [] == _errors(sheet({}))
