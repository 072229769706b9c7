"""Words that bring an answer of another shape into rows, one step at a time."""

from typing import Final

from gateway.config.kinds import Choice, Key, List, Names, Record, Shapes, Text
from gateway.config.nodes import Scalar
from gateway.config.vocabulary.scalars import BOOLEAN, NAME, PATH, REGEX, TEXT

_AT: Final = Key(
    "at",
    PATH,
    "Letak yang dikerjakan, dalam setiap baris; hasilnya menggantikan isinya di situ.",
    default="hasil seluruhnya",
    example="rincian",
)


def _column(node: Scalar) -> object:
    return node.word()


_COLUMN: Final = Text(
    "nama kolom, atau `~` untuk yang dilewati",
    "nama kolom, atau `~`",
    _column,
    json=("string", "number", "boolean", "null"),
)
_UNWRAP: Final = Record(
    "`unwrap`",
    "Buka pembungkus: ambil isi satu-satunya kunci sebuah objek, apa pun ejaannya. Dalam "
    "daftar, setiap baris dibuka. Objek kosong menjadi null.",
    (
        Key(
            "key",
            REGEX,
            "Ekspresi reguler untuk seluruh kuncinya, bila ada kunci lain di sampingnya.",
            default="satu-satunya kunci",
            example='"respon.*NIB"',
        ),
        _AT,
    ),
    "key",
)
_ONE_OR_MANY: Final = Record(
    "`one_or_many`",
    "Jadikan daftar bila isinya tunggal. Bentuk pendek: letaknya.",
    (
        _AT,
        Key(
            "empty",
            BOOLEAN,
            'null, "", false, dan {} menjadi daftar kosong.',
            default="false",
        ),
    ),
    "at",
)
_ROWS: Final = Record(
    "`rows`",
    "Beri nama kepada sel-sel: daftar berisi daftar menjadi daftar objek, dan satu daftar "
    "sel menjadi satu objek. Bentuk pendek: nama kolomnya. Baris yang terlalu pendek adalah "
    "baris rusak; sel yang berlebih diabaikan.",
    (
        Key(
            "columns",
            Shapes(
                scalar=Choice("pilihan di sini", {"header": "baris pertama"}),
                items=List(_COLUMN),
            ),
            "Nama kolom menurut urutan, `~` untuk yang dilewati; atau dari baris pertama.",
            example="[kode, nama, ~, pagu]",
            also=("header", "keys"),
        ),
        Key(
            "names",
            PATH,
            "Letak nama-nama kolom di samping barisnya; dengan `cells`.",
            example="columns",
        ),
        Key("cells", PATH, "Letak baris-barisnya.", example="data", also=("data",)),
        Key(
            "ragged",
            BOOLEAN,
            "Baris boleh lebih pendek; sel yang tidak ada menjadi null.",
            default="false",
        ),
        _AT,
    ),
    "columns",
)
_ENTRIES: Final = Record(
    "`entries`",
    "Jadikan objek yang kuncinya data sebagai daftar baris. Bentuk pendek: nama bagi "
    "kuncinya. Kunci sebuah daftar adalah nomor urutnya mulai 0.",
    (
        Key("key", TEXT, "Nama bagi kuncinya.", required=True, example="kode"),
        Key(
            "value",
            TEXT,
            "Nama bagi isinya.",
            default="objek: kunci-kuncinya sendiri; lainnya: `value`",
            example="nilai",
        ),
        Key(
            "only",
            REGEX,
            "Ekspresi reguler untuk kunci yang diambil.",
            default="semua",
            example='"[0-9]+"',
        ),
        _AT,
    ),
    "key",
)
_UNPIVOT: Final = Record(
    "`unpivot`",
    "Jadikan kolom sebagai baris: satu baris untuk setiap kolom yang dipilih.",
    (
        Key(
            "columns",
            Shapes(scalar=REGEX, items=List(TEXT)),
            "Kolom yang dijadikan baris: daftar nama, atau ekspresi reguler. Kelompok dalam "
            "kurung menjadi namanya; kelompok bernama menjadi kunci tersendiri, dan yang "
            "bernama `value` menjadi nama kunci isinya.",
            default="semua selain `keep`",
            example='"harga_(.+)"',
        ),
        Key(
            "keep",
            List(TEXT, single=True),
            "Kolom yang dibawa ke setiap baris.",
            default="semua selain `columns`",
            example="[komoditas, satuan]",
        ),
        Key("name", TEXT, "Kunci bagi nama kolom.", default="name", example="tanggal"),
        Key("value", TEXT, "Kunci bagi isi sel.", default="value", example="harga"),
        _AT,
    ),
)
_PARSE: Final = Record(
    "`parse`",
    "Baca data yang ditulis di dalam teks; dalam daftar, setiap teks. Bentuk pendek: "
    "cara menulisnya.",
    (
        Key(
            "as",
            Choice(
                "cara menulis",
                {
                    "json": "JSON; yang bukan teks dibiarkan",
                    "xml": "XML",
                    "csv": "tabel berkepala, atau dengan `columns`",
                    "query": "a=1&b=2",
                    "base64": "teks dalam base64; isinya dibaca langkah `parse` berikutnya",
                    "list": "nilai dipisah `by`",
                    "object": "satu objek dari kelompok bernama `pattern`",
                    "rows": "satu baris untuk setiap kecocokan `pattern`",
                },
            ),
            "Cara datanya ditulis.",
            required=True,
            example="json",
            also=("kind", "format"),
        ),
        Key(
            "pattern",
            REGEX,
            "Ekspresi reguler dengan kelompok bernama (`object`, `rows`).",
            example='"(?P<jam>[0-9:]+),(?P<tinggi>[0-9]+)"',
        ),
        Key("by", TEXT, "Pemisah (`list`).", default='","', example='";"'),
        Key(
            "delimiter",
            TEXT,
            "Pemisah kolom (`csv`).",
            default="yang terbanyak di baris pertama",
            example='";"',
        ),
        Key(
            "columns",
            List(TEXT, single=True),
            "Nama kolom tabel tanpa kepala (`csv`).",
            example="[kode, nama]",
        ),
        _AT,
    ),
    "as",
)
_JOIN: Final = Record(
    "`join`",
    "Ambil keterangan sebuah kode dari daftar lain dalam jawaban yang sama. Kode tanpa "
    "keterangan menjadi null.",
    (
        Key(
            "with",
            PATH,
            "Letak daftarnya, dihitung dari seluruh jawaban (sebelum `select`): daftar, "
            "atau objek yang kuncinya kode.",
            required=True,
            example="vervar",
        ),
        Key(
            "as",
            TEXT,
            "Kunci baru di setiap baris.",
            required=True,
            example="wilayah",
        ),
        Key(
            "code",
            List(PATH, single=True),
            "Letak kode dalam baris; beberapa bila kodenya gabungan, seperti `[type, id]`.",
            default="nomor urut barisnya",
            example="id_wilayah",
            also=("on", "from"),
        ),
        Key(
            "match",
            List(PATH, single=True),
            "Letak kode dalam daftar itu; sebanyak dan seurut `code`.",
            default="kunci objeknya, atau nomor urut mulai 0",
            example="val",
        ),
        Key(
            "take",
            PATH,
            "Bagian yang diambil.",
            default="seluruhnya",
            example="label",
        ),
        _AT,
    ),
)
_CODES: Final = Record(
    "`codes`",
    "Pisahkan kode yang disambung tanpa pemisah menjadi objek, dengan daftar kode yang ada "
    "dalam jawaban yang sama. Yang dapat dipisah dengan dua cara adalah nilai rusak.",
    (
        Key(
            "of",
            Names("kode", PATH),
            "Nama kode menurut urutan, dan letak semua kodenya dalam seluruh jawaban.",
            required=True,
            example="{wilayah: vervar.val, tahun: tahun.val}",
        ),
        _AT,
    ),
)
_PIVOT: Final = Record(
    "`pivot`",
    "Jadikan baris sebagai kolom: baris dengan kunci yang sama menjadi satu.",
    (
        Key(
            "key",
            List(TEXT, single=True),
            "Kolom yang membedakan hasilnya; yang lain tidak terbawa.",
            default="tidak ada: semuanya menjadi satu objek",
            example="[lokasi, waktu]",
        ),
        Key(
            "name",
            TEXT,
            "Kolom yang isinya menjadi nama kunci.",
            required=True,
            example="parameter",
        ),
        Key(
            "value",
            TEXT,
            "Kolom yang isinya menjadi nilai; yang terakhir bila berulang.",
            required=True,
            example="nilai",
        ),
        _AT,
    ),
)
_ZIP: Final = Record(
    "`zip`",
    "Jadikan beberapa daftar yang sejajar sebagai satu daftar baris. Bentuk pendek: letaknya.",
    (_AT,),
    "at",
)
_FLATTEN: Final = Record(
    "`flatten`",
    "Jadikan daftar di dalam daftar sebagai satu daftar. Bentuk pendek: letak daftar "
    "dalamnya. Baris tanpa daftar itu tidak memberi apa-apa; yang tunggal dianggap daftar.",
    (
        Key(
            "at",
            PATH,
            "Letak daftar di dalam setiap baris.",
            default="barisnya sendiri daftar",
            example="slot",
        ),
        Key(
            "keep",
            Shapes(
                scalar=List(TEXT, single=True),
                items=List(TEXT),
                pairs=Names("kunci", PATH),
            ),
            "Kunci baris luar yang dibawa ke setiap baris dalam: daftar nama, atau nama "
            "baru dan letaknya.",
            example="[tanggal]",
        ),
        Key(
            "as",
            TEXT,
            "Kunci bagi isinya.",
            default="objek: kunci-kuncinya sendiri; lainnya: `value`",
            example="nilai",
        ),
        Key("index", TEXT, "Kunci bagi nomor urutnya, mulai 0.", example="urutan"),
    ),
    "at",
)
_BARE: Final = Choice(
    "langkah",
    {
        "unwrap": "buka pembungkus",
        "one_or_many": "jadikan daftar",
        "zip": "daftar sejajar menjadi baris",
        "flatten": "daftar dalam daftar menjadi satu",
    },
)
STEP: Final = Record(
    "langkah `shape`",
    "Satu langkah, satu kata.",
    (
        Key(
            "unwrap",
            _UNWRAP,
            "Buka pembungkus.",
            example='"respon.+"',
        ),
        Key(
            "one_or_many",
            _ONE_OR_MANY,
            "Jadikan daftar bila isinya tunggal.",
            example="ruang",
        ),
        Key("rows", _ROWS, "Beri nama kepada sel-sel.", example="[kode, nama]"),
        Key("entries", _ENTRIES, "Objek berkunci data menjadi baris.", example="kode"),
        Key(
            "unpivot",
            _UNPIVOT,
            "Kolom menjadi baris.",
            example='{columns: "harga_(.+)", name: komoditas, value: harga}',
        ),
        Key("parse", _PARSE, "Baca data di dalam teks.", example="json"),
        Key(
            "join",
            _JOIN,
            "Keterangan kode dari daftar lain.",
            example="{with: komoditas, code: id, match: kode, as: nama}",
        ),
        Key(
            "codes",
            _CODES,
            "Pisahkan kode yang disambung.",
            example="{of: {wilayah: vervar.val, tahun: tahun.val}}",
        ),
        Key(
            "pivot",
            _PIVOT,
            "Baris menjadi kolom.",
            example="{key: waktu, name: parameter, value: nilai}",
        ),
        Key(
            "zip",
            _ZIP,
            "Daftar sejajar menjadi baris.",
            example="hourly",
        ),
        Key("flatten", _FLATTEN, "Daftar dalam daftar menjadi satu.", example="slot"),
        Key(
            "echo",
            Shapes(
                scalar=List(NAME, single=True),
                items=List(NAME),
                pairs=Names("kunci", NAME),
            ),
            "Tambahkan argumen panggilan ke setiap baris: daftar nama, atau kunci baru dan "
            "argumennya.",
            example="[tanggal]",
        ),
    ),
    hints=dict.fromkeys(
        ("at", "key", "columns", "keep", "as", "with", "name", "value"),
        "lekukkan di bawah kata langkahnya, misalnya `- entries: {key: kode}`",
    ),
)
SHAPE: Final = Key(
    "shape",
    List(Shapes(scalar=_BARE, pairs=STEP), single=True),
    "Langkah-langkah, berurutan, yang menjadikan hasil `select` baris-baris. Langkah yang "
    "tidak cocok dengan jawabannya adalah galat; satu baris yang tidak cocok adalah satu "
    "baris rusak.",
    example="[unwrap, {entries: kode}]",
    also=("transform", "reshape", "shapers"),
)
