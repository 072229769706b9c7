"""Words that say how an upstream value becomes a graph value."""

from typing import Final

from gateway.config.kinds import Choice, Key, List
from gateway.config.vocabulary.scalars import BOOLEAN, DECIMAL, NAME, REGEX, TEXT

NULLS: Final = Key(
    "nulls",
    List(TEXT, single=True, empty=True),
    "Teks yang berarti tidak ada nilai. Menggantikan daftar bawaan jenisnya.",
    example='["", "-", "0000-00-00"]',
)
ZONE: Final = Key(
    "zone",
    TEXT,
    "Zona waktu nilai tanpa zona: WIB, WITA, WIT, UTC, atau ±HH:MM.",
    default="WIB",
    example="WITA",
    also=("timezone", "tz"),
)
NOTATION: Final = Key(
    "notation",
    Choice(
        "cara tulis angka",
        {"id": "1.250.000,50 (Indonesia)", "en": "1,250,000.50 (Inggris)"},
    ),
    "Cara angka ditulis di layanan.",
    example="id",
)
INHERITED: Final = (NULLS, ZONE, NOTATION)
"""Reader words that a connector and `defaults` may state for all their fields."""

OPTIONS: Final = (
    Key(
        "format",
        TEXT,
        "Pola tanggal atau jam (`dd-MM-yyyy`, `d MMMM yyyy HH:mm`), atau `epoch`, "
        "`epoch_ms`.",
        example="dd-MM-yyyy",
    ),
    *INHERITED,
    Key(
        "unit",
        List(TEXT, single=True),
        "Satuan yang ditanggalkan dari angka.",
        example="km",
    ),
    Key("trim", BOOLEAN, "Buang spasi di awal dan akhir.", default="false"),
    Key(
        "pattern",
        REGEX,
        "Ekspresi reguler; kelompok pertamanya menjadi nilai.",
        example='"([0-9.]+) LS"',
        also=("regex",),
    ),
    Key("map", NAME, "Nama tabel yang menerjemahkan kode.", example="wilayah_bps"),
    Key("true", List(TEXT, single=True), "Teks yang berarti ya.", example='["Y", "1"]'),
    Key("false", List(TEXT, single=True), "Teks yang berarti tidak.", example='["T"]'),
    Key("times", DECIMAL, "Pengali angka.", example="1000", also=("factor", "scale")),
)
