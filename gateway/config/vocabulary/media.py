"""Words of the media proxy."""

from typing import Final

from gateway.config.kinds import Choice, Key, List, Record
from gateway.config.vocabulary.scalars import BOOLEAN, DURATION, SIZE, URL

_TYPE: Final = Choice(
    "jenis berkas yang dikenal",
    {
        "image/*": "semua gambar di bawah ini",
        "image/jpeg": "JPEG",
        "image/png": "PNG",
        "image/gif": "GIF",
        "image/webp": "WebP",
        "image/avif": "AVIF",
        "application/pdf": "PDF",
    },
)
MEDIA: Final = Key(
    "media",
    Record(
        "`media`",
        "Berkas yang boleh diambil ponsel lewat gateway. Bentuk pendek: daftar alamatnya. "
        "Field `URL` dengan `proxy: true` menjadi tautan ke gateway.",
        (
            Key(
                "allow",
                List(URL, single=True),
                "Awal alamat berkas yang boleh diambil: skema, host, port, dan folder.",
                required=True,
                example='["https://rs.example.go.id/foto/"]',
            ),
            Key(
                "types",
                List(_TYPE, single=True),
                "Jenis berkas, dikenali dari isinya.",
                default='["image/*", application/pdf]',
                example='["image/*"]',
            ),
            Key("max_body", SIZE, "Berkas terbesar.", default="5MiB", example="1MiB"),
            Key(
                "ttl",
                DURATION,
                "Lama berkas disimpan, di gateway dan di ponsel.",
                default="1d",
                example="1h",
            ),
            Key(
                "auth",
                BOOLEAN,
                "Ambil dengan `headers` dan kredensial konektor ini; hanya untuk alamat "
                "di host konektor, dan perlu GATEWAY_MEDIA_KEY.",
                default="false",
            ),
        ),
        "allow",
    ),
    "Berkas (foto, PDF) yang boleh diambil ponsel lewat gateway.",
    example='{allow: ["https://rs.example.go.id/foto/"]}',
)
PROXY: Final = Key(
    "proxy",
    BOOLEAN,
    "Untuk `URL`: berkasnya diambil lewat gateway, menurut `media` konektornya. Alamat di "
    "luar `allow` tetap seperti aslinya.",
    default="false",
)
