"""The rows the upstream serves."""

import orjson

from benchmarks.rows import TILES, bodies, posts, prices, regions, users


def test_posts_are_rows_of_realistic_size() -> None:
    """A post has eight keys, of which queries ask a few, and 150 to 250 bytes."""
    rows = posts(200)
    assert {8} == {len(row) for row in rows}
    assert 150 <= len(orjson.dumps(rows)) / 200 <= 250


def test_every_post_belongs_to_a_user() -> None:
    """A hundred posts name ten users, and all ten exist."""
    assert {row["userId"] for row in posts(100)} == {row["id"] for row in users()}


def test_every_region_has_as_many_prices() -> None:
    """Each of the fifteen regions has eight prices."""
    of = [row["region"] for row in prices()]
    assert [8] * 15 == [of.count(region["code"]) for region in regions()]


def test_bodies_cover_every_call_of_the_scenarios() -> None:
    """There is a body for each list of posts and its editions, each link's batch and each tile."""
    assert {
        *("/posts?limit=20", "/posts?limit=100", "/posts?limit=200"),
        *(f"/posts?limit=200&edition={number}" for number in range(1, 9)),
        *("/users", "/regions", "/prices"),
        *(f"/{name}" for name in TILES),
    } == set(bodies())
