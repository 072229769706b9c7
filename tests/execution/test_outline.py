"""What a row becomes at the most: gateway/execution/outline.py."""

import pytest

from gateway.execution.outline import linked, outline
from tests.execution.selections import selected


@pytest.mark.parametrize(
    ("fields", "copies", "width", "within"),
    [
        ("isbn judul", 1, 4 + 4 + 5 + 4, 0),
        ("a: judul bb: judul isbn", 2, 1 + 4 + 2 + 4 + 4 + 4, 0),
        ("__typename", 1, 10 + 4 + len("Buku"), 0),
        ("sampul { a: warna b: warna } s: sampul { warna }", 3, 6 + 10 + 1 + 9, 0),
        ("foto { warna } sampul { warna } isbn", 1, 4 + 9 + 6 + 9 + 4 + 4, 9 + 9),
        ("rak { nama kode }", 1, 3 + 4, 0),
        ("asal { konektor }", 1, 4 + 8 + 4 + len("Dinas A"), 0),
        ("segar { umur }", 1, 5 + 4 + 32, 0),
    ],
)
async def test_outline(fields: str, copies: int, width: int, within: int) -> None:
    """A name and a value each, as often as a field is asked for; what is linked to is apart."""
    async with selected(fields) as found:
        assert (copies, width, within) == outline([found.selection])


async def test_the_widest_of_several() -> None:
    """A row of a merge is shown as one of its members', which may be no object."""
    async with selected("isbn judul") as one, selected("a: isbn b: isbn") as other:
        found = outline([None, one.selection, other.selection])
    assert (2, 17, 0) == found


async def test_what_is_linked_to() -> None:
    """Each link counts by itself, with the names of its fields, without those around it."""
    fields = "isbn judul rak { nama kode } r: rak { nama } sampul { warna }"
    async with selected(fields) as found:
        widths = [one.width for one in linked([found.selection]).values()]
    assert [8, 8 + 8] == sorted(widths)
    async with selected("sampul { warna }") as found:
        assert not linked([None, found.selection])
