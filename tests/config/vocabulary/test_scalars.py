"""Scalars: each refused where it is not what its word takes."""

from collections.abc import Callable

import pytest

Wrong = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("line", "text", "expected"),
    [
        (
            "field",
            "judul: String!!",
            [
                '13:18: `String!!` bukan jenis GraphQL; tulis `String`, `ID!`, atau "[Buku!]"'
            ],
        ),
        (
            "field",
            "judul: 12",
            ['13:18: `12` bukan jenis GraphQL; tulis `String`, `ID!`, atau "[Buku!]"'],
        ),
        (
            "field",
            "judul: {type: String, personal: ya}",
            ["13:43: `ya` bukan nilai ya/tidak; tulis `true` atau `false`"],
        ),
        (
            "field",
            "judul: {type: Int, times: dua}",
            ["13:37: `dua` bukan angka; tulis angka seperti `1000` atau `0.01`"],
        ),
        (
            "field",
            "judul: {type: String, pattern: '(a'}",
            [
                "13:43: `(a` bukan ekspresi reguler yang sah; periksa kurung dan garis miring terbaliknya"
            ],
        ),
        (
            "field",
            r"judul: {type: String, pattern: '(\w+\s?)+;'}",
            [
                "13:43: `(\\w+\\s?)+;` dapat berjalan tanpa akhir pada teks yang tidak cocok; kelompok yang diulang memuat pengulangan; tulis salah satunya saja, misalnya `[\\w\\s]+`, bukan `(\\w+\\s?)+`"
            ],
        ),
        (
            "field",
            "judul: {type: String, jmespath: 'a['}",
            [
                "13:44: `a[` bukan ekspresi JMESPath yang sah; coba dahulu di jmespath.org, atau pakai path biasa"
            ],
        ),
        (
            "field",
            "judul: {type: Int, notation: us}",
            ["13:40: `us` bukan cara tulis angka; pilih `id`, `en`"],
        ),
        (
            "connector",
            "timeout: 3",
            [
                "7:14: `3` bukan durasi lebih dari nol; tulis durasi seperti `250ms`, `3s`, atau `5m`"
            ],
        ),
        (
            "connector",
            "timeout: 0s",
            [
                "7:14: `0s` bukan durasi lebih dari nol; tulis durasi seperti `250ms`, `3s`, atau `5m`"
            ],
        ),
        (
            "connector",
            "cache: {ttl: lama}",
            [
                "7:18: `lama` bukan durasi; tulis durasi seperti `250ms`, `3s`, `5m`, atau `24h`"
            ],
        ),
        (
            "connector",
            "limits: {max_body: 2MB}",
            ["7:24: `2MB` bukan ukuran; tulis ukuran seperti `512KiB` atau `2MiB`"],
        ),
        (
            "connector",
            "limits: {concurrency: 0}",
            ["7:27: `0` bukan bilangan bulat mulai 1; tulis bilangan seperti `100`"],
        ),
        (
            "connector",
            "network: internet",
            [
                "7:14: `internet` bukan jaringan yang dikenal; pilih `public`, `private`, `loopback`"
            ],
        ),
        (
            "connector",
            "network: [10.0.0.1/8]",
            ["7:15: `10.0.0.1/8` bukan jaringan; tulis misalnya `10.20.0.0/16`"],
        ),
        (
            "connector",
            "missing: 40",
            ["7:14: `40` bukan status HTTP; tulis status seperti `404`"],
        ),
        (
            "connector",
            "bad_rows: skip",
            ["7:15: `skip` bukan perlakuan baris rusak; pilih `drop`, `null`, `fail`"],
        ),
        (
            "args",
            "args: {a: {type: String, length: panjang}}",
            ["16:42: `panjang` bukan panjang; tulis `3`, `1..20`, `..20`, atau `3..`"],
        ),
        (
            "args",
            "args: {a: {type: String, length: 9..3}}",
            ["16:42: panjang `9..3` terbalik; tulis `3..9`"],
        ),
        (
            "args",
            "args: {a: {type: Int, send: {pad: x}}}",
            ["16:43: `x` bukan bilangan bulat mulai 1; tulis bilangan seperti `100`"],
        ),
        (
            "args",
            "args: {a: {type: String, send: {case: UPPER}}}",
            ["16:47: `UPPER` bukan ragam huruf; mungkin maksudnya `upper`?"],
        ),
        (
            "query",
            "filter_by: {a: {field: judul, how: like}}",
            [
                "19:44: `like` bukan cara membandingkan; pilih `equals`, `contains`, `starts`, `min`, `max`"
            ],
        ),
        (
            "query",
            "expose: tidak",
            ["19:17: `tidak` bukan nilai ya/tidak; tulis `true` atau `false`"],
        ),
        (
            "connector",
            "limits: {max_body: 0MiB}",
            ["7:24: `0MiB` bukan ukuran; tulis ukuran seperti `512KiB` atau `2MiB`"],
        ),
        (
            "args",
            "args: {a: {type: Int, send: {minus: 1.5}}}",
            ["16:45: `1.5` bukan bilangan bulat; tulis bilangan seperti `1900`"],
        ),
        (
            "version",
            "version: 2",
            ["1:10: `2` bukan versi yang dikenal; tulis `version: 1`"],
        ),
        (
            "args",
            "args: {a: {type: String, length: ..}}",
            ["16:42: `..` bukan panjang; tulis `3`, `1..20`, `..20`, atau `3..`"],
        ),
    ],
)
def test_scalars_are_refused_with_an_example(
    line: str, text: str, expected: list[str], wrong: Wrong
) -> None:
    """A scalar of the wrong kind is quoted, with one of the right kind."""
    printed = wrong(**{line: text})

    assert [f"c.yaml:{problem}" for problem in expected] == printed
