"""Words that say how an upstream value becomes a graph value."""

from typing import Final

from gateway.config.kinds import Choice, Key, List, Names, Record, Shapes
from gateway.config.vocabulary.scalars import (
    BOOLEAN,
    CENTURY,
    DECIMAL,
    DIGITS,
    NAME,
    REGEX,
    TEXT,
    URL,
)

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

_CASE: Final = {
    "upper": "HURUF BESAR",
    "lower": "huruf kecil",
    "title": "Huruf Besar Di Awal Kata",
}
CASE: Final = Key(
    "case",
    Choice("ragam huruf", _CASE),
    "Ragam huruf teks, atau kode sebelum dicari di `map`.",
    example="title",
)
ROUND: Final = Key(
    "round",
    DIGITS,
    "Banyak angka di belakang koma sesudah pembulatan; setengah menjauhi nol.",
    example="2",
)
_PATTERNS: Final = List(REGEX, single=True)
_UNITS: Final = List(TEXT, single=True)

OPTIONS: Final[tuple[Key, ...]] = (
    Key(
        "format",
        List(TEXT, single=True),
        "Pola tanggal atau jam (`dd-MM-yyyy`, `d MMMM yyyy HH:mm`, `'TW' Q yyyy`), `iso` (juga RFC 5322: "
        "`Fri, 20 Nov 2026 14:05:00 +0700`, dan `/Date(1741021200000)/` dari .NET), `epoch`, `epoch_ms`, atau `excel`; daftar dicoba berurutan. Pada `String` "
        "tanggalnya ditulis menurut ISO 8601 setepat polanya (`2021-03`). Pada `JSON`: "
        "`geojson`, bentuk apa pun (WKT, teks CAP, GML, KML, GeoJSON) menjadi geometri GeoJSON.",
        example="dd-MM-yyyy",
    ),
    Key(
        "century",
        CENTURY,
        "Tahun dua angka mulai dari sini adalah 19xx, yang lebih kecil 20xx.",
        default="70",
        example="30",
    ),
    *INHERITED,
    Key(
        "part",
        Choice(
            "bagian nilai",
            {
                "from": "awal rentang atau masa (`500 - 1000`, `Maret 2021`)",
                "to": "akhirnya",
                "lat": "lintang dari koordinat (`7.54 LS`, `-5.4,105.2`, "
                "`POINT(105.2 -5.4)`); selatan negatif",
                "lon": "bujurnya; barat negatif",
            },
        ),
        "Bagian yang diambil dari nilai yang memuat lebih dari satu. Pola rentang ditulis "
        "utuh: `format: dd/MM/yyyy - dd/MM/yyyy`.",
        example="from",
    ),
    Key(
        "order",
        Choice(
            "urutan koordinat",
            {"lat_lon": "lintang dahulu", "lon_lat": "bujur dahulu"},
        ),
        "Urutan pasangan koordinat.",
        default="lat_lon untuk teks; lon_lat untuk daftar, WKT, dan GeoJSON",
        example="lon_lat",
    ),
    Key(
        "unit",
        Shapes(scalar=_UNITS, items=_UNITS, pairs=Names("satuan", DECIMAL)),
        "Satuan yang ditanggalkan dari angka. Dengan `{satuan: pengali}` angkanya dikali "
        "menurut satuan yang tertulis; angka tanpa satuan tetap.",
        example="km",
    ),
    Key("trim", BOOLEAN, "Buang spasi di awal dan akhir.", default="false"),
    Key(
        "strip_html",
        BOOLEAN,
        "Buang tag HTML, ubah entitas menjadi huruf, rapikan spasi, sebelum nilainya dibaca.",
        default="false",
    ),
    CASE,
    Key(
        "pattern",
        Shapes(scalar=_PATTERNS, items=_PATTERNS, pairs=Names("pola", TEXT)),
        "Ekspresi reguler; kelompok pertamanya menjadi nilai. Beberapa pola dicoba "
        "berurutan. Dengan `{pola: nilai}` yang cocok menjadi nilainya, dengan `$1` untuk "
        "kelompok pertama. Yang dibaca 2.000 karakter pertama; pola dengan beberapa "
        "pengulangan yang dapat berbagi teks, seperti `^(.+) - (.+), (.+)$`, hanya untuk "
        "teks pendek: `^` di depan, dan `[^,]+` sebelum `,`, membuatnya lebih jauh.",
        example='"([0-9.]+) LS"',
        also=("regex",),
    ),
    Key(
        "split",
        List(TEXT, single=True),
        "Untuk daftar: teks yang memisahkan isinya di layanan.",
        example='";"',
        also=("separator",),
    ),
    Key("map", NAME, "Nama tabel yang menerjemahkan kode.", example="wilayah_bps"),
    Key(
        "true",
        List(TEXT, single=True),
        "Teks yang berarti ya, di samping true, 1, ya, y, yes, dan t. `T` (true atau tidak) "
        "harus disebut, di sini atau di `false`.",
        example='["Y", "1"]',
    ),
    Key(
        "false",
        List(TEXT, single=True),
        "Teks yang berarti tidak, di samping false, 0, tidak, tdk, n, no, dan f.",
        example='["T"]',
    ),
    Key("times", DECIMAL, "Pengali angka.", example="1000", also=("factor", "scale")),
    ROUND,
    Key(
        "base",
        URL,
        "Alamat yang melengkapi alamat relatif.",
        default="`url` konektor",
        example="https://gambar.example.go.id/unggah",
    ),
    Key("https", BOOLEAN, "Ubah `http:` menjadi `https:`.", default="false"),
)
READ: Final = Key(
    "read",
    Record("field", "Cara membaca hasil yang bukan objek.", OPTIONS),
    "Cara membaca hasil yang bukan objek; kata-katanya seperti pada field.",
    example='{pattern: "([0-9]+)"}',
)
