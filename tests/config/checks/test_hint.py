"""gateway/config/checks/hint.py."""

import pytest

from gateway.config.checks.hint import hint


@pytest.mark.parametrize(
    ("wrong", "known", "expected"),
    [
        ("judl", ["judul", "isbn"], "mungkin maksudnya `judul`?"),
        ("zzz", ["judul", "isbn"], "yang ada: `judul`, `isbn`"),
        (
            "zzz",
            list("abcdefghij"),
            "yang ada: `a`, `b`, `c`, `d`, `e`, `f`, `g`, `h`, …",
        ),
        ("zzz", [], None),
    ],
)
def test_hint(wrong: str, known: list[str], expected: str | None) -> None:
    """The nearest word is suggested, else the first few are listed."""
    assert expected == hint(wrong, known)
