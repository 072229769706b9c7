"""What is known of the files."""

from gateway.connectors.snapshots.listing import Listing
from tests.connectors.snapshots.made import FOLDER, place


def test_a_folder_that_was_not_read() -> None:
    """Until a folder was read anything may be in it."""
    listing = Listing()
    listing.add(place())
    listing.discard([place()])
    assert listing.has(place())


def test_a_folder_that_was_read() -> None:
    """After that only what was found, and what was written since, less what was deleted."""
    listing = Listing()
    listing.read(FOLDER, [place(1).name], 5)
    assert {FOLDER: 5} == listing.turned
    assert [True, False] == [listing.has(place(number)) for number in (1, 2)]
    listing.add(place(2))
    listing.discard([place(1), place(3)])
    assert [False, True] == [listing.has(place(number)) for number in (1, 2)]
    listing.forget(FOLDER)
    assert {} == listing.turned
    assert listing.has(place(1))


def test_other_tags() -> None:
    """An answer of other tags stands under another name."""
    listing = Listing()
    listing.read(FOLDER, [place(1, "a").name], 5)
    assert listing.has(place(1, "a"))
    assert not listing.has(place(1, "b"))
