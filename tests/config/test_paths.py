"""Paths: dotted, with the ways of other tools refused."""

from collections.abc import Callable

import pytest

Wrong = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("line", "text", "expected"),
    [
        (
            "field",
            "judul: {type: String, from: a..b}",
            [
                '13:41: path `a..b` tidak lengkap; tulis `a.b.0.c`; kunci yang memuat titik diberi kutip: a."b.c"'
            ],
        ),
        (
            "field",
            "judul: {type: String, from: a.}",
            [
                '13:40: path `a.` tidak lengkap; tulis `a.b.0.c`; kunci yang memuat titik diberi kutip: a."b.c"'
            ],
        ),
        (
            "field",
            "judul: {type: String, from: $.a.b}",
            ["13:39: path `$.a.b` memakai gaya JSONPath; tulis `a.b`"],
        ),
        (
            "field",
            "judul: {type: String, from: 'a[0].b'}",
            ["13:41: path `a[0].b` memakai kurung; tulis `a.0.b`"],
        ),
        (
            "field",
            "judul: {type: String, from: a.*.b}",
            ["13:41: path `a.*.b` memakai bintang; pakai `jmespath:`"],
        ),
        (
            "field",
            "judul: {type: String, from: /a/b}",
            ["13:39: path `/a/b` memakai garis miring; tulis `a.b`"],
        ),
        (
            "field",
            "judul: {type: String, from: [a, b..c]}",
            [
                '13:45: path `b..c` tidak lengkap; tulis `a.b.0.c`; kunci yang memuat titik diberi kutip: a."b.c"'
            ],
        ),
        (
            "field",
            'judul: {type: String, from: a."b}',
            [
                '13:41: path `a."b` tidak lengkap; tulis `a.b.0.c`; kunci yang memuat titik diberi kutip: a."b.c"'
            ],
        ),
    ],
)
def test_foreign_paths_are_refused(
    line: str, text: str, expected: list[str], wrong: Wrong
) -> None:
    """A path that cannot be read, or that another tool would read, is refused with ours."""
    printed = wrong(**{line: text})

    assert [f"c.yaml:{problem}" for problem in expected] == printed
