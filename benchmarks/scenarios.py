"""What is asked, what the right answer is, and how many calls it takes.

The answers are worked out here from the rows, apart from every server under
test, so that a server which answers wrongly is found before it is timed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import orjson

from benchmarks.rows import EDITIONS, TILES, Row, posts, prices, regions, tile, users


@dataclass(frozen=True, slots=True)
class Scenario:
    """One query, its right answer, and the upstream calls a cold answer takes."""

    key: str
    title: str
    query: str
    expected: Callable[[], dict[str, object]]
    calls: int
    others: tuple[str, ...] = ()  # asked in turn with it: answers of the same length

    @property
    def body(self) -> bytes:
        """Return the request body, the same for every server."""
        return orjson.dumps({"query": self.query})

    @property
    def bodies(self) -> tuple[bytes, ...]:
        """Return every request body that is sent in turn."""
        rest = (orjson.dumps({"query": one}) for one in self.others)
        return (self.body, *rest)


def _some(row: Row, *names: str) -> dict[str, object]:
    """Return some keys of a row as the graph gives them: an id is a text."""
    return {
        name: str(row[name]) if name in {"id", "code"} else row[name] for name in names
    }


def _q1() -> dict[str, object]:
    return {"posts": [_some(row, "id", "title", "views") for row in posts(20)]}


def _q2() -> dict[str, object]:
    names = ("id", "title", "slug", "status", "views")
    return {"posts": [_some(row, *names) for row in posts(200)]}


def _q3() -> dict[str, object]:
    authors = {row["id"]: _some(row, "id", "name") for row in users()}
    return {
        "posts": [
            {**_some(row, "id", "title"), "author": authors[row["userId"]]}
            for row in posts(100)
        ]
    }


def _q4() -> dict[str, object]:
    return {
        name: [_some(row, "id", "name", "value") for row in tile(name)]
        for name in TILES
    }


def _q5() -> dict[str, object]:
    return {"__typename": "Query"}


def _q6() -> dict[str, object]:
    return {
        "regions": [
            {
                **_some(region, "code", "name"),
                "prices": [
                    _some(price, "commodity", "price")
                    for price in prices()
                    if price["region"] == region["code"]
                ],
            }
            for region in regions()
        ]
    }


def _edition(number: int) -> str:
    rows = "id title slug status views"
    return f"{{ posts(limit: 200, edition: {number}) {{ {rows} }} }}"


_TILES_QUERY: Final = " ".join(f"{name} {{ id name value }}" for name in TILES)

SCENARIOS: Final = {
    scenario.key: scenario
    for scenario in (
        Scenario(
            "q1",
            "20 rows x 3 fields",
            "{ posts(limit: 20) { id title views } }",
            _q1,
            1,
        ),
        Scenario(
            "q2",
            "200 rows x 5 fields",
            "{ posts(limit: 200) { id title slug status views } }",
            _q2,
            1,
        ),
        Scenario(
            "q3",
            "100 posts linked to 10 users, batched",
            "{ posts(limit: 100) { id title author { id name } } }",
            _q3,
            2,
        ),
        Scenario("q4", "four connectors in one query", f"{{ {_TILES_QUERY} }}", _q4, 4),
        Scenario("q5", "no upstream", "{ __typename }", _q5, 0),
        Scenario(
            "q6",
            "15 regions with their prices, grouped",
            "{ regions { code name prices { commodity price } } }",
            _q6,
            2,
        ),
        Scenario(
            "q2e",
            "Q2 in eight editions, in turn",
            _edition(1),
            _q2,
            1,
            tuple(map(_edition, range(2, EDITIONS + 1))),
        ),
    )
}
"""The scenarios by key."""
