"""What a row becomes at the most: gateway/execution/outline.py."""

import pytest

from gateway.execution.outline import outline
from tests.execution.selections import selected


@pytest.mark.parametrize(
    ("fields", "copies", "width", "nests"),
    [
        ("isbn judul", 1, 4 + 4 + 5 + 4, False),
        ("a: judul bb: judul isbn", 2, 1 + 4 + 2 + 4 + 4 + 4, False),
        ("__typename", 1, 10 + 4 + len("Buku"), False),
        ("sampul { a: warna b: warna } s: sampul { warna }", 3, 6 + 10 + 1 + 9, False),
        ("rak { nama kode }", 1, 3 + 4, False),
        ("asal { konektor }", 1, 4 + 8 + 4 + len("Dinas A"), False),
        ("segar { umur }", 1, 5 + 4 + 32, False),
    ],
)
async def test_outline(fields: str, copies: int, width: int, *, nests: bool) -> None:
    """A name and a value each, as often as a field is asked for; what is linked to is apart."""
    async with selected(fields) as found:
        assert (copies, width, nests) == outline([found.selection])


async def test_the_widest_of_several() -> None:
    """A row of a merge is shown as one of its members', which may be no object."""
    async with selected("isbn judul") as one, selected("a: isbn b: isbn") as other:
        found = outline([None, one.selection, other.selection])
    assert (2, 17, False) == found
