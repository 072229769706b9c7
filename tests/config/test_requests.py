"""Request lines: method, path and query."""

from collections.abc import Callable

import pytest

Wrong = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("line", "text", "expected"),
    [
        (
            "call",
            "call: GET",
            ["18:15: panggilan tanpa path; tulis path-nya, misalnya `GET /buku`"],
        ),
        (
            "call",
            "call: GET buku",
            ["18:15: path `buku` tidak diawali `/`; tulis `/buku`"],
        ),
        (
            "call",
            "call: /buku",
            ["18:15: panggilan `/buku` tanpa metode; tulis `GET /buku`"],
        ),
        (
            "call",
            "call: get /buku?q={a}",
            ["18:15: metode `get` tidak dikenal; mungkin maksudnya `GET`?"],
        ),
        (
            "call",
            "call: FETCH /b",
            ["18:15: metode `FETCH` tidak dikenal; mungkin maksudnya `PATCH`?"],
        ),
        (
            "call",
            "call: GET https://x/y",
            [
                "18:15: panggilan memuat alamat lengkap; tulis path-nya saja; alamat ada di `url` milik konektor"
            ],
        ),
        ("call", "call: GET /a b", ["18:15: panggilan memuat spasi; tulis `%20`"]),
        (
            "call",
            "call: GET /a/../b",
            ["18:22: path memuat bagian `..`; tulis path yang lugas"],
        ),
        (
            "call",
            "call: GET /a//b",
            ["18:22: path memuat bagian kosong; tulis path yang lugas"],
        ),
        (
            "call",
            "call: GET /a?={a}",
            ["18:22: parameter tanpa nama; tulis `nama={argumen}`"],
        ),
        (
            "call",
            "call: GET /a?{=1",
            [
                (
                    "18:22: kurung `{` tanpa `}`; tulis `{nama}`, "
                    "atau `{{` untuk kurung biasa"
                )
            ],
        ),
        (
            "call",
            "call: GET /a#b",
            [
                "18:15: panggilan memuat `#`; hapus, atau tulis `%23` bila bagian dari nilai"
            ],
        ),
        ("call", "call: GET /a/{x y}", ["18:15: panggilan memuat spasi; tulis `%20`"]),
        (
            "call",
            "call: GET /%2e%2e/{a}",
            ["18:20: path memuat bagian `%2e%2e`; tulis path yang lugas"],
        ),
        (
            "call",
            "call: GET {a}",
            ["18:15: path `{a}` tidak diawali `/`; tulis `/{a}`"],
        ),
        (
            "call",
            "call: {request: POST /x, form: {a: '{a}'}, json: {a: 1}}",
            ["18:58: `form` dan `json` dipakai sekaligus; pakai salah satu"],
        ),
        (
            "call",
            "call: {request: POST /x, json: {a: '{a', b: ['{a}', null]}}",
            [
                "18:45: kurung `{` tanpa `}`; tulis `{nama}`, atau `{{` untuk kurung biasa"
            ],
        ),
        (
            "call",
            "call: {query: {a: b}}",
            [
                "18:15: `call` belum punya `request`; tambahkan, misalnya `request: POST /cari`"
            ],
        ),
        (
            "call",
            "call: {a: b}",
            [
                "18:15: `call` belum punya `request`; tambahkan, misalnya `request: POST /cari`",
                "18:16: kata `a` tidak dikenal dalam `call`; yang ada: `request`, `follow`, `hosts`, `https`, `query`, `headers`, `auth`, `form`, `json`, `whole`, `xml`, `soap`, `text`",
            ],
        ),
    ],
)
def test_request_lines_are_refused(
    line: str, text: str, expected: list[str], wrong: Wrong
) -> None:
    """A call that is no request line is refused, with one beside it."""
    printed = wrong(**{line: text})

    assert [f"c.yaml:{problem}" for problem in expected] == printed
