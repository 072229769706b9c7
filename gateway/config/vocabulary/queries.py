"""Words of a query."""

from typing import Final

from gateway.config.kinds import Choice, Key, List, Names, Record, Shapes
from gateway.config.vocabulary.arguments import ARGUMENTS
from gateway.config.vocabulary.cache import CACHE
from gateway.config.vocabulary.calls import BATCH, CALL, MISSING, SELECT, SUCCESS
from gateway.config.vocabulary.fields import ABOUT, DEPRECATED, OVERRIDES
from gateway.config.vocabulary.formats import FORMAT
from gateway.config.vocabulary.graphql import GRAPHQL
from gateway.config.vocabulary.near import NEAR
from gateway.config.vocabulary.pages import PAGES
from gateway.config.vocabulary.readers import READ
from gateway.config.vocabulary.recorded import EXAMPLES
from gateway.config.vocabulary.refresh import REFRESH
from gateway.config.vocabulary.routes import ROUTE, SPREAD
from gateway.config.vocabulary.scalars import (
    BOOLEAN,
    NAME,
    ROW_NAME,
    SORT_NAME,
    TEXT,
    TYPE,
    WAIT,
)
from gateway.config.vocabulary.shapers import SHAPE

TIMEOUT: Final = Key(
    "timeout", WAIT, "Batas waktu satu panggilan.", default="3s", example="5s"
)
BAD_ROWS: Final = Key(
    "bad_rows",
    Choice(
        "perlakuan baris rusak",
        {
            "drop": "baris dibuang, dengan satu galat di path daftarnya",
            "null": "baris menjadi null",
            "fail": "seluruh daftar gagal",
        },
    ),
    "Nasib baris yang melanggar field wajib tipenya.",
    default="drop",
    example="fail",
)
EXPOSE: Final = Key(
    "expose",
    BOOLEAN,
    "Tampil di akar graf; `false` untuk bahan `merge` atau `lookup`.",
    default="true",
)
ONE_OR_MANY: Final = Key(
    "one_or_many",
    BOOLEAN,
    "Layanan memberi objek tunggal bila isinya hanya satu.",
    default="false",
)
SELECTED: Final = Key(
    "select",
    SELECT,
    "Bagian jawaban yang menjadi hasil.",
    default="seluruh jawaban",
    example="data.rows",
)
OVERRIDDEN: Final = Key(
    "fields",
    OVERRIDES,
    "Cara lain membaca field tipenya di sini; pilihan lain diwarisi dari tipenya.",
    example="{nama: nm_pasar}",
)
_TEXTS: Final = List(TEXT, single=True)
_WHERE: Final = Record(
    "syarat",
    "Syarat pada satu field. Bentuk pendek: nilainya, atau daftar nilai.",
    (
        Key("equals", _TEXTS, "Sama dengan salah satu.", example="[AKTIF, BARU]"),
        Key("not", _TEXTS, "Tidak sama dengan semuanya.", example="BATAL"),
        Key("contains", _TEXTS, "Memuat teks.", example="pasar"),
        Key("starts", _TEXTS, "Diawali teks.", example='"18."'),
        Key("min", TEXT, "Paling kecil.", example="1"),
        Key("max", TEXT, "Paling besar.", example="100"),
        Key(
            "present",
            Choice("pilihan di sini", {"true": "ada nilainya", "false": "tidak ada"}),
            "Ada nilainya, atau tidak.",
            example="true",
        ),
    ),
    "equals",
)
_HOW: Final = Choice(
    "cara membandingkan",
    {
        "equals": "sama",
        "contains": "memuat",
        "starts": "diawali",
        "min": "paling kecil",
        "max": "paling besar",
    },
)
_FILTER: Final = Record(
    "saringan",
    "Field yang dibandingkan dengan argumen. Bentuk pendek: nama fieldnya.",
    (
        Key(
            "field",
            ROW_NAME,
            "Field, field objek di dalamnya (`alamat.kota`), atau path baris.",
            required=True,
            example="nama",
        ),
        Key("how", _HOW, "Cara membandingkan.", default="equals", example="contains"),
    ),
    "field",
)
SORT: Final = List(SORT_NAME, single=True)
IN: Final = Key(
    "in",
    NAME,
    "Query konektor ini yang memuat semua baris.",
    example="daftarWilayah",
)
MATCH: Final = Key("match", NAME, "Field yang dicocokkan dengan kunci.", example="kode")
_ABOVE: Final = "tulis pada konektornya, sejajar dengan `queries:`"
QUERY: Final = Record(
    "query",
    "Satu hal yang dapat ditanyakan kepada konektor.",
    (
        ABOUT,
        DEPRECATED,
        EXPOSE,
        Key("force", BOOLEAN, "Izinkan hasil akar yang wajib berisi.", default="false"),
        Key(
            "args",
            ARGUMENTS,
            "Argumen.",
            example="{judul: String}",
            also=("arguments",),
        ),
        Key(
            "returns",
            TYPE,
            "Jenis hasil.",
            required=True,
            example='"[Buku!]"',
            also=("return", "type", "result"),
        ),
        Key(
            "call",
            CALL,
            "Permintaan ke layanan.",
            example="GET /buku?q={judul}",
            also=("request", "get", "endpoint", "url"),
        ),
        GRAPHQL,
        IN,
        MATCH,
        Key(
            "batch",
            BATCH,
            "Satu panggilan untuk banyak kunci.",
            example='{call: "GET /harga?kab={kab}", join: ",", group: kab}',
        ),
        PAGES,
        SPREAD,
        ROUTE,
        FORMAT,
        SELECTED,
        SHAPE,
        READ,
        SUCCESS,
        MISSING,
        ONE_OR_MANY,
        BAD_ROWS,
        OVERRIDDEN,
        Key(
            "provides",
            List(NAME, single=True),
            "Field yang ada di jawaban ini; yang lain dicari dengan `lookup`.",
            default="semua",
            example="[kode, nama]",
        ),
        Key(
            "where",
            Names("field", _WHERE),
            "Baris yang disimpan.",
            example="{status: AKTIF}",
        ),
        Key(
            "filter_by",
            Shapes(
                scalar=List(NAME, single=True),
                items=List(NAME),
                pairs=Names("argumen", _FILTER),
            ),
            "Argumen yang menyaring di gateway: daftar nama, atau argumen dan fieldnya.",
            example="[kategori]",
        ),
        Key(
            "sort_by",
            SORT,
            "Urutan; awalan `-` untuk dari besar ke kecil.",
            example="[-tanggal, nama]",
            also=("sort", "order_by"),
        ),
        Key(
            "dedupe",
            List(ROW_NAME, single=True),
            "Field yang membuat dua baris sama: yang pertama menurut `sort_by` tinggal.",
            example="[komoditas, pasar]",
            also=("distinct", "unique"),
        ),
        NEAR,
        CACHE,
        REFRESH,
        TIMEOUT,
        EXAMPLES,
    ),
    hints={
        **dict.fromkeys(
            ("headers", "query", "form", "json", "xml", "soap", "text"),
            "tulis di dalam `call`, bersama `request`: `call: {request: POST /cari, …}`",
        ),
        **dict.fromkeys(
            ("opd", "contact", "network", "tls", "auth", "limits", "retry", "breaker"),
            _ABOVE,
        ),
        **dict.fromkeys(
            ("types", "enums", "interfaces", "unions", "inputs", "media"), _ABOVE
        ),
    },
)
