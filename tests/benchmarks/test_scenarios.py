"""What is asked, and the right answers."""

import orjson
import pytest

from benchmarks.scenarios import SCENARIOS


def size(value: object) -> int:
    """Count the leaves of an answer."""
    if isinstance(value, dict):
        return sum(map(size, value.values()))
    return sum(map(size, value)) if isinstance(value, list) else 1


@pytest.mark.parametrize(
    ("key", "leaves", "calls"),
    [
        ("q1", 20 * 3, 1),
        ("q2", 200 * 5, 1),
        ("q3", 100 * 4, 2),
        ("q4", 4 * 10 * 3, 4),
        ("q5", 1, 0),
        ("q6", 15 * (2 + 8 * 2), 2),
        ("q2e", 200 * 5, 1),
    ],
)
def test_answers_have_the_size_that_the_scenario_says(
    key: str, leaves: int, calls: int
) -> None:
    """Rows times fields of each answer, and the calls a cold one takes."""
    scenario = SCENARIOS[key]
    assert leaves == size(scenario.expected())
    assert calls == scenario.calls


def test_ids_are_texts_as_graphql_gives_them() -> None:
    """The upstream's ids are numbers; GraphQL §3.5.5 serializes an ID as a text."""
    assert {
        "id": "1",
        "title": "puskesmas bantuan pelabuhan harga",
        "author": {"id": "2", "name": "Pengguna 2"},
    } == SCENARIOS["q3"].expected()["posts"][0]  # type: ignore[index] # a list of objects


def test_editions_are_asked_in_turn() -> None:
    """Eight requests, each of a key of its own, with answers of the same length."""
    bodies = SCENARIOS["q2e"].bodies
    assert 8 == len(bodies) == len(set(bodies))
    assert bodies[0] == SCENARIOS["q2e"].body


def test_a_body_is_a_graphql_request() -> None:
    """The request body is JSON with the query alone."""
    assert {"query": "{ __typename }"} == orjson.loads(SCENARIOS["q5"].body)
