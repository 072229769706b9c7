"""Words of an argument, and of a field of an input object."""

from typing import Final

from gateway.config.kinds import Choice, Free, Key, List, Names, Record
from gateway.config.vocabulary.fields import ABOUT, DEPRECATED, PERSONAL
from gateway.config.vocabulary.scalars import (
    COUNT,
    INTEGER,
    LENGTH,
    NAME,
    REGEX,
    TEXT,
    TYPE,
)

SEND: Final = Record(
    "`send`",
    "Cara nilai argumen ditulis ke layanan.",
    (
        Key("format", TEXT, "Pola tanggal.", example="dd-MM-yyyy"),
        Key("zone", TEXT, "Zona waktu yang dikirim.", example="WIB"),
        Key("map", NAME, "Tabel yang dipakai terbalik.", example="wilayah_bps"),
        Key("pad", COUNT, "Lebar dengan nol di depan.", example="4"),
        Key(
            "case",
            Choice("ragam huruf", {"upper": "huruf besar", "lower": "huruf kecil"}),
            "Ragam huruf.",
            example="upper",
        ),
        Key("plus", INTEGER, "Bilangan yang ditambahkan.", example="1"),
        Key("minus", INTEGER, "Bilangan yang dikurangkan.", example="1900"),
        Key("join", TEXT, "Pemisah isi daftar.", example='","'),
        Key("true", TEXT, "Teks untuk ya.", example="Y"),
        Key("false", TEXT, "Teks untuk tidak.", example="T"),
    ),
)
ARGUMENT: Final = Record(
    "argumen",
    "Argumen sebuah query. Bentuk pendek: jenisnya saja.",
    (
        Key(
            "type",
            TYPE,
            "Jenis nilai; `!` berarti wajib diisi.",
            required=True,
            example="String!",
            also=("jenis", "tipe"),
        ),
        ABOUT,
        Key("default", Free("nilai"), "Nilai bila tidak diisi.", example="10"),
        Key(
            "pattern",
            REGEX,
            "Seluruh teks harus cocok.",
            example='"[0-9]{4}"',
            also=("regex",),
        ),
        Key("min", TEXT, "Nilai terkecil.", example="1"),
        Key("max", TEXT, "Nilai terbesar.", example="100"),
        Key("length", LENGTH, "Panjang teks atau daftar.", example="1..20"),
        Key("enum", List(TEXT), "Nilai yang diterima.", example="[beras, cabai]"),
        PERSONAL,
        DEPRECATED,
        Key("send", SEND, "Cara nilai ditulis ke layanan.", example="{pad: 4}"),
    ),
    "type",
    {"required": "tulis `!` di belakang jenisnya, misalnya `String!`"},
)
ARGUMENTS: Final = Names("argumen", ARGUMENT)
