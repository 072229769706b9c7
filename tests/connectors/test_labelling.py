"""The texts by which rows and keys meet."""

from tests.connectors.books import BOOKS
from tests.connectors.runtime import Runtime, anyone


async def test_keys_of_a_path_are_compared_as_sent() -> None:
    """A group by a path in the rows knows keys as they were written upstream."""
    rows = [{"isbn": "1", "d": {"rak": "02"}}, {"isbn": "2", "d": {"rak": "01"}}]
    runtime = Runtime(BOOKS, lambda _: rows)
    batch = runtime.sources.batch(runtime.query("isiRak"))
    found = await batch.many({k: {"rak": k} for k in ("A", "B")}, anyone())
    assert {"A": [rows[1]], "B": [rows[0]]} == {
        key: getattr(one, "value", one) for key, one in found.items()
    }
