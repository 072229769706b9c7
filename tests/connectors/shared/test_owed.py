"""Invalidations that could be told to nobody: gateway/connectors/shared/owed.py."""

from gateway.connectors.shared.owed import MOST_TAGS, Owed, bounded


def test_what_is_owed() -> None:
    """Of each connector the tags of all that it was told meanwhile, each once."""
    owed = Owed()
    assert not owed
    owed.add("perpus", ("rak", "buku"))
    owed.add("perpus", ("buku", "kartu"))
    owed.add("pasar", ("harga",))
    assert owed
    assert ("perpus" in owed, "arsip" in owed) == (True, False)
    found = sorted(owed.pop() for _ in range(2))
    assert [("pasar", ("harga",)), ("perpus", ("rak", "buku", "kartu"))] == found
    assert not owed


def test_all_of_it() -> None:
    """Once everything of a connector is owed it stays so, whatever comes besides."""
    owed = Owed()
    owed.add("perpus", ("rak",))
    owed.add("perpus")
    owed.add("perpus", ("buku",))
    assert ("perpus", None) == owed.pop()


def test_too_many_tags_are_all() -> None:
    """They stay a message of a bounded size, and a write of a bounded effort."""
    most = tuple(map(str, range(MOST_TAGS)))
    assert (most, None, None) == (
        bounded(most),
        bounded((*most, "more")),
        bounded(None),
    )
    owed = Owed()
    owed.add("perpus", most)
    owed.add("perpus", ("more",))
    assert ("perpus", None) == owed.pop()
