"""Words of a call and of what its answer means."""

from dataclasses import replace
from typing import Final, cast

from gateway.config.kinds import Choice, Free, Key, List, Names, Record, Shapes
from gateway.config.vocabulary.graphql import GRAPHQL
from gateway.config.vocabulary.scalars import (
    ACTION,
    BOOLEAN,
    COUNT,
    GRAPHQL_NAME,
    HOST,
    JMESPATH,
    LINES,
    NAME,
    PATH,
    REQUEST,
    ROW_NAME,
    STATUS,
    TEMPLATE,
    TEXT,
    XML,
    XML_PARTS,
)
from gateway.config.vocabulary.shapers import SHAPE

SOAP: Final = Record(
    "`soap`",
    "Amplop SOAP dibuat gateway; di sini isinya saja. Bentuk pendek: `body`. Awalan "
    "`soap` berarti namespace amplop itu sendiri.",
    (
        Key(
            "body",
            XML_PARTS,
            "Elemen di dalam Body.",
            required=True,
            example="<ns:cekNib xmlns:ns='urn:x'><nib>{nib}</nib></ns:cekNib>",
        ),
        Key(
            "header",
            XML_PARTS,
            "Elemen di dalam Header, misalnya WS-Security.",
            example="<Kunci>${OSS_KEY}</Kunci>",
        ),
        Key("action", ACTION, "Nilai SOAPAction.", example="'urn:CekNib'"),
        Key(
            "version",
            Choice(
                "versi SOAP",
                {
                    "1.1": "text/xml dengan header SOAPAction",
                    "1.2": "application/soap+xml",
                },
            ),
            "Versi SOAP.",
            default='"1.1"',
            example='"1.2"',
        ),
    ),
    "body",
)
_JOINED: Final = Record(
    "gabungan",
    "Satu teks dari beberapa, misalnya saringan OData. Yang argumennya kosong "
    "ditinggalkan; tanpa satu pun, seluruhnya tidak dikirim.",
    (
        Key(
            "of",
            List(TEMPLATE),
            "Teks-teksnya.",
            required=True,
            example='["Tahun eq {tahun}", "Kode eq {kode}"]',
        ),
        Key("join", TEXT, "Pemisahnya.", required=True, example='" and "'),
    ),
)
_TEXTS_SENT: Final = Shapes(scalar=TEMPLATE, pairs=_JOINED)
CALL: Final = Record(
    "`call`",
    "Satu permintaan ke layanan. Bentuk pendek: `GET /path/{a}?x={b}`. Isian yang "
    "argumennya kosong tidak dikirim.",
    (
        Key(
            "request",
            REQUEST,
            "Metode dan path, boleh dengan parameter. Wajib, kecuali ada `follow`.",
            example="POST /cari",
        ),
        Key(
            "follow",
            NAME,
            "Argumen yang memuat seluruh alamat: tautan dari baris, diambil dengan GET. "
            "Hanya ke alamat konektor sendiri dan `hosts`; kredensial dan header konektor "
            "hanya ke alamatnya sendiri.",
            example="url",
        ),
        Key(
            "hosts",
            List(HOST, single=True),
            "Host lain yang boleh dituju (`follow`), boleh dengan porta dan awal path.",
            example="[cap.bmkg.go.id, data.go.id/arsip]",
        ),
        Key(
            "https",
            BOOLEAN,
            "Tautan `http` ke `hosts` diambil dengan `https` (`follow`).",
            default="false",
        ),
        Key(
            "query",
            Names("parameter", List(_TEXTS_SENT, single=True)),
            "Parameter query; daftar mengulang parameternya.",
            example="{q: '{kata}'}",
            also=("params", "parameters"),
        ),
        Key(
            "headers",
            Names("header", TEMPLATE),
            "Header permintaan ini.",
            example="{X-Tahun: '{tahun}'}",
        ),
        Key(
            "auth",
            Choice("pilihan di sini", {"none": "tanpa kredensial konektornya"}),
            "Untuk bagian layanan yang terbuka bagi umum.",
            default="kredensial konektornya",
            example="none",
        ),
        Key(
            "form",
            Names("isian", List(_TEXTS_SENT, single=True)),
            "Isi permintaan sebagai formulir.",
            example="{kata: '{kata}'}",
        ),
        Key(
            "json",
            Free("JSON"),
            "Isi permintaan sebagai JSON. `true`, `false`, `null`, dan angka tanpa "
            'tanda kutip tetap JSON; `"{x}"` mengirim argumen dengan jenisnya.',
            example='{kata: "{q}", halaman: 1}',
            also=("body",),
        ),
        Key(
            "whole",
            BOOLEAN,
            "Isi daftar dalam `json` dikirim utuh atau tidak sama sekali: saringan yang salah "
            'satu argumennya kosong, misalnya `[nama, ilike, "{nama}"]`, ditinggalkan seluruhnya.',
            default="false",
        ),
        Key(
            "xml",
            XML,
            "Isi permintaan sebagai XML. Argumen di dalam teks elemen atau atribut; daftar "
            "mengulang elemennya. Nilai tidak dapat menjadi tanda XML.",
            example="<cek><nib>{nib}</nib></cek>",
        ),
        Key(
            "soap",
            SOAP,
            "Isi permintaan sebagai amplop SOAP; jawabannya dibaca dengan `format: soap`.",
            example="{action: 'urn:CekNib', body: <cekNib><nib>{nib}</nib></cekNib>}",
        ),
        Key(
            "text",
            LINES,
            "Isi permintaan sebagai teks biasa. Baris yang argumennya kosong tidak "
            "dikirim; daftar mengulang barisnya.",
            example="'{nik}|{tahun}'",
        ),
    ),
    "request",
)
SELECT: Final = Record(
    "`select`",
    "Bagian jawaban yang menjadi hasil. Bentuk pendek: path-nya saja.",
    (
        Key("path", PATH, "Letak hasil.", example="data.rows"),
        Key("jmespath", JMESPATH, "Ekspresi JMESPath.", example="data[?aktif]"),
        Key(
            "optional",
            BOOLEAN,
            "Path yang tidak ada dalam jawaban JSON berarti tidak ada data. Tanpa ini itu "
            "galat: layanannya berubah. Path yang berisi null selalu berarti tidak ada: null, "
            "atau daftar kosong.",
            default="false",
        ),
    ),
    "path",
)
_TEXTS: Final = List(TEXT, single=True)
_CONDITION: Final = (
    Key(
        "path",
        List(PATH, single=True),
        "Letak nilai yang diuji; dari beberapa, misalnya `[meta.kode, Meta.kode]`, yang "
        "pertama ada.",
        required=True,
        example="status.code",
    ),
    Key(
        "in",
        _TEXTS,
        "Nilai yang cocok; `null` berarti tidak ada isinya.",
        example='["0000"]',
    ),
    Key(
        "not_in",
        _TEXTS,
        "Nilai yang tidak cocok. Pada `missing` dan `refused` yang tidak ada isinya juga "
        "tidak cocok.",
        example="[error]",
    ),
)
CONDITION: Final = Record("syarat", "Syarat pada isi jawaban.", _CONDITION)
SUCCESS: Final = Key(
    "success",
    List(
        Record(
            "`success`",
            "Kapan jawaban HTTP 200 sungguh berhasil. Dari daftar syarat, semuanya berlaku.",
            (
                *_CONDITION,
                Key(
                    "message",
                    List(PATH, single=True),
                    "Letak pesan bila syarat ini tidak berlaku; dari beberapa, yang pertama "
                    "layak dibaca warga.",
                    example="message",
                ),
                Key(
                    "map",
                    NAME,
                    "Nama tabel yang menjadikan isi `message` kalimat, bila layanan hanya "
                    "memberi kode.",
                    example="kode_jawaban",
                ),
            ),
        ),
        single=True,
    ),
    "Kapan jawaban HTTP 200 sungguh berhasil: sebuah syarat, atau daftar syarat yang "
    "semuanya berlaku.",
    example='{path: code, in: ["0000"], message: message}',
)
MISSING: Final = Key(
    "missing",
    List(Shapes(scalar=STATUS, pairs=CONDITION), single=True),
    "Jawaban yang berarti tidak ada data: null atau daftar kosong, bukan galat.",
    example="[404, {path: code, in: ['0014']}]",
)
_BATCH: Final = (
    Key(
        "call",
        CALL,
        "Panggilan yang memuat banyak kunci.",
        example="GET /wilayah?kode={kode}",
    ),
    GRAPHQL,
    Key(
        "aliases",
        BOOLEAN,
        "Query `graphql` untuk satu kunci diulang bagi setiap kunci, sebagai alias dalam "
        "satu permintaan; bila `graphql` tidak ditulis, yang milik query atau `lookup`.",
        default="false",
    ),
    Key(
        "join",
        TEXT,
        "Pemisah kunci; tanpa ini kunci dikirim sebagai daftar.",
        example='","',
    ),
    Key(
        "match",
        ROW_NAME,
        "Field atau path yang memuat kunci: satu jawaban untuk satu kunci.",
        example="kode",
    ),
    Key("size", COUNT, "Kunci sekali panggil.", default="100", example="50"),
    Key(
        "by",
        NAME,
        "Argumen yang menerima kunci; tidak perlu bila panggilan hanya punya satu.",
        example="kode",
    ),
    Key(
        "select", SELECT, "Seperti `select` query, untuk panggilan ini.", example="data"
    ),
    replace(
        SHAPE,
        kind=replace(cast("List", SHAPE.kind), empty=True),
        about="Seperti `shape` query, untuk panggilan ini; `[]` untuk tanpa langkah.",
        default="seperti query-nya",
    ),
)
BATCH: Final = Record(
    "`batch`",
    "Satu panggilan untuk banyak kunci.",
    (
        *_BATCH,
        Key(
            "group",
            ROW_NAME,
            "Field atau path yang memuat kunci: banyak baris untuk satu kunci.",
            example="kode_kab",
        ),
    ),
)
TYPE_BATCH: Final = Record(
    "`batch`",
    "Satu panggilan untuk banyak kunci.",
    (
        *_BATCH,
        Key(
            "entities",
            GRAPHQL_NAME,
            "Nama tipe ini di layanan GraphQL yang menjawab `_entities` (Apollo Federation).",
            example="Hospital",
        ),
    ),
    hints={
        "group": "pakai `match`; `group` hanya untuk query yang mengembalikan daftar"
    },
)
