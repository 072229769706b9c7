from hashlib import sha256

import pytest
from hypothesis import given, strategies as st

from gateway.config.place import Word
from gateway.connectors.key import OBJECT, digest, frozen

PARTS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary(),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("user", "1x"), ("user1", "x")),
        (("a", "b"), ("ab",)),
        (("a", ""), ("", "a")),
        (("a", "b", "c"), ("a", ("b", "c"))),
        (("k", "-lock"), ("k-lock",)),
        (("tax", "i"), ("taxi",)),
        ((1,), ("1",)),
        ((1,), (True,)),
        ((1,), (1.0,)),
        (("x",), (b"x",)),
        ((None,), ("",)),
        ((None,), ()),
        (((),), ()),
        (("s1:x",), ("x",)),
    ],
)
def test_lookalikes_have_different_digests(
    one: tuple[object, ...], other: tuple[object, ...]
) -> None:
    """Two keys whose parts read alike when joined are not confused."""
    assert digest(one) != digest(other)


def test_a_digest_is_stable() -> None:
    """A digest is the SHA-256 of parts with type and length, in every process."""
    written = b"t37:s5:pajaki1:1n0:t18:s1:ay1:bf3:2.5b1:1"
    expected = sha256(written).hexdigest()
    assert expected == digest(("pajak", 1, None, ("a", b"b", 2.5, True)))


def test_a_word_is_its_text() -> None:
    """A word of the configuration and the same plain text name one key."""
    assert digest(("nopol",)) == digest((Word("nopol"),))


def test_a_foreign_type_is_refused() -> None:
    """A part without a defined encoding raises, rather than being guessed at."""
    with pytest.raises(TypeError, match="a frozenset cannot be part"):
        digest((frozenset({"a"}),))


@given(PARTS, PARTS)
def test_equal_digests_mean_equal_keys(one: object, other: object) -> None:
    """Digests agree exactly where the parts' types and values do."""
    same = repr(one) == repr(other)
    assert same == (digest((one,)) == digest((other,)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": "b"}, [["a", "b"]]),
        ({"a": {"b": "c"}}, {"a": [["b", "c"]]}),
        ([], {}),
        (["a", ["b"]], [["a", "b"]]),
        (["a", "b"], ["a", ["b"]]),
        (["int", 1], [["int", 1]]),
        (1, True),
        (1, 1.0),
        (1, "1"),
        (0, False),
        (["int", 1], 1),
        (None, "None"),
        (["user", "1x"], ["user1", "x"]),
    ],
)
def test_different_values_make_different_keys(one: object, other: object) -> None:
    """No two JSON values share a part of a key, nor do the keys of objects matter."""
    assert frozen(one) != frozen(other)


def test_equal_values_make_equal_keys() -> None:
    """The order of an object's entries does not matter; tuples are lists."""
    assert frozen({"a": 1, "b": [2]}) == frozen({"b": (2,), "a": 1})
    assert (OBJECT, ("a", ("int", 1))) == frozen({"a": 1})
