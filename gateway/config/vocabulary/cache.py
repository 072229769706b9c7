"""Words of `cache`: how long answers are kept, and shown when they are stale."""

from typing import Final

from gateway.config.kinds import Choice, Key, List, Record, Text, Wrong
from gateway.config.nodes import Scalar
from gateway.config.templates import parse_template
from gateway.config.vocabulary.credentials import SECRET
from gateway.config.vocabulary.scalars import BOOLEAN, DURATION

_LONGEST_TAG: Final = 100  # characters, as written


def _tag(node: Scalar) -> object:
    """Read a tag: a text whose placeholders are names of arguments."""
    made = parse_template(node.text, node.at)
    if isinstance(made, Wrong):
        return made
    deep = next((one for one in made.arguments if len(one) > 1), None)
    if deep is not None:
        return Wrong(
            f"`{{{'.'.join(deep)}}}` bagian dari sebuah objek",
            "pakai argumen yang nilainya tunggal",
        )
    return node.word() if 0 < len(node.text) <= _LONGEST_TAG else None


_TAG: Final = Text("tag", "teks sampai 100 huruf, misalnya `wilayah-{wilayah}`", _tag)
CACHE: Final = Key(
    "cache",
    Record(
        "`cache`",
        "Penyimpanan jawaban. Yang tidak ditulis mengikuti `cache` di atasnya.",
        (
            Key(
                "ttl",
                DURATION,
                "Lama jawaban dianggap baru; 0 berarti tidak disimpan.",
                default="0",
                example="60s",
            ),
            Key(
                "stale_while_revalidate",
                DURATION,
                "Lama sesudah `ttl` jawaban lama masih langsung diberikan, sementara yang "
                "baru diambil di belakang.",
                default="0",
                example="5m",
            ),
            Key(
                "stale_if_error",
                DURATION,
                "Lama sesudah `ttl` jawaban lama menggantikan galat, bila layanan terganggu. "
                "Sesudah itu galat, tidak pernah data yang lebih tua.",
                default="1h bila `ttl` ditulis",
                example="24h",
            ),
            Key(
                "negative",
                DURATION,
                "Lama `tidak ada` disimpan: null, atau daftar kosong menurut `missing`. "
                "Galat tidak pernah disimpan.",
                default="10s, paling lama `ttl`",
                example="5s",
            ),
            Key(
                "follow",
                Choice(
                    "pilihan yang dikenal",
                    {
                        "headers": "`Cache-Control`, `Expires`, dan `Age` layanan dipatuhi, "
                        "paling lama `ttl`; `ETag` dan `Last-Modified` dipakai untuk bertanya "
                        "apakah jawaban sebuah GET berubah, juga GET untuk banyak kunci",
                        "none": "header layanan tidak dibaca",
                    },
                ),
                "Apakah header layanan ikut menentukan.",
                default="none",
                example="headers",
            ),
            Key(
                "tags",
                List(_TAG, empty=True),
                "Nama-nama jawaban, untuk dibuang bersama lewat `POST /admin/invalidate`; "
                "`{argumen}` diganti nilainya.",
                example='[harga, "wilayah-{wilayah}"]',
            ),
            Key(
                "shared",
                BOOLEAN,
                "Apakah jawaban disimpan bersama proses lain di Valkey "
                "(`GATEWAY_VALKEY_URL`). `true` pada jawaban pribadi perlu "
                "`GATEWAY_VALKEY_KEY`: kuncinya tidak dapat ditebak, isinya tidak disandikan.",
                default="true, kecuali jawaban pribadi",
                example="false",
            ),
            Key(
                "snapshot",
                BOOLEAN,
                "Apakah jawaban juga disimpan di disk (`GATEWAY_STATE_DIR` atau "
                "`GATEWAY_SNAPSHOT_DIR`), supaya sesudah gateway dimulai ulang yang lama "
                "masih dapat menggantikan galat. Jawaban pribadi tidak pernah.",
                default="true bila ada `stale_if_error`, kecuali `shared: false`",
                example="false",
            ),
        ),
        hints=dict.fromkeys(
            ("false", "off", "no"), "tulis `{ttl: 0}` untuk tanpa simpanan"
        ),
        some=True,
    ),
    "Berapa lama jawaban disimpan, dan kapan yang lama masih boleh diberikan.",
    default="{ttl: 0}",
    example="{ttl: 10m, stale_while_revalidate: 5m, stale_if_error: 24h}",
    also=("caching", "simpan"),
)
INVALIDATE_KEY: Final = Key(
    "invalidate_key",
    SECRET,
    "Kunci milik OPD untuk membuang jawabannya sendiri yang disimpan, lewat "
    "`POST /admin/invalidate`; paling sedikit 16 huruf.",
    example="${PANGAN_KUNCI_BUANG}",
)
