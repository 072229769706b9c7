"""Words that were filled in from outside."""

from gateway.config.nodes import Hidden, Scalar
from gateway.config.place import Place, Word

AT = Place("c.yaml", 1, 4)


def test_a_word_is_its_text() -> None:
    """A scalar's word is the text, with its place."""
    word = Scalar("x", AT).word()

    assert Word("x") == word
    assert ("'x'", AT) == (repr(word), word.at)


def test_a_hidden_word_shows_what_was_written() -> None:
    """A filled-in word is the value, but its repr is the reference."""
    word = Scalar("rahasia", AT, plain=False, inset=-1, written="${A}").word()

    assert isinstance(word, Hidden)
    assert ("rahasia", "'${A}'", AT) == (str(word), repr(word), word.at)
