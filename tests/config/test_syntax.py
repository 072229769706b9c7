"""YAML that does not parse: one problem, in Indonesian, with its remedy."""

from collections.abc import Callable

import pytest

Wrong = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("line", "text", "expected"),
    [
        (
            "returns",
            "returns: [Buku!]",
            [
                '17:18: `returns` harus jenis GraphQL, bukan daftar; bila maksudnya teks, beri tanda kutip: "[Buku!]"'
            ],
        ),
        (
            "returns",
            "returns: [Buku!]!",
            [
                '17:25: YAML tidak dapat dibaca: indentasi tidak lurus atau ada sisa setelah nilai; beri tanda kutip: returns: "[Buku!]!"'
            ],
        ),
        (
            "returns",
            "returns: !Buku",
            [
                '17:18: tag YAML `!Buku` tidak dipakai di sini; beri tanda kutip: returns: "!Buku"'
            ],
        ),
        (
            "call",
            "call: {x}",
            [
                '18:15: `call` harus panggilan, bukan pasangan `kata: isi`; bila maksudnya teks, beri tanda kutip: "{x}"'
            ],
        ),
        (
            "url",
            "url: {..}",
            [
                '6:10: `url` harus alamat, bukan pasangan `kata: isi`; bila maksudnya teks, beri tanda kutip: "{..}"'
            ],
        ),
        (
            "url",
            "url: {PERPUS_URL}",
            [
                '6:10: `url` harus alamat, bukan pasangan `kata: isi`; bila maksudnya teks, beri tanda kutip: "{PERPUS_URL}"'
            ],
        ),
        (
            "url",
            "url: {{ URL }}",
            ['6:11: kurung di tempat nama; beri tanda kutip: url: "{{ URL }}"'],
        ),
        (
            "opd",
            "opd: Dinas: Perpustakaan",
            [
                '5:15: YAML tidak dapat dibaca: `: ` di dalam nilai tanpa tanda kutip; beri tanda kutip: opd: "Dinas: Perpustakaan"'
            ],
        ),
        (
            "opd",
            "opd: @Dinas",
            [
                '5:10: YAML tidak dapat dibaca: nilai diawali tanda yang dipakai YAML; beri tanda kutip: opd: "@Dinas"'
            ],
        ),
        (
            "opd",
            "opd: `x`",
            [
                '5:10: YAML tidak dapat dibaca: nilai diawali tanda yang dipakai YAML; beri tanda kutip: opd: "`x`"'
            ],
        ),
        (
            "opd",
            "opd: *Dinas",
            ['5:10: alias `*Dinas` belum dikenal; beri tanda kutip: opd: "*Dinas"'],
        ),
        (
            "opd",
            "opd: %x",
            [
                '5:10: YAML tidak dapat dibaca: nilai diawali tanda yang dipakai YAML; beri tanda kutip: opd: "%x"'
            ],
        ),
        (
            "field",
            "judul: {type: String, pattern: [A-Z]{1,2}}",
            [
                "13:18: YAML tidak dapat dibaca: kurung `{` belum ditutup atau isinya perlu tanda kutip; beri tanda kutip pada nilai `pattern`"
            ],
        ),
        (
            "field",
            'judul: {type: String, pattern: "\\d+"}',
            [
                "13:43: YAML tidak dapat dibaca: garis miring terbalik di antara kutip ganda; pakai kutip tunggal, misalnya '\\d+'"
            ],
        ),
        (
            "field",
            "judul: {type: [String!]}",
            [
                '13:25: `type` harus jenis GraphQL, bukan daftar; bila maksudnya teks, beri tanda kutip: "[String!]"'
            ],
        ),
        (
            "call",
            "call: GET /a?x={a}: b",
            [
                '18:27: YAML tidak dapat dibaca: `: ` di dalam nilai tanpa tanda kutip; beri tanda kutip: call: "GET /a?x={a}: b"'
            ],
        ),
        (
            "opd",
            "opd: {a: b}: c",
            [
                "5:16: YAML tidak dapat dibaca: `: ` di dalam nilai tanpa tanda kutip; beri tanda kutip pada nilai `a`"
            ],
        ),
        ("opd", "[a]: b", ["5:5: kurung di tempat nama; beri tanda kutip pada nama"]),
        (
            "opd",
            'opd: {"a\\b"}x',
            [
                "5:17: YAML tidak dapat dibaca: indentasi tidak lurus atau ada sisa setelah nilai; beri tanda kutip: opd: '{\"a\\b\"}x'"
            ],
        ),
    ],
)
def test_unquoted_values_get_their_quotes(
    line: str, text: str, expected: list[str], wrong: Wrong
) -> None:
    """A value that YAML misreads is printed with the quotes it needs."""
    printed = wrong(**{line: text})

    assert [f"c.yaml:{problem}" for problem in expected] == printed


