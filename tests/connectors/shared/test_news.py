import pytest
from hypothesis import given, strategies as st

from gateway.connectors.shared.news import (
    LARGEST,
    Changes,
    News,
    read_news,
    write_news,
)

NEWS = News("perpus", ("buku",), "t1", "t2")


@pytest.mark.parametrize(
    "news", [NEWS, NEWS._replace(tags=None), NEWS._replace(was=None)]
)
def test_a_message_comes_back(news: News) -> None:
    """What is written is read, sealed or not."""
    assert news == read_news(write_news(news))
    assert news == read_news(write_news(news, b"secret"), b"secret")
    assert read_news(write_news(news), b"secret") is None


def test_a_long_message_names_its_connector() -> None:
    """With more tags than fit all of the connector is dropped instead."""
    long = write_news(NEWS._replace(tags=("x" * LARGEST,)))
    assert len(long) < LARGEST
    assert NEWS._replace(tags=None) == read_news(long)


@pytest.mark.parametrize(
    "data",
    [
        None,
        1,
        b"",
        b"[]",
        b"{}",
        b'{"connector":1,"tags":null,"was":null,"now":"a"}',
        b'{"connector":"p","tags":null,"was":null,"now":1}',
        b'{"connector":"p","tags":null,"was":1,"now":"a"}',
        b'{"connector":"p","tags":"x","was":null,"now":"a"}',
        b'{"connector":"p","tags":[1],"was":null,"now":"a"}',
        b" " * 20_000,
    ],
)
def test_junk_is_no_message(data: object) -> None:
    """What we did not write is not listened to."""
    assert read_news(data) is None


@given(st.binary(max_size=100))
def test_no_bytes_are_an_error(data: bytes) -> None:
    """Anybody may write to a channel."""
    assert read_news(data) is None


def test_a_message_that_follows_is_done_as_it_says() -> None:
    """Where nothing was missed only its tags are dropped; hearing it again is nothing."""
    changes = Changes(("perpus",))
    first = NEWS._replace(was=None, now="t1")
    assert (("buku",),) == changes.heard(first)
    assert changes.heard(first) is None
    assert (("buku",),) == changes.heard(NEWS)


def test_a_gap_drops_the_whole_connector() -> None:
    """A message that does not follow on the last one known tells that one was missed."""
    changes = Changes(("perpus",))
    assert (None,) == changes.heard(NEWS)


def test_other_connectors_are_not_listened_to() -> None:
    """A process with other connectors has nothing to drop."""
    assert Changes(("arsip",)).heard(NEWS) is None


def test_own_changes_are_not_heard() -> None:
    """A change of our own is known before, or after, its message comes back."""
    changes = Changes(("perpus",))
    assert changes.made("perpus", None, "t1")
    assert changes.heard(NEWS._replace(was=None, now="t1")) is None
    assert (("buku",),) == changes.heard(NEWS)
    assert changes.made("perpus", "t1", "t2")
    assert not changes.made("perpus", "other", "t3")


def test_a_connector_that_is_new_has_nothing_to_drop() -> None:
    """Changes from before it was there are taken over, unless messages may be missing."""
    changes = Changes()
    changes.steady = True
    changes.watch("perpus")
    assert [] == changes.looked_up({"perpus": "t1"})
    changes.watch("perpus")
    assert ["perpus"] == changes.looked_up({"perpus": "t2"})
    changes.watch("arsip")
    changes.lost()
    assert ["arsip"] == changes.looked_up({"arsip": "t1"})
    changes.watch("lain")
    assert ["lain"] == changes.looked_up({"lain": "t1"})


def test_a_change_of_a_new_connector_of_our_own() -> None:
    """What was before it matters to nobody."""
    changes = Changes()
    changes.steady = True
    changes.watch("perpus")
    assert changes.made("perpus", "t1", "t2")


def test_a_look_up_finds_what_was_missed() -> None:
    """Connectors whose last change is another than the one known are named, once."""
    changes = Changes(("arsip", "perpus"))
    assert ("arsip", "perpus") == changes.connectors
    assert ["perpus"] == changes.looked_up({"arsip": None, "perpus": "t1"})
    assert [] == changes.looked_up({"arsip": None, "perpus": "t1"})
    assert ["perpus"] == changes.looked_up({"arsip": None, "perpus": None})


def test_what_a_process_before_knew() -> None:
    """What was changed while no process ran is missed by the next, and what was not is not."""
    noted: list[object] = []
    changes = Changes((), {"arsip": "a", "perpus": "p"}, noted.append)
    changes.watch("arsip")
    changes.steady = True
    changes.watch("baru")
    current = {"arsip": "a", "perpus": "q", "baru": "b"}
    assert ["perpus"] == changes.looked_up(current)
    assert [] == changes.looked_up(current)
    assert [{"arsip": "a", "perpus": "p", "baru": None}, current] == noted
