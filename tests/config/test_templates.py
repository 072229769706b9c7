"""Templates: braces that do not pair, and placeholders that name nothing."""

from collections.abc import Callable

import pytest

Wrong = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("line", "text", "expected"),
    [
        (
            "field",
            "judul: {type: String, from: {template: tetap}}",
            [
                "13:50: template `tetap` tanpa `{path}`; untuk nilai tetap pakai `value:`"
            ],
        ),
        (
            "field",
            "judul: {type: String, from: {template: '{a..b}'}}",
            [
                '13:54: path `a..b` tidak lengkap; tulis `a.b.0.c`; kunci yang memuat titik diberi kutip: a."b.c"'
            ],
        ),
        (
            "field",
            "judul: {type: String, from: {template: '{a'}}",
            [
                "13:51: kurung `{` tanpa `}`; tulis `{nama}`, atau `{{` untuk kurung biasa"
            ],
        ),
        (
            "call",
            "call: GET /a?q={a",
            [
                "18:24: kurung `{` tanpa `}`; tulis `{nama}`, atau `{{` untuk kurung biasa"
            ],
        ),
        (
            "call",
            "call: GET /a?q=a}",
            [
                "18:25: kurung `}` tanpa `{`; tulis `{nama}`, atau `}}` untuk kurung biasa"
            ],
        ),
        (
            "call",
            "call: GET /{}",
            [
                "18:20: `{}` bukan nama argumen; tulis `{nama}` atau `{objek.bidang}`; untuk kurung biasa tulis dua kali, `{{` dan `}}`"
            ],
        ),
        (
            "call",
            "call: {request: GET /x, query: {a: '{'}}",
            [
                "18:45: kurung `{` tanpa `}`; tulis `{nama}`, atau `{{` untuk kurung biasa"
            ],
        ),
        (
            "call",
            'call: {request: GET /x, query: {a: "\\"{"}}',
            [
                "18:44: kurung `{` tanpa `}`; tulis `{nama}`, atau `{{` untuk kurung biasa"
            ],
        ),
    ],
)
def test_templates_are_refused(
    line: str, text: str, expected: list[str], wrong: Wrong
) -> None:
    """A placeholder that cannot be read is refused at its column."""
    printed = wrong(**{line: text})

    assert [f"c.yaml:{problem}" for problem in expected] == printed