@pytest.mark.parametrize(
    ("line", "text", "expected"),
    [
        (
            "opd",
            'opd: "Dinas',
            [
                "17:19: YAML tidak dapat dibaca: indentasi tidak lurus atau ada sisa setelah nilai; periksa indentasi, kurung, dan tanda kutip di sekitar baris ini"
            ],
        ),
        (
            "opd",
            "opd: 'Dinas' Perpus",
            [
                "5:18: YAML tidak dapat dibaca: indentasi tidak lurus atau ada sisa setelah nilai; periksa indentasi, kurung, dan tanda kutip di sekitar baris ini"
            ],
        ),
        (
            "field",
            "judul: {type: String",
            [
                "13:18: YAML tidak dapat dibaca: kurung `{` belum ditutup atau isinya perlu tanda kutip; tutup kurungnya, atau beri tanda kutip pada nilai di dalamnya"
            ],
        ),
        (
            "field",
            "judul: [String",
            [
                "13:18: YAML tidak dapat dibaca: kurung `[` belum ditutup atau isinya perlu tanda kutip; tutup kurungnya, atau beri tanda kutip pada nilai di dalamnya"
            ],
        ),
        (
            "field",
            "\tjudul: String",
            ["13:11: YAML tidak dapat dibaca: ada tab; pakai spasi untuk indentasi"],
        ),
        (
            "field",
            "  judul: String\n judul: x",
            [
                "13:13: YAML tidak dapat dibaca: `judul` lebih menjorok daripada `isbn` di atasnya, yang sudah ada isinya; luruskan indentasi keduanya"
            ],
        ),
        (
            "field",
            "judul String",
            [
                "13:11: YAML tidak dapat dibaca: baris ini bukan `kata: isi`; tulis `kata: isi`, atau luruskan indentasinya bila bagian dari baris di atasnya"
            ],
        ),
        (
            "connector",
            "- a",
            [
                "7:5: YAML tidak dapat dibaca: indentasi tidak lurus atau ada sisa setelah nilai; periksa indentasi, kurung, dan tanda kutip di sekitar baris ini"
            ],
        ),
        (
            "connector",
            "tabel:\n  - a\n - b",
            [
                "9:6: YAML tidak dapat dibaca: indentasi tidak lurus atau ada sisa setelah nilai; periksa indentasi, kurung, dan tanda kutip di sekitar baris ini"
            ],
        ),
        (
            "opd",
            "opd: |\n  a\n b",
            [
                "7:6: YAML tidak dapat dibaca: indentasi tidak lurus atau ada sisa setelah nilai; periksa indentasi, kurung, dan tanda kutip di sekitar baris ini"
            ],
        ),
        (
            "queries",
            "queries: daftar",
            [
                "15:7: YAML tidak dapat dibaca: `daftarBuku` lebih menjorok daripada `queries` di atasnya, yang sudah ada isinya; luruskan indentasi keduanya"
            ],
        ),
        (
            "opd",
            "opd:Dinas Perpustakaan",
            [
                "5:8: YAML tidak dapat dibaca: tidak ada spasi sesudah `opd:`; tulis: opd: Dinas Perpustakaan"
            ],
        ),
        (
            "call",
            "call:GET /buku",
            [
                "18:13: YAML tidak dapat dibaca: tidak ada spasi sesudah `call:`; tulis: call: GET /buku"
            ],
        ),
        (
            "args",
            "args: {a: String}\nabout: Semua buku\n\n  deprecated: lama",
            [
                "19:11: YAML tidak dapat dibaca: `deprecated` lebih menjorok daripada `about` di atasnya, yang sudah ada isinya; luruskan indentasi keduanya"
            ],
        ),
        (
            "type",
            "- a",
            [
                "11:9: YAML tidak dapat dibaca: indentasi daftar tidak lurus; periksa indentasi, kurung, dan tanda kutip di sekitar baris ini"
            ],
        ),
        (
            "opd",
            "opd: a\x00b",
            [
                "5:11: ada karakter yang tidak boleh ada dalam YAML; hapus karakter kendali (misalnya NUL) dari berkas"
            ],
        ),
        (
            "field",
            "judul: {type: *x}",
            ["13:25: alias `*x` belum dikenal; tulis `&x` lebih dahulu"],
        ),
        (
            "opd",
            "opd: |5x\n  a",
            [
                "5:12: YAML tidak dapat dibaca: susunannya salah; periksa indentasi, kurung, dan tanda kutip di sekitar baris ini"
            ],
        ),
    ],
)
def test_broken_yaml_stands_alone(
    line: str, text: str, expected: list[str], wrong: Wrong
) -> None:
    """A syntax error is one problem at its place, whatever else is wrong."""
    printed = wrong(**{line: text})

    assert [f"c.yaml:{problem}" for problem in expected] == printed
