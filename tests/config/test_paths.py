"""Paths: dotted, with the ways of other tools refused."""

from collections.abc import Callable

import pytest

from gateway.config.paths import parse_path
from gateway.config.steps import Path, Pick, written

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
            "judul: {type: String, from: a.Tgl. Terbit}",
            [
                (
                    "13:44: path `a.Tgl. Terbit` memuat spasi sesudah titik; bila titiknya bagian"
                    """ kunci, beri kutip: '"a.Tgl. Terbit"'"""
                )
            ],
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
        (
            "field",
            "judul: {type: String, from: a.(b=c}",
            [
                (
                    "13:41: bagian `(b=c` pada path bukan `(kunci=nilai)`; tulis misalnya"
                    ' `telepon.(jenis=kantor)`; kunci berkurung diberi kutip: "(a)"'
                )
            ],
        ),
        (
            "field",
            "judul: {type: String, from: a.($.b=c)}",
            ["13:42: path `$.b` memakai gaya JSONPath; tulis `b`"],
        ),
        (
            "field",
            "judul: {type: String, from: a.Nama@odata.type}",
            [
                (
                    "13:41: kunci `Nama@odata.type` pada path memuat titik; beri kutip: "
                    """'"Nama@odata.type"'"""
                )
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


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a.(b=c).d", ("a", Pick(("b",), "c"), "d")),
        (
            "a.(b.c=http://x.test/y.z?q=1)",
            ("a", Pick(("b", "c"), "http://x.test/y.z?q=1")),
        ),
        ("(b = c d )", (Pick(("b",), "c d"),)),
        ('a."(b=c)"', ("a", "(b=c)")),
    ],
)
def test_an_element_told_by_what_it_holds(text: str, path: Path) -> None:
    """`(key=value)` is a step of its own; its value may hold dots and colons."""
    assert path == parse_path(text)


def test_a_path_is_written_as_it_is_read() -> None:
    """What messages show of a path can be put into the file."""
    path = ("a.b", 0, Pick(("c", "d.e"), "f"))
    assert '"a.b".0.(c."d.e"=f)' == written(path)
    assert path == parse_path(written(path))
