"""Addresses: a connector's base URL."""

from collections.abc import Callable

import pytest

Wrong = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("line", "text", "expected"),
    [
        (
            "url",
            "url: ftp://x",
            [
                "6:10: `ftp://x` bukan alamat http; tulis lengkap, misalnya `https://layanan.go.id`"
            ],
        ),
        (
            "url",
            "url: perpus.go.id",
            [
                "6:10: `perpus.go.id` bukan alamat http; tulis lengkap, misalnya `https://layanan.go.id`"
            ],
        ),
        (
            "url",
            "url: https://u:p@x.go.id",
            [
                "6:10: alamat memuat nama pengguna atau sandi; kirim lewat `headers`, dengan nilai dari `${NAMA}`"
            ],
        ),
        (
            "url",
            "url: https://x.go.id?a=b",
            [
                "6:10: alamat `https://x.go.id?a=b` memuat `?` atau `#`; tulis parameternya di `call`"
            ],
        ),
        (
            "url",
            "url: 'https://{h}.go.id'",
            [
                "6:11: alamat `https://{h}.go.id` memuat kurung; argumen hanya boleh di `call`; variabel ditulis `${NAMA}`"
            ],
        ),
        (
            "url",
            "url: https://x:port",
            ["6:10: `https://x:port` bukan alamat; tulis `https://layanan.go.id`"],
        ),
        (
            "url",
            "url: https://x y.go.id",
            [
                "6:10: `https://x y.go.id` memuat nama host yang tidak sah; periksa ejaannya"
            ],
        ),
        (
            "url",
            "url: https://[::1",
            ["6:10: `https://[::1` bukan alamat; tulis `https://layanan.go.id`"],
        ),
        (
            "url",
            "url: https://",
            [
                "6:10: `https://` bukan alamat http; tulis lengkap, misalnya `https://layanan.go.id`"
            ],
        ),
    ],
)
def test_addresses_are_refused(
    line: str, text: str, expected: list[str], wrong: Wrong
) -> None:
    """A base URL is http or https, with a host and nothing that belongs to a call."""
    printed = wrong(**{line: text})

    assert [f"c.yaml:{problem}" for problem in expected] == printed
