"""Words of examples: recorded answers and the results they must have."""

from typing import Final

from gateway.config.kinds import Free, Key, List, Names, Record, Shapes
from gateway.config.vocabulary.scalars import STATUS, TEXT

_ANSWER: Final = Record(
    "`answer`",
    "Jawaban layanan seperti yang direkam.",
    (
        Key(
            "file",
            TEXT,
            "Berkas berisi jawaban, relatif terhadap berkas ini.",
            example="contoh/pkb.json",
        ),
        Key("json", Free("JSON"), "Jawaban JSON di sini.", example="{status: ok}"),
        Key("text", TEXT, "Jawaban teks, apa adanya.", example="kode;nama"),
        Key("base64", TEXT, "Jawaban dalam base64.", example="UEsDBBQ="),
        Key("status", STATUS, "Status HTTP.", default="200", example="404"),
        Key(
            "content_type",
            TEXT,
            "Content-Type jawaban.",
            default="application/json untuk `json`",
            example="text/csv",
        ),
        Key(
            "headers",
            Names("header", TEXT),
            "Header lain dari jawaban.",
            example="{Link: '</buku?hal=2>; rel=next'}",
        ),
    ),
)
EXAMPLE: Final = Record(
    "contoh",
    "Satu pertanyaan, jawaban layanan yang direkam, dan hasil yang diharapkan.",
    (
        Key("about", TEXT, "Apa yang dicontohkan.", example="Kendaraan lunas"),
        Key(
            "args",
            Names("argumen", Free("nilai")),
            "Argumennya; daftar kunci berarti memakai `batch`.",
            example="{nopol: BE 1234 AB}",
        ),
        Key(
            "request",
            List(TEXT, single=True),
            "Permintaan yang harus terkirim: metode dan path, boleh dengan isi JSON.",
            example='"GET /v1/pkb/BE%201234%20AB"',
        ),
        Key(
            "answer",
            List(_ANSWER, single=True),
            "Jawaban layanan; daftar bila perlu beberapa panggilan, menurut urutannya.",
            required=True,
            example="{file: contoh/pkb.json}",
        ),
        Key(
            "result",
            Free("nilai"),
            "Hasil di graf: hanya field yang ditulis yang diminta; `null` bila kosong.",
            example="{nomor: B-001}",
            also=("expect", "expected"),
        ),
        Key(
            "error",
            List(TEXT, single=True),
            "Kode galat yang diharapkan.",
            example="UPSTREAM_REJECTED",
            also=("errors",),
        ),
    ),
)
_LIST: Final = List(EXAMPLE)
EXAMPLES_OF_ONE: Final = Shapes(scalar=TEXT, items=_LIST)
EXAMPLES_OF_MANY: Final = Names("query atau type", _LIST)
EXAMPLES: Final = Key(
    "examples",
    EXAMPLES_OF_ONE,
    "Contoh yang diuji `gateway test`: daftar, atau berkas yang memuatnya.",
    example="contoh/buku.yaml",
    also=("example", "tests"),
)
EXAMPLES_TOGETHER: Final = Key(
    "examples",
    Shapes(scalar=TEXT, pairs=EXAMPLES_OF_MANY),
    "Contoh per query dan type, diuji `gateway test`; atau berkas yang memuatnya.",
    example="contoh/perpustakaan.yaml",
    also=("example", "tests"),
)
