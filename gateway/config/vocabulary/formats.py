"""Words that say how an answer's body is written."""

from typing import Final

from gateway.config.charsets import charset_of
from gateway.config.kinds import Choice, Key, List, Record, Text, Wrong
from gateway.config.nodes import Scalar
from gateway.config.vocabulary.scalars import BOOLEAN, COUNT, REGEX, TEXT


def _encoding(node: Scalar) -> object:
    if charset_of(node.text) is None:
        return Wrong(
            f"pengodean `{node.shown}` tidak dikenal",
            "misalnya `windows-1252`, `iso-8859-1`, atau `utf-16`",
        )
    return node.word()


def _delimiter(node: Scalar) -> object:
    return node.word() if len(node.text) == 1 or node.text == "tab" else None


FORMAT: Final = Key(
    "format",
    Record(
        "`format`",
        "Cara isi jawaban ditulis. Bentuk pendek: jenisnya saja.",
        (
            Key(
                "kind",
                Choice(
                    "jenis jawaban",
                    {
                        "json": "JSON",
                        "xml": "XML: atribut `@nama`, elemen berulang menjadi daftar, "
                        "teks di samping atribut atau elemen `#text`, juga bila hanya kadang-kadang; awalan namespace dibuang",
                        "soap": "SOAP 1.1 atau 1.2: isi Body; Fault menjadi galat",
                        "feed": "RSS atau Atom: title, link, description, updated, dan "
                        "items (id, title, link, summary, content, author, published, "
                        "updated, categories, media)",
                        "geojson": "GeoJSON: selalu daftar feature",
                        "csv": "tabel berkepala: CSV, TSV, dan sejenisnya; yang tidak punya satu pun kolom yang "
                        "dibaca bukan tabel itu, tetapi `UPSTREAM_BAD_BODY`",
                        "text": "teks biasa",
                    },
                ),
                "Jenis jawaban.",
                default="json",
                example="csv",
            ),
            Key(
                "encoding",
                Text("pengodean teks", "`windows-1252`", _encoding),
                "Pengodean teks yang tidak menyebutkannya sendiri.",
                default="utf-8",
                example="windows-1252",
                also=("charset",),
            ),
            Key(
                "zip",
                TEXT,
                "Jawaban adalah arsip ZIP; ini pola nama berkas di dalamnya.",
                example='"*.csv"',
            ),
            Key(
                "delimiter",
                Text("satu karakter, atau `tab`", "`;`", _delimiter),
                "Pemisah kolom (`csv`).",
                default="yang terbanyak di baris kepala",
                example='";"',
                also=("separator", "sep"),
            ),
            Key(
                "columns",
                List(TEXT, single=True),
                "Nama kolom tabel tanpa baris kepala (`csv`).",
                example="[kode, nama]",
            ),
            Key(
                "skip",
                COUNT,
                "Banyak baris sebelum kepala (`csv`).",
                example="2",
            ),
            Key(
                "rows",
                REGEX,
                "Ekspresi reguler dengan kelompok bernama; setiap kecocokan satu baris "
                "(`text`).",
                example='"(?P<jam>[0-9:]+),(?P<tinggi>[0-9]+);"',
                also=("pattern",),
            ),
            Key(
                "unwrap",
                REGEX,
                "Ekspresi reguler untuk kunci yang membungkus seluruh isi jawaban, apa pun "
                "ejaannya; `success`, `missing`, `select`, dan `shape` melihat isinya. "
                "Tanpa satu kunci yang cocok, jawaban dibaca apa adanya (`json`, `xml`, "
                "`soap`).",
                example='"respon.*"',
            ),
            Key(
                "junk",
                BOOLEAN,
                "Abaikan Content-Type, dan buang teks di sekeliling JSON atau sebelum `<?xml`, "
                "misalnya peringatan PHP.",
                default="false",
            ),
        ),
        "kind",
    ),
    "Cara isi jawaban ditulis: `json`, `xml`, `soap`, `feed`, `geojson`, `csv`, `text`.",
    default="json",
    example="{kind: csv, delimiter: ';'}",
)
