"""Words that keep a connector's trouble its own: limits, retries, the breaker."""

from typing import Final

from gateway.config.kinds import Choice, Key, Record, Shapes
from gateway.config.vocabulary.scalars import (
    ATTEMPTS,
    COUNT,
    NATURAL,
    PERCENT,
    RATE,
    SHARE,
    SIZE,
    SPAN,
    WAIT,
)

LIMITS: Final = Key(
    "limits",
    Record(
        "`limits`",
        "Batas bagi satu konektor.",
        (
            Key(
                "concurrency",
                COUNT,
                "Panggilan serentak dari satu proses gateway. Menyusut sendiri bila layanan "
                "melambat.",
                default="20",
                example="16",
                also=("concurrent", "max_concurrency", "bulkhead", "serentak"),
            ),
            Key(
                "queue",
                NATURAL,
                "Panggilan yang boleh menunggu tempat; selebihnya langsung UPSTREAM_BUSY.",
                default="100",
                example="20",
                also=("antrean",),
            ),
            Key(
                "wait",
                WAIT,
                "Paling lama menunggu tempat, atau giliran menurut `rate`.",
                default="1s",
                example="500ms",
                also=("queue_timeout",),
            ),
            Key(
                "rate",
                RATE,
                "Laju dari satu proses gateway: panggilan per detik, menit, jam, atau hari. "
                "Bagilah yang diizinkan layanan dengan banyaknya proses.",
                example="60/m",
                also=("rate_limit", "rps", "laju"),
            ),
            Key(
                "burst",
                COUNT,
                "Panggilan yang boleh sekaligus dalam laju itu.",
                default="sepersepuluh `rate`",
                example="5",
            ),
            Key(
                "calls",
                COUNT,
                "Panggilan untuk satu operasi.",
                default="100",
                example="50",
            ),
            Key(
                "max_body", SIZE, "Jawaban terbesar.", default="2MiB", example="512KiB"
            ),
        ),
        some=True,
    ),
    "Batas bagi konektor ini.",
    example="{concurrency: 16, rate: 60/m, max_body: 2MiB}",
)
RETRY: Final = Key(
    "retry",
    Shapes(
        scalar=Choice("pengaturan `retry`", {"false": "tidak pernah diulang"}),
        pairs=Record(
            "`retry`",
            "Pengulangan panggilan baca yang gagal, dalam batas waktu yang sama.",
            (
                Key(
                    "attempts",
                    ATTEMPTS,
                    "Percobaan paling banyak, yang pertama ikut dihitung.",
                    default="2",
                    example="3",
                    also=("max_attempts", "count", "times", "max"),
                ),
                Key(
                    "budget",
                    PERCENT,
                    "Bagian panggilan yang boleh berupa ulangan, di samping satu tiap detik.",
                    default="10%",
                    example="20%",
                ),
                Key(
                    "backoff",
                    SPAN,
                    "Jeda acak sebelum mengulang: paling lama sekian, berlipat dua sampai "
                    "batas kedua.",
                    default="25ms..2s",
                    example="200ms..1s",
                    also=("delay", "interval", "jeda"),
                ),
            ),
            some=True,
        ),
    ),
    "Pengulangan panggilan yang gagal; `false` mematikannya. `Retry-After` dipatuhi.",
    default="{attempts: 2, budget: 10%, backoff: 25ms..2s}",
    example="{attempts: 3}",
    also=("retries",),
)
BREAKER: Final = Key(
    "breaker",
    Shapes(
        scalar=Choice("pengaturan `breaker`", {"false": "tanpa pemutus"}),
        pairs=Record(
            "`breaker`",
            "Pemutus: layanan yang kebanyakan gagal tidak dipanggil sementara waktu.",
            (
                Key(
                    "window",
                    WAIT,
                    "Rentang waktu yang dihitung.",
                    default="10s",
                    example="30s",
                ),
                Key(
                    "minimum",
                    COUNT,
                    "Panggilan paling sedikit dalam rentang itu sebelum dinilai.",
                    default="10",
                    example="20",
                    also=("min_calls", "minimum_calls", "volume"),
                ),
                Key(
                    "ratio",
                    SHARE,
                    "Bagian yang gagal saat pemutus membuka.",
                    default="50%",
                    example="30%",
                    also=("threshold", "failure_ratio", "ambang"),
                ),
                Key(
                    "open",
                    SPAN,
                    "Lama terbuka sebelum dicoba lagi; berlipat dua sampai batas kedua "
                    "bila layanan gagal lagi begitu dipulihkan.",
                    default="5s..60s",
                    example="10s",
                    also=("cooldown", "sleep_window", "reset_timeout"),
                ),
                Key(
                    "probes",
                    ATTEMPTS,
                    "Percobaan yang harus berhasil sebelum dipulihkan bertahap.",
                    default="2",
                    example="3",
                    also=("half_open",),
                ),
                Key(
                    "misfit",
                    SHARE,
                    "Jawaban yang isinya melanggar tipenya lebih dari bagian ini dihitung "
                    "gagal: baris yang rusak sebaris penuh, nilai yang boleh kosong sebesar "
                    "bagiannya dari baris. Ia tidak menggantikan jawaban baik yang masih "
                    "tersimpan, dan tanpa itu hanya disimpan selama `negative`. `100%` berarti "
                    "tidak pernah.",
                    default="50%",
                    example="80%",
                    also=("mapping", "bad_values", "salah_tipe"),
                ),
            ),
            some=True,
        ),
    ),
    "Pemutus (circuit breaker) bagi setiap alamat konektor; `false` mematikannya.",
    default="{window: 10s, minimum: 10, ratio: 50%, open: 5s..60s, probes: 2, misfit: 50%}",
    example="{window: 30s, ratio: 30%}",
    also=("circuit_breaker", "pemutus"),
)
