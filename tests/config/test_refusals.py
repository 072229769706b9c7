"""What stands in the wrong shape, or is not filled in."""

from collections.abc import Callable

import pytest

Wrong = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("line", "text", "expected"),
    [
        (
            "type",
            "about: [a]",
            [
                '10:16: `about` harus teks, bukan daftar; bila maksudnya teks, beri tanda kutip: "[a]"'
            ],
        ),
        (
            "type",
            "key: {a: b}",
            [
                '10:14: `key` harus nama, bukan pasangan `kata: isi`; bila maksudnya teks, beri tanda kutip: "{a: b}"'
            ],
        ),
        (
            "type",
            "key: []",
            [
                "10:14: `key` belum diisi; isi, hapus, atau beri tanda kutip bila nilainya diawali `#`"
            ],
        ),
        (
            "field",
            "judul:",
            [
                "13:17: field `judul` belum diisi; isi, hapus, atau beri tanda kutip bila nilainya diawali `#`"
            ],
        ),
        (
            "connector",
            "cache: 5m",
            [
                "7:12: `cache` harus pasangan `kata: isi`, bukan teks `5m`; tulis `{ttl: 5m}`"
            ],
        ),
        (
            "connector",
            "cache: off",
            [
                "7:12: `cache` harus pasangan `kata: isi`, bukan teks `off`; tulis `{ttl: 0}` untuk tanpa simpanan"
            ],
        ),
        (
            "connector",
            "cache: lama",
            [
                "7:12: `cache` harus pasangan `kata: isi`, bukan teks `lama`; misalnya `{ttl: 60s}`"
            ],
        ),
        (
            "top",
            "unions: {U: {of: Buku}}",
            ["2:18: `of` harus daftar, bukan teks `Buku`; tulis `[Buku]`"],
        ),
        (
            "top",
            "extend: {Buku: x}",
            ["2:16: type `Buku` harus pasangan `nama: isi` (field), bukan teks `x`"],
        ),
        (
            "top",
            "merge: {m: {of: a}}",
            ["2:17: `of` harus daftar, bukan teks `a`; tulis `[a]`"],
        ),
        (
            "field",
            "judul: {type: String, value: [a, b]}",
            [
                '13:40: `value` harus teks, bukan daftar; bila maksudnya teks, beri tanda kutip: "[a, b]"'
            ],
        ),
        (
            "opd",
            "opd: &x",
            [
                "5:10: `opd` belum diisi; isi, hapus, atau beri tanda kutip bila nilainya diawali `#`"
            ],
        ),
        (
            "field",
            "judul: # kosong",
            [
                "13:17: field `judul` belum diisi; isi, hapus, atau beri tanda kutip bila nilainya diawali `#`"
            ],
        ),
        (
            "connector",
            "cache: 1",
            [
                "7:12: `cache` harus pasangan `kata: isi`, bukan teks `1`; misalnya `{ttl: 60s}`"
            ],
        ),
        (
            "query",
            "select: [a]",
            [
                '19:17: `select` harus path, bukan daftar; bila maksudnya teks, beri tanda kutip: "[a]"'
            ],
        ),
        (
            "top",
            "enums: {E: A}",
            ["2:12: enum `E` harus daftar, bukan teks `A`; tulis `[A]`"],
        ),
        (
            "args",
            "args: [a]",
            [
                "16:15: `args` harus pasangan `nama: isi` (argumen), bukan daftar; misalnya `{nama: String!}`"
            ],
        ),
        (
            "args",
            "args:\n  - a: String",
            [
                "17:11: `args` harus pasangan `nama: isi` (argumen), bukan daftar; hapus `-` di depan setiap argumen"
            ],
        ),
        (
            "connector",
            "success: [ok]",
            [
                "7:15: `success` harus pasangan `kata: isi`, bukan teks `ok`; misalnya `{path: status.code}`"
            ],
        ),
        (
            "connector",
            "retry: 3",
            [
                "7:12: `3` bukan pengaturan `retry`; pilih `false`, atau tulis `{attempts: 3}`"
            ],
        ),
        (
            "connector",
            "retry: sekali",
            [
                "7:12: `sekali` bukan pengaturan `retry`; pilih `false`, atau misalnya `{attempts: 3}`"
            ],
        ),
        (
            "query",
            "shape: ${LANGKAH}",
            [
                "19:16: variabel lingkungan `LANGKAH` belum diisi; isi `LANGKAH` atau tulis `${LANGKAH:-bawaan}`"
            ],
        ),
        (
            "query",
            "shape: entries",
            [
                "19:16: `entries` bukan langkah; `entries` perlu isi, misalnya `{entries: kode}`"
            ],
        ),
        (
            "call",
            "call: {request: POST /x, json: {judul: {a}, lain: [{a}], utuh: {b: {}, c: null}}}",
            [
                '18:48: `{a}` tanpa tanda kutip adalah objek, bukan argumen; beri tanda kutip: "{a}"',
                '18:60: `{a}` tanpa tanda kutip adalah objek, bukan argumen; beri tanda kutip: "{a}"',
            ],
        ),
        (
            "connector",
            "headers: {A: [b]}",
            [
                '7:18: header `A` harus teks, bukan daftar; bila maksudnya teks, beri tanda kutip: "[b]"'
            ],
        ),
    ],
)
def test_shapes_are_refused(
    line: str, text: str, expected: list[str], wrong: Wrong
) -> None:
    """What is misshapen or empty is named, with the shape that fits."""
    printed = wrong(**{line: text})

    assert [f"c.yaml:{problem}" for problem in expected] == printed
