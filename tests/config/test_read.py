"""The words of the file: unknown, missing, in the wrong place."""

from collections.abc import Callable

import pytest

Wrong = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("line", "text", "expected"),
    [
        (
            "top",
            "konektor: {}",
            [
                "2:1: kata `konektor` tidak dikenal dalam connectors.yaml; mungkin maksudnya `connectors`?"
            ],
        ),
        (
            "connector",
            "base_url: x",
            [
                "7:5: kata `base_url` tidak dikenal dalam konektor `perpus`; mungkin maksudnya `url`?"
            ],
        ),
        (
            "connector",
            "limits: {concurrency: 1, dan seterusnya}",
            [
                "7:30: kata `dan seterusnya` tidak dikenal dalam `limits`; bila koma sebelumnya bagian dari teks, beri tanda kutip pada seluruh teksnya"
            ],
        ),
        (
            "connector",
            "zzz: 1",
            ["7:5: kata `zzz` tidak dikenal dalam konektor `perpus`"],
        ),
        (
            "connector",
            "limts: {}",
            [
                "7:5: kata `limts` tidak dikenal dalam konektor `perpus`; mungkin maksudnya `limits`?"
            ],
        ),
        (
            "connector",
            "limits: {warna: 60/m}",
            [
                "7:14: kata `warna` tidak dikenal dalam `limits`; yang ada: `concurrency`, `queue`, `wait`, `rate`, `burst`, `calls`, `max_body`"
            ],
        ),
        (
            "connector",
            "call:\n      - GET /x",
            [
                "7:5: kata `call` tidak dikenal dalam konektor `perpus`; tulis pada sebuah query di bawah `queries:`"
            ],
        ),
        (
            "call",
            "call:\n          - GET /x",
            [
                "19:19: `call` harus panggilan, bukan daftar; tulis misalnya `GET /buku/{isbn}`"
            ],
        ),
        (
            "top",
            "merge:\n  - semua: {of: [a.b]}",
            [
                "3:3: `merge` harus pasangan `nama: isi` (merge), bukan daftar; hapus `-` di depan setiap merge"
            ],
        ),
        (
            "connector",
            "tables: {}",
            [
                "7:5: kata `tables` tidak dikenal dalam konektor `perpus`; tulis di tingkat teratas, sejajar dengan `connectors:`"
            ],
        ),
        (
            "connector",
            "select: data",
            [
                "7:5: kata `select` tidak dikenal dalam konektor `perpus`; tulis pada sebuah query di bawah `queries:`"
            ],
        ),
        (
            "query",
            "headers: {X-A: a}",
            [
                "19:9: kata `headers` tidak dikenal dalam query `daftarBuku`; tulis di dalam `call`, bersama `request`: `call: {request: POST /cari, …}`"
            ],
        ),
        (
            "query",
            "auth: {kind: none}",
            [
                "19:9: kata `auth` tidak dikenal dalam query `daftarBuku`; tulis pada konektornya, sejajar dengan `queries:`"
            ],
        ),
        (
            "opd",
            "about: x",
            [
                "4:3: konektor `perpus` belum punya `opd`; tambahkan, misalnya `opd: Dinas Perpustakaan dan Kearsipan`"
            ],
        ),
        (
            "url",
            "about: x",
            [
                "4:3: konektor `perpus` belum punya `url`; tambahkan, misalnya `url: ${PERPUS_URL}`"
            ],
        ),
        (
            "field",
            "judul: {from: a}",
            [
                "13:11: field `judul` belum punya `type`; tambahkan, misalnya `type: String!`"
            ],
        ),
        (
            "field",
            "judul: {tipe: String}",
            [
                "13:19: kata `tipe` tidak dikenal dalam field `judul`; mungkin maksudnya `type`?"
            ],
        ),
        (
            "connector",
            "cache: {}",
            [
                "7:12: `cache` belum diisi; isi, hapus, atau beri tanda kutip bila nilainya diawali `#`"
            ],
        ),
        (
            "connector",
            "missing: [404, {path: a}]",
            [
                '7:20: syarat tanpa `in` atau `not_in`; tambahkan, misalnya `in: ["0000"]`'
            ],
        ),
        (
            "connector",
            "success: {path: code, in: [a], map: t}",
            [
                "7:41: `map` tanpa `message`; tulis letak kodenya, misalnya `message: rc`",
                "7:41: tabel `t` tidak dikenal; tulis tabel itu di `tables`",
            ],
        ),
        (
            "connector",
            "success: {path: error, in: [~]}",
            [
                "7:32: `~` bukan teks yang dapat dikirim layanan; tulis `null` bila maksudnya tidak ada isinya"
            ],
        ),
        (
            "connector",
            "success: {path: code}",
            [
                '7:14: syarat tanpa `in` atau `not_in`; tambahkan, misalnya `in: ["0000"]`'
            ],
        ),
        (
            "connector",
            "success: {in: [a]}",
            [
                "7:14: `success` belum punya `path`; tambahkan, misalnya `path: status.code`"
            ],
        ),
        (
            "args",
            "args: {a: {type: String, required: true}}",
            [
                "16:34: kata `required` tidak dikenal dalam argumen `a`; tulis `!` di belakang jenisnya, misalnya `String!`"
            ],
        ),
        (
            "query",
            "select: {jmespath: a, path: b}",
            [
                "19:28: `select` memakai `path` dan `jmespath` sekaligus; pakai salah satu"
            ],
        ),
        (
            "query",
            "where: {judul: {like: a}}",
            [
                "19:25: kata `like` tidak dikenal dalam field `judul`; yang ada: `equals`, `not`, `contains`, `starts`, `min`, `max`, `present`"
            ],
        ),
        (
            "query",
            "fields: {judul: {type: String, from: x}}",
            [
                "19:26: kata `type` tidak dikenal dalam field `judul`; hapus; jenisnya mengikuti field pada tipenya"
            ],
        ),
        (
            "query",
            "batch: {match: x}",
            [
                "19:16: `batch` belum punya `call`; tambahkan, misalnya `call: GET /wilayah?kode={kode}`"
            ],
        ),
        (
            "type",
            "batch: {call: GET /x, group: y}",
            [
                "10:16: `batch` tidak jelas kuncinya; tambahkan `by: <argumen>`: argumen yang menerima kunci",
                "10:31: kata `group` tidak dikenal dalam `batch`; pakai `match`; `group` hanya untuk query yang mengembalikan daftar",
            ],
        ),
        (
            "top",
            "tables: {t: {file: x.csv}}",
            [
                "2:13: tabel `t` belum punya `key`; tambahkan, misalnya `key: bps`",
                "2:13: tabel `t` belum punya `value`; tambahkan, misalnya `value: kemendagri`",
            ],
        ),
        (
            "top",
            "enums: {E: {about: x}}",
            [
                "2:9: enum `E` belum punya `values`; tambahkan, misalnya `values: [BARU, SELESAI]`"
            ],
        ),
        (
            "top",
            "interfaces: {I: {discriminate: {path: x}}}",
            [
                "2:14: interface `I` tidak dipakai type mana pun; tulis `implements: I` pada type-nya, atau hapus",
                "2:14: interface `I` tidak punya field; tulis paling sedikit satu di `fields`",
                "2:32: `discriminate` belum punya `cases`; tambahkan, misalnya `cases: {rs: RumahSakit, else: Faskes}`",
            ],
        ),
        (
            "top",
            "extend: {Buku: {x: {with: {a: b}}}}",
            [
                "2:17: field `x` belum punya `query`; tambahkan, misalnya `query: hargaPangan`"
            ],
        ),
        (
            "top",
            "defaults: {bad_rows: drop}",
            [
                "2:12: kata `bad_rows` tidak dikenal dalam `defaults`; yang ada: `timeout`, `cache`, `network`, `limits`, `retry`, `breaker`, `nulls`, `zone`, `notation`"
            ],
        ),
        (
            "type",
            "lookup: {match: isbn}",
            [
                "10:17: `in` dan `match` harus bersama-sama; misalnya `{in: daftarWilayah, match: kode}`"
            ],
        ),
        (
            "type",
            "lookup: {in: daftarBuku, match: isbn, call: 'GET /x/{isbn}'}",
            [
                "10:17: type `Buku` punya `lookup` atau `batch` tetapi tanpa kunci; tulis `key:` dengan nama field kuncinya",
                "10:53: `call` dan `in` dipakai sekaligus; pilih satu",
                "10:61: `{isbn}` bukan argumen `lookupBuku`; tulis `isbn` di `args`",
            ],
        ),
    ],
)
def test_words_out_of_place(
    line: str, text: str, expected: list[str], wrong: Wrong
) -> None:
    """Each word that does not fit is named, with the one that would."""
    printed = wrong(**{line: text})

    assert [f"c.yaml:{problem}" for problem in expected] == printed
