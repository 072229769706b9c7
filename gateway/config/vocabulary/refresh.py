"""Words of `refresh`: answers that are renewed by the clock."""

import re
from typing import Final

from gateway.config.hours import between
from gateway.config.kinds import Free, Key, List, Names, Record, Text, Wrong
from gateway.config.nodes import Scalar
from gateway.config.vocabulary.scalars import WAIT

_LEAST: Final = 1.0
_MOST: Final = 7 * 86400.0
_LONGEST: Final = 600.0
_EVERY: Final = re.compile(r"every +")


def _every(node: Scalar) -> object:
    """Read how often: `15m`, which may be said as `every 15m`."""
    found = WAIT.parse(node._replace(text=_EVERY.sub("", node.text, count=1)))
    if isinstance(found, float) and not _LEAST <= found <= _MOST:
        return Wrong(
            f"`{node.shown}` bukan jarak yang masuk akal",
            "tulis dari `1s` sampai `7d`",
        )
    return found


def _timeout(node: Scalar) -> object:
    found = WAIT.parse(node)
    if isinstance(found, float) and found > _LONGEST:
        return Wrong(
            f"`{node.shown}` terlalu lama untuk satu panggilan", "paling lama `10m`"
        )
    return found


_HOURS: Final = r"([01][0-9]|2[0-3])[:.][0-5][0-9] ?- ?([01][0-9]|2[0-4])[:.][0-5][0-9]"
REFRESH: Final = Key(
    "refresh",
    Record(
        "`refresh`",
        "Jawaban diambil lebih dahulu menurut jadwal, di belakang layar: untuk layanan "
        "yang lambat, atau yang hanya menjawab pada jam tertentu. Yang lama tetap "
        "diberikan sampai yang baru ada. Bentuk pendek: `every`.",
        (
            Key(
                "every",
                Text(
                    "jarak waktu",
                    "jarak seperti `every 15m`, `every 6h`, atau `1d`",
                    _every,
                    f"(every +)?{WAIT.pattern}",
                ),
                "Jarak dua pengambilan, dari `1s` sampai `7d`. Sampai yang berikutnya "
                "jawaban dianggap baru, walaupun `ttl` yang diwarisi lebih pendek.",
                required=True,
                example="15m",
            ),
            Key(
                "timeout",
                Text("batas waktu", "durasi sampai `10m`", _timeout, WAIT.pattern),
                "Batas waktu satu panggilan ke layanan. Yang bertanya menunggu paling "
                "lama `timeout` query; panggilannya tetap diteruskan.",
                default="60s",
                example="2m",
            ),
            Key(
                "between",
                Text(
                    "rentang jam",
                    "dua jam seperti `21:00-04:30`; boleh melewati tengah malam",
                    between,
                    _HOURS,
                ),
                "Jam boleh mengambil, menurut `zone` konektor.",
                default="kapan saja, WIB",
                example='"21:00-04:30"',
            ),
            Key(
                "with",
                List(Names("argumen", Free("nilai")), single=True),
                "Argumen yang disegarkan: satu pasangan, atau daftarnya. Daftar nilai "
                "pada argumen tunggal berarti setiap nilainya.",
                default="tanpa argumen",
                example='{wilayah: ["18.71", "18.72"]}',
                also=("args", "for"),
            ),
        ),
        "every",
    ),
    "Jadwal mengambil jawaban di belakang layar.",
    example="every 15m",
    also=("schedule", "jadwal", "prefetch"),
)
