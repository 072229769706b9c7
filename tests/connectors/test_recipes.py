"""Recipes: which arguments go upstream, and which are refused."""

import pytest

from gateway.errors import BadInput
from tests.connectors.books import BOOKS, echo
from tests.connectors.runtime import Runtime, anyone

SEARCH = """
    types:
      Buku: {fields: {judul: String}}
    queries:
      cari:
        args:
          q: String
          umur: {type: Int, min: 1, max: 9}
          jenis: {type: String, pattern: "[a-z]+"}
          bahasa: {type: String, enum: [id, en]}
          s: Saring
          tapis: String
        returns: "[Buku!]"
        call:
          request: POST /cari?u={umur}&j={jenis}&b={bahasa}
          headers: {X-Q: "{q}"}
          json: {s: "{s}"}
        filter_by: {tapis: {field: judul, how: contains}}
    inputs:
      Saring: {fields: {kode: {type: String, length: 2}}}
"""


@pytest.fixture
def runtime() -> Runtime:
    return Runtime(SEARCH, echo)


def test_what_goes_upstream_is_in_the_key(runtime: Runtime) -> None:
    """Arguments of path, query, headers and body are; those that filter here are not."""
    source = runtime.source("cari")
    assert ("q", "umur", "jenis", "bahasa", "s") == source.recipe.sent
    assert ("tapis",) == source.recipe.narrows
    assert ("rak",) == Runtime(BOOKS, echo).source("isiRak").recipe.sent


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("umur", 0),
        ("umur", 10),
        ("jenis", "A"),
        ("bahasa", "fr"),
        ("s", {"kode": "terlalu"}),
    ],
)
async def test_bounds_are_checked(runtime: Runtime, name: str, value: object) -> None:
    """Every kind of bound refuses, also within input objects, naming the argument."""
    with pytest.raises(BadInput, match=f"'{name}'"):
        await runtime.source("cari").ask({name: value}, anyone())
    assert [] == runtime.service.asked


async def test_what_is_within_its_bounds_is_sent(runtime: Runtime) -> None:
    """Arguments that are absent leave their parameter out."""
    await runtime.ask("cari", umur=9, bahasa="en", s={"kode": "ab"})
    assert ["/cari?u=9&b=en"] == runtime.service.asked
