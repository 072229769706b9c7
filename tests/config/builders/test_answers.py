"""Select, success and missing: an operation's own before its connector's."""

from collections.abc import Callable

import pytest

from gateway.config.model import (
    Condition,
    Config,
    Missing,
    Operation,
    Selection,
)
from gateway.config.place import Word
from gateway.config.steps import Path

Load = Callable[..., Config]


def _query(config: Config) -> Operation:
    return config.connectors[Word("perpus")].queries[Word("daftarBuku")]


def _tests(
    condition: Condition,
) -> tuple[tuple[Path, ...], tuple[str, ...], tuple[str, ...]]:
    return (condition.paths, condition.one_of, condition.none_of)


@pytest.mark.parametrize(
    ("written", "path", "jmespath"),
    [
        ("#", (), None),
        ("select: data.rows", ("data", "rows"), None),
        ("select: {path: data}", ("data",), None),
        ("select: {jmespath: 'data[?x]'}", (), "data[?x]"),
    ],
)
def test_selections(
    written: str, path: Path, jmespath: str | None, loaded: Load
) -> None:
    """A path in short or long form, or an expression; the whole answer otherwise."""
    found = _query(loaded(query=written)).select

    assert Selection(path, found.jmespath, found.at) == found
    assert jmespath == found.jmespath


def test_success_says_what_and_where(loaded: Load) -> None:
    """Values stay text, and the message has its own path."""
    config = loaded(query="success: {path: a.b, in: [0000, true], message: pesan}")
    (success,) = _query(config).success

    assert ((("a", "b"),), ("0000", "true"), ()) == _tests(success.condition)
    assert (("pesan",),) == success.messages


def test_success_in_several_places(loaded: Load) -> None:
    """A list of conditions holds as a whole; each of its paths may be several."""
    words = "[{path: [a.b, c], in: 1, message: [m, n]}, {path: d, not_in: gagal}]"
    first, second = _query(loaded(query=f"success: {words}")).success

    assert ((("a", "b"), ("c",)), ("1",), ()) == _tests(first.condition)
    assert (("m",), ("n",)) == first.messages
    assert ((("d",),), (), ("gagal",)) == _tests(second.condition)
    assert () == second.messages


def test_a_connector_lends_its_conditions(loaded: Load) -> None:
    """An operation without its own takes the connector's `success` and `missing`."""
    words = "success: {path: a, not_in: error}\nmissing: 404"
    query = _query(loaded(connector=words))

    (success,) = query.success
    assert ((("a",),), (), ("error",)) == _tests(success.condition)
    assert () == success.messages
    assert Missing((404,)) == query.missing


def test_an_operation_replaces_what_it_is_lent(loaded: Load) -> None:
    """Its own `missing` replaces the connector's, statuses and conditions alike."""
    config = loaded(
        connector="missing: [404, {path: a, in: x}]",
        query="missing: [410, 204, {path: b, in: [y]}]",
    )
    missing = _query(config).missing

    assert (410, 204) == missing.statuses
    assert [((("b",),), ("y",), ())] == [_tests(one) for one in missing.conditions]
