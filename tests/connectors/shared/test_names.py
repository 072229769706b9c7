import re

from gateway.connectors.shared.names import Names


def test_a_name_is_a_kind_a_connector_and_a_digest() -> None:
    """Nothing of a key can be read in its name, which has the version of the format."""
    name = Names().entry("perpus", ("perpus.anggota", "warga-1", ("3171",)))
    assert re.fullmatch(r"lampung-in:3:e:perpus:[0-9a-f]{64}", name)


def test_no_two_are_confused() -> None:
    """Parts are never joined: kinds, connectors, keys and tags each have their name."""
    names = Names()
    found = [
        names.entry("tax", ("i:k",)),
        names.entry("taxi", (":k",)),
        names.entry("perpus", ("user", "1x")),
        names.entry("perpus", ("user1", "x")),
        names.lease("perpus", ("user1", "x")),
        names.generation("perpus"),
        names.generation("perpus", ""),
        names.generation("perpus", "user1"),
        names.change("perpus"),
    ]
    assert len(found) == len(set(found))


def test_a_secret_makes_other_names() -> None:
    """Who lacks the secret cannot tell which name a guessed key has."""
    plain, keyed = Names(), Names(secret=b"0123456789abcdef")
    assert plain.entry("perpus", ("a",)) != keyed.entry("perpus", ("a",))
    assert keyed.entry("perpus", ("a",)) == keyed.entry("perpus", ("a",))


def test_databases_have_channels_of_their_own() -> None:
    """A server's channels are one for all its databases; ours are not."""
    assert Names(0).channel != Names(1).channel
