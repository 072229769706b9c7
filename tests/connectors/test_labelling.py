"""The texts by which rows and keys meet."""

from tests.connectors.runtime import Runtime, anyone

PERPUS = """
    types:
      Buku:
        key: isbn
        fields: {isbn: ID!, judul: String}
    queries:
      isiRak:
        args: {rak: {type: ID!, length: 1..3, send: {map: rak}}}
        returns: "[Buku!]"
        batch: {call: "GET /isi?r={rak}", join: ",", group: "d.rak"}
tables:
  rak: {"01": A, "02": B}
"""


async def test_keys_of_a_path_are_compared_as_sent() -> None:
    """A group by a path in the rows knows keys as they were written upstream."""
    rows = [{"isbn": "1", "d": {"rak": "02"}}, {"isbn": "2", "d": {"rak": "01"}}]
    runtime = Runtime(PERPUS, lambda _: rows)
    batch = runtime.sources.batch(runtime.query("isiRak"))
    found = await batch.many({k: {"rak": k} for k in ("A", "B")}, anyone())
    assert {"A": [rows[1]], "B": [rows[0]]} == {
        key: getattr(one, "value", one) for key, one in found.items()
    }
