"""Words of a field of a type."""

from typing import Final

from gateway.config.kinds import Fork, Key, List, Names, Record, Shapes
from gateway.config.vocabulary.graphql import FIELD_PATH
from gateway.config.vocabulary.media import PROXY
from gateway.config.vocabulary.readers import OPTIONS
from gateway.config.vocabulary.scalars import (
    BOOLEAN,
    JMESPATH,
    NAME,
    PATH,
    ROW_TEMPLATE,
    TEXT,
    TYPE,
)

ABOUT: Final = Key(
    "about",
    TEXT,
    "Keterangan yang dibaca pemakai graf.",
    example="Judul buku",
    also=("description", "desc", "deskripsi", "keterangan", "doc"),
)
DEPRECATED: Final = Key(
    "deprecated",
    TEXT,
    "Alasan tidak dipakai lagi, dan penggantinya.",
    example="pakai `judul`",
)
PERSONAL: Final = Key(
    "personal",
    BOOLEAN,
    "Data pribadi: hanya setelah masuk, tidak pernah dicatat.",
    default="false",
    also=("private", "pribadi"),
)
SOURCE: Final = Record(
    "sumber",
    "Nilai yang disusun dari beberapa kunci, atau field layanan GraphQL.",
    (
        Key(
            "template",
            ROW_TEMPLATE,
            "Teks dengan `{path}` di dalamnya.",
            example='"{tanggal} {jam}"',
        ),
        Key(
            "graphql",
            FIELD_PATH,
            "Field layanan GraphQL dengan argumennya, boleh bertingkat.",
            example='"harga(mata_uang: IDR) { nilai }"',
        ),
    ),
    some=True,
)
DATE: Final = Record(
    "tanggal",
    "Tanggal yang disusun dari beberapa kunci.",
    (
        Key(
            "date",
            List(PATH),
            "Letak tahun, bulan, dan hari. Yang kosong dari belakang boleh: `String` "
            "menjadi `2021` atau `2021-03`; `Date` yang tidak lengkap menjadi null, kecuali "
            "dengan `part`.",
            required=True,
            example="[thn, bln, tgl]",
        ),
    ),
    hints={"template": "pilih satu dari `template` dan `date`"},
)
FROM: Final = Key(
    "from",
    Shapes(scalar=PATH, items=List(PATH), pairs=Fork("date", DATE, SOURCE)),
    "Letak nilai dalam jawaban: sebuah path, daftar path (yang pertama berisi), "
    "`{template: …}`, `{date: […]}`, atau `{graphql: …}`.",
    default="nama field itu sendiri",
    example="tgl_terbit",
    also=("path", "source", "key", "column", "dari"),
)
_TYPE: Final = Key(
    "type",
    TYPE,
    "Jenis nilai di graf.",
    required=True,
    example="String!",
    also=("jenis", "tipe"),
)
_WORDS: Final = (
    FROM,
    ABOUT,
    DEPRECATED,
    PERSONAL,
    Key(
        "embed",
        BOOLEAN,
        "Objeknya ada di dalam baris ini, bukan kunci untuk dicari.",
        default="false",
    ),
    Key(
        "with",
        Names("kunci", NAME),
        "Untuk tautan ke tipe berkunci ganda: kunci tujuan dan field di sini.",
        example="{komoditas: kode_komoditas, pasar: kode_pasar}",
    ),
    Key(
        "provenance",
        BOOLEAN,
        "Nilainya menyebut konektor asal baris.",
        default="false",
    ),
    Key(
        "freshness",
        BOOLEAN,
        "Nilainya menyebut seberapa baru baris itu: jenisnya `Kesegaran`.",
        default="false",
    ),
    Key(
        "force",
        BOOLEAN,
        "Izinkan tautan lintas OPD yang wajib berisi.",
        default="false",
    ),
    Key("value", TEXT, "Nilai tetap.", example="LAMPUNG", also=("const", "constant")),
    Key("jmespath", JMESPATH, "Ekspresi JMESPath atas baris.", example="items[0].nama"),
    Key(
        "one_or_many",
        BOOLEAN,
        "Objek tunggal di tempat daftar dibaca sebagai daftar berisi satu.",
        default="false",
    ),
    *OPTIONS,
    PROXY,
)
FIELD: Final = Record(
    "field",
    "Field sebuah tipe. Bentuk pendek: jenisnya saja.",
    (_TYPE, *_WORDS),
    "type",
)
OVERRIDE: Final = Record(
    "field",
    "Cara lain membaca sebuah field pada satu query. Bentuk pendek: `from`-nya saja.",
    _WORDS,
    "from",
    {
        "type": "hapus; jenisnya mengikuti field pada tipenya",
        "fields": "field di dalam objek dibaca menurut tipenya; buat tipe lain yang "
        "membacanya begini, atau field di luar objek dengan `from: objek.kunci`",
    },
)
FIELDS: Final = Names("field", FIELD)
OVERRIDES: Final = Names("field", OVERRIDE)
