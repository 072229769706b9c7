"""Words of an argument, and of a field of an input object."""

from typing import Final

from gateway.config.kinds import Choice, Free, Key, List, Names, Record
from gateway.config.vocabulary.fields import ABOUT, DEPRECATED, PERSONAL
from gateway.config.vocabulary.readers import CASE, NOTATION, ROUND
from gateway.config.vocabulary.scalars import (
    COUNT,
    DECIMAL,
    INTEGER,
    LENGTH,
    NAME,
    REGEX,
    TEXT,
    TYPE,
)

_WRITER: Final = (
    Key(
        "format",
        TEXT,
        "Pola tanggal, `iso`, `epoch`, `epoch_ms`, atau `excel`. Teks dan bilangan dibaca "
        "sebagai tanggal ISO yang boleh tidak lengkap: `2021`, `2021-03`.",
        example="dd-MM-yyyy",
    ),
    Key("zone", TEXT, "Zona waktu yang dikirim.", example="WIB"),
    Key(
        "part",
        Choice("ujung masa", {"from": "hari pertama", "to": "hari terakhir"}),
        "Ujung dari tahun, triwulan, atau bulan yang diberikan.",
        example="to",
    ),
    Key(
        "pattern",
        REGEX,
        "Ekspresi reguler; hanya kelompok pertamanya yang dikirim.",
        example='"^([0-9]{2})"',
        also=("regex",),
    ),
    Key("map", NAME, "Tabel yang dipakai terbalik.", example="wilayah_bps"),
    Key("pad", COUNT, "Lebar dengan nol di depan.", example="4"),
    CASE,
    Key("plus", INTEGER, "Bilangan yang ditambahkan.", example="1"),
    Key("minus", INTEGER, "Bilangan yang dikurangkan.", example="1900"),
    Key(
        "times",
        DECIMAL,
        "Pengali sebelum dikirim, sesudah `plus` dan `minus`.",
        example="0.001",
        also=("factor", "scale"),
    ),
    ROUND,
    NOTATION,
    Key("prefix", TEXT, "Teks di depan nilai.", example="KAB-"),
    Key("suffix", TEXT, "Teks di belakang nilai.", example=" km"),
    Key(
        "quote",
        Choice("tanda petik", {"'": "'O''Brien'", '"': '"a""b"'}),
        "Tanda petik di sekeliling teks, digandakan di dalamnya: untuk nilai dalam bahasa "
        "saringan seperti OData, CQL, dan SQL. Solr dan Elasticsearch memakai garis miring terbalik: "
        "`encode: json`.",
        example='"\'"',
    ),
    Key("join", TEXT, "Pemisah isi daftar.", example='","'),
    Key("true", TEXT, "Teks untuk ya; `~` tidak dikirim.", example="Y"),
    Key(
        "false",
        TEXT,
        "Teks untuk tidak; `~` tidak dikirim, seperti kotak yang tidak dicentang.",
        example="T",
    ),
    Key(
        "encode",
        List(
            Choice(
                "pengodean",
                {
                    "json": "teks JSON, juga untuk objek input dan daftar",
                    "base64": "Base64",
                    "base64url": "Base64 yang aman di alamat",
                },
            ),
            single=True,
        ),
        "Pengodean terakhir seluruh nilai, berurutan.",
        example="[json, base64]",
    ),
)
_PART: Final = Record("`send`", "Cara lain menulis nilai argumen yang sama.", _WRITER)
SEND: Final = Record(
    "`send`",
    "Cara nilai argumen ditulis ke layanan.",
    (
        *_WRITER,
        Key(
            "parts",
            Names("bagian", _PART),
            "Cara menulis bagian nilai, dipakai sebagai `{argumen.bagian}`.",
            example="{thn: {format: yyyy}, bln: {format: MM}}",
        ),
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
