"""Words of types, interfaces, unions, enums and inputs."""

from typing import Final

from gateway.config.kinds import Key, List, Names, Record, Shapes
from gateway.config.vocabulary.arguments import ARGUMENTS
from gateway.config.vocabulary.cache import CACHE
from gateway.config.vocabulary.calls import (
    CALL,
    MISSING,
    SUCCESS,
    TYPE_BATCH,
)
from gateway.config.vocabulary.fields import ABOUT, DEPRECATED, FIELDS, PERSONAL
from gateway.config.vocabulary.formats import FORMAT
from gateway.config.vocabulary.graphql import GRAPHQL
from gateway.config.vocabulary.queries import (
    IN,
    MATCH,
    ONE_OR_MANY,
    OVERRIDDEN,
    SELECTED,
    TIMEOUT,
)
from gateway.config.vocabulary.recorded import EXAMPLES
from gateway.config.vocabulary.scalars import NAME, PATH
from gateway.config.vocabulary.shapers import SHAPE

LOOKUP: Final = Record(
    "`lookup`",
    "Cara mencari satu objek dari kuncinya: `call`, `graphql`, atau `in` dan `match`.",
    (
        Key(
            "call",
            CALL,
            "Permintaan dengan kunci di dalamnya.",
            example="GET /wilayah/{kode}",
        ),
        GRAPHQL,
        IN,
        MATCH,
        FORMAT,
        SELECTED,
        SHAPE,
        SUCCESS,
        MISSING,
        ONE_OR_MANY,
        OVERRIDDEN,
        CACHE,
        TIMEOUT,
    ),
    "call",
    hints={
        "refresh": "tulis pada query yang memuat semua baris, lalu pakai"
        " `lookup: {in: …, match: …}`"
    },
)
TYPE: Final = Record(
    "type",
    "Tipe objek di graf.",
    (
        ABOUT,
        Key(
            "key",
            List(NAME, single=True),
            "Field yang menandai satu objek.",
            example="isbn",
            also=("id", "keys", "primary_key"),
        ),
        Key(
            "implements",
            List(NAME, single=True),
            "Interface yang dipenuhi.",
            example="[Lokasi]",
        ),
        PERSONAL,
        Key("fields", FIELDS, "Field-fieldnya.", example="{isbn: ID!}"),
        Key(
            "lookup",
            LOOKUP,
            "Cara mencari satu objek dari kuncinya.",
            example="{call: GET /w/1}",
        ),
        Key(
            "batch",
            TYPE_BATCH,
            "Cara mencari banyak objek sekaligus.",
            example='{call: "GET /w?kode={kode}", join: ",", match: kode}',
        ),
        EXAMPLES,
    ),
)
DISCRIMINATE: Final = Key(
    "discriminate",
    Record(
        "`discriminate`",
        "Cara sebuah baris memberi tahu tipenya.",
        (
            Key("path", PATH, "Letak penandanya.", required=True, example="jenis"),
            Key(
                "cases",
                Names("penanda", NAME),
                "Teks penanda dan tipenya; `else` untuk yang lain.",
                required=True,
                example="{rs: RumahSakit, else: Faskes}",
            ),
        ),
    ),
    "Cara sebuah baris memberi tahu tipenya.",
    example="{path: jenis, cases: {rs: RumahSakit}}",
)
INTERFACE: Final = Record(
    "interface",
    "Field yang dimiliki bersama oleh beberapa tipe.",
    (
        ABOUT,
        Key("fields", FIELDS, "Field bersama.", example="{nama: String}"),
        DISCRIMINATE,
    ),
)
UNION: Final = Record(
    "union",
    "Salah satu dari beberapa tipe.",
    (
        ABOUT,
        Key(
            "of", List(NAME), "Tipe-tipenya.", required=True, example="[Gempa, Banjir]"
        ),
        DISCRIMINATE,
    ),
)
_VALUE: Final = Record(
    "nilai", "Nilai enum. Bentuk pendek: keterangannya.", (ABOUT, DEPRECATED), "about"
)
ENUM: Final = Record(
    "enum",
    "Daftar nilai tertutup. Bentuk pendek: daftar nilainya.",
    (
        ABOUT,
        Key(
            "values",
            Shapes(List(NAME), pairs=Names("nilai", _VALUE)),
            "Nilai-nilainya, boleh dengan keterangan.",
            required=True,
            example="[BARU, SELESAI]",
        ),
    ),
    "values",
)
INPUT: Final = Record(
    "input",
    "Objek untuk argumen.",
    (
        ABOUT,
        Key(
            "fields",
            ARGUMENTS,
            "Isinya, ditulis seperti argumen.",
            required=True,
            example="{nama: String!}",
        ),
    ),
)
DEFINITIONS: Final = (
    Key(
        "types",
        Names("type", TYPE),
        "Tipe objek: hal-hal yang ada di layanan, dan field-fieldnya.",
        example="{Buku: {fields: {isbn: ID!}}}",
    ),
    Key(
        "interfaces",
        Names("interface", INTERFACE),
        "Field bersama beberapa tipe (interface GraphQL).",
        example="{Lokasi: {fields: {nama: String}}}",
    ),
    Key(
        "unions",
        Names("union", UNION),
        "Salah satu dari beberapa tipe (union GraphQL).",
        example="{Kejadian: {of: [Gempa, Banjir]}}",
    ),
    Key(
        "enums",
        Names("enum", ENUM),
        "Daftar nilai tertutup (enum GraphQL).",
        example="{Kondisi: [BAIK, RUSAK]}",
    ),
    Key(
        "inputs",
        Names("input", INPUT),
        "Objek untuk argumen.",
        example="{Saringan: {fields: {kata: String!}}}",
    ),
)
