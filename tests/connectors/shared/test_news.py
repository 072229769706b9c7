import pytest
from hypothesis import given, strategies as st

from gateway.connectors.shared.news import (
    LARGEST,
    Changes,
    Known,
    News,
    read_message,
    token_of,
    write_mark,
    write_news,
)

NEWS = News("perpus", ("buku",), "t2")


@pytest.mark.parametrize("news", [NEWS, NEWS._replace(tags=None)])
def test_a_message_comes_back(news: News) -> None:
    """What is written is read, sealed or not."""
    assert news == read_message(write_news(news))
    assert news == read_message(write_news(news, b"secret"), b"secret")
    assert read_message(write_news(news), b"secret") is None


def test_a_mark_comes_back() -> None:
    """A mark is told from news, and believed only where it is sealed."""
    assert "m" == read_message(write_mark("m"))
    assert "m" == read_message(write_mark("m", b"secret"), b"secret")
    assert read_message(write_mark("m"), b"secret") is None


def test_a_long_message_names_its_connector() -> None:
    """With more tags than fit all of the connector is dropped instead."""
    long = write_news(NEWS._replace(tags=("x" * LARGEST,)))
    assert len(long) < LARGEST
    assert NEWS._replace(tags=None) == read_message(long)


@pytest.mark.parametrize(
    "data",
    [
        None,
        1,
        b"",
        b"[]",
        b"{}",
        b'{"mark":1}',
        b'{"connector":1,"tags":null,"now":"a"}',
        b'{"connector":"p","tags":null,"now":1}',
        b'{"connector":"p","tags":"x","now":"a"}',
        b'{"connector":"p","tags":[1],"now":"a"}',
        b" " * 20_000,
    ],
)
def test_junk_is_no_message(data: object) -> None:
    """What we did not write is not listened to."""
    assert read_message(data) is None


@given(st.binary(max_size=100))
def test_no_bytes_are_an_error(data: bytes) -> None:
    """Anybody may write to a channel."""
    assert read_message(data) is None


def test_a_message_is_done_as_it_says() -> None:
    """Only what it names is dropped, whatever was told before; hearing it again is nothing."""
    changes = Changes(("perpus",))
    assert (("buku",),) == changes.heard(NEWS)
    assert changes.heard(NEWS) is None
    assert (None,) == changes.heard(News("perpus", None, "t3"))


def test_other_connectors_are_not_listened_to() -> None:
    """A process with other connectors has nothing to drop."""
    assert Changes(("arsip",)).heard(NEWS) is None


def test_own_changes_are_not_heard() -> None:
    """What a process has dropped before it told of it is not dropped again."""
    changes = Changes(("perpus",))
    changes.makes("t2")
    assert changes.heard(NEWS) is None
    assert [] == looked(changes, {"perpus": "t2"})


def looked(changes: Changes, current: Known, *before: News) -> list[str]:
    """Look up what was changed last, and hear some news before the mark."""
    changes.looked_up("mark", current)
    behind = [changes.behind]
    for news in before:
        changes.heard(news)
    assert [] == changes.marked("another's")
    found = changes.marked("mark")
    behind.append(changes.behind)
    assert [True, False] == behind
    return found


def test_what_is_on_its_way_is_not_missed() -> None:
    """News that was told before the look-up is heard before its mark, if at all."""
    changes = Changes(("perpus",))
    assert [] == looked(changes, {"perpus": "t2"}, NEWS)
    assert ["perpus"] == looked(changes, {"perpus": "t3"})
    assert [] == looked(changes, {"perpus": "t3"})


def test_a_look_up_finds_what_was_missed() -> None:
    """Connectors whose last change was not heard of are named, once."""
    changes = Changes(("arsip", "perpus"))
    assert ("arsip", "perpus") == changes.connectors
    assert ["perpus"] == looked(changes, {"arsip": None, "perpus": "t1"})
    assert [] == looked(changes, {"arsip": None, "perpus": "t1"})
    assert ["perpus"] == looked(changes, {"arsip": None, "perpus": None})


def test_a_look_up_over_a_link_that_is_lost() -> None:
    """Its mark is never heard, nor is news of own changes."""
    changes = Changes(("perpus",))
    changes.makes("t2")
    changes.looked_up("mark", {"perpus": "t2"})
    changes.lost()
    assert not changes.behind
    assert [] == changes.marked("mark")
    assert (("buku",),) == changes.heard(NEWS)


def test_a_connector_that_is_new_has_nothing_to_drop() -> None:
    """Changes from before it was there are taken over, unless messages may be missing."""
    changes = Changes()
    changes.steady = True
    changes.watch("perpus")
    assert [] == looked(changes, {"perpus": "t1"})
    changes.watch("perpus")
    assert ["perpus"] == looked(changes, {"perpus": "t2"})
    changes.watch("arsip")
    changes.lost()
    assert ["arsip"] == looked(changes, {"arsip": "t1"})
    changes.watch("lain")
    assert ["lain"] == looked(changes, {"lain": "t1"})


def test_what_a_process_before_knew() -> None:
    """What was changed while no process ran is missed by the next, and what was not is not."""
    noted: list[object] = []
    changes = Changes((), {"arsip": "a", "perpus": "p"}, noted.append)
    changes.watch("arsip")
    changes.steady = True
    changes.watch("baru")
    current = {"arsip": "a", "perpus": "q", "baru": "b"}
    assert ["perpus"] == looked(changes, current)
    assert [] == looked(changes, current)
    assert [{"arsip": "a", "perpus": "p", "baru": None}, current] == noted


@pytest.mark.parametrize("data", [None, b"", b"a b", b"x" * 65])
def test_what_is_no_token(data: bytes | None) -> None:
    """Tokens are short and plain; anything else is as good as none."""
    assert token_of(data) is None
    assert "ab12" == token_of(b"ab12")
