"""What may have been meant by a word that is not known."""

import pytest

from gateway.config.problems import near


@pytest.mark.parametrize(
    ("meant", "wrong"),
    [
        ("from", "form"),
        ("format", "forma"),
        ("URL", "Url"),
        ("stale_if_error", "stale_if_eror"),
        ("select", "SELECT"),
    ],
)
def test_near(meant: str, wrong: str) -> None:
    """The nearest word is meant: letters in another order come first, capitals are one."""
    known = ["format", "from", "URL", "String", "select", "stale_if_error", "success"]
    assert f"mungkin maksudnya `{meant}`?" == near(wrong, known)


def test_nothing_near() -> None:
    """What resembles nothing is told nothing."""
    assert near("pohon", ["format", "from"]) is None
