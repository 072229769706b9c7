"""The whole: definitions of all connectors side by side."""

from collections.abc import Callable

import pytest

from gateway.config.model import Config

Load = Callable[..., Config]
Wrong = Callable[..., list[str]]


def test_definitions_of_all_places_meet(loaded: Load) -> None:
    """Types, enums and inputs of connectors and of the top are one namespace."""
    config = loaded(
        top="enums: {A: [X]}\ninputs: {C: {fields: {c: Int}}}",
        connector="enums: {B: [Y]}\ninputs: {D: {fields: {d: Int}}}",
    )

    assert (["A", "B"], ["C", "D"]) == (list(config.enums), list(config.inputs))
    assert ("c.yaml",) == config.files


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("enums", "{A: [X]}"),
        ("inputs", "{A: {fields: {c: Int}}}"),
    ],
)
def test_a_name_in_two_places(kind: str, text: str, wrong: Wrong) -> None:
    """A definition that exists elsewhere is told at the second, with the first."""
    column = len(f"{kind}: {{") + 1

    assert [
        (
            f"c.yaml:7:{column + 4}: nama `A` sudah dipakai di c.yaml:2:{column}; "
            "beri nama lain pada salah satunya"
        )
    ] == wrong(top=f"{kind}: {text}", connector=f"{kind}: {text}")
