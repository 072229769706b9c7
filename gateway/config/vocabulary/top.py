"""Words at the top of connectors.yaml."""

from typing import Final

from gateway.config.kinds import Fork, Key, List, Names, Record, Text
from gateway.config.nodes import Scalar
from gateway.config.vocabulary.cache import CACHE
from gateway.config.vocabulary.connectors import CONNECTOR, NETWORK
from gateway.config.vocabulary.fields import ABOUT, DEPRECATED
from gateway.config.vocabulary.queries import EXPOSE, SORT, TIMEOUT
from gateway.config.vocabulary.readers import INHERITED
from gateway.config.vocabulary.resilience import BREAKER, LIMITS, RETRY
from gateway.config.vocabulary.scalars import FULL_NAME, NAME, TEXT
from gateway.config.vocabulary.types import DEFINITIONS


def _version(node: Scalar) -> object:
    return node.word() if node.text == "1" else None


DEFAULTS: Final = Record(
    "`defaults`",
    "Nilai yang diwarisi semua konektor.",
    (TIMEOUT, CACHE, NETWORK, LIMITS, RETRY, BREAKER, *INHERITED),
)
TABLE_FILE: Final = Record(
    "tabel",
    "Tabel dari berkas CSV berkepala, relatif terhadap berkas ini.",
    (
        Key("file", TEXT, "Berkas CSV.", required=True, example="data/wilayah.csv"),
        Key("key", TEXT, "Kolom kode layanan.", required=True, example="bps"),
        Key("value", TEXT, "Kolom nilai di graf.", required=True, example="kemendagri"),
        Key("else", TEXT, "Nilai untuk kode yang tidak dikenal.", example="LAINNYA"),
    ),
)
TABLES: Final = Names("tabel", Fork("file", TABLE_FILE, Names("kode", TEXT)))
EXTENSION: Final = Record(
    "field tambahan",
    "Field yang ditambahkan ke tipe lain.",
    (
        Key(
            "query",
            FULL_NAME,
            "Nama query, `konektor.query`, atau nama `merge`.",
            required=True,
            example="hargaPangan",
        ),
        Key(
            "with",
            Names("argumen", NAME),
            "Argumen query dan field tipe yang mengisinya.",
            example="{wilayah: kode}",
        ),
        ABOUT,
        DEPRECATED,
    ),
)
MERGE: Final = Record(
    "merge",
    "Satu field dari beberapa query, masing-masing terpisah galatnya.",
    (
        Key(
            "of",
            List(FULL_NAME),
            "Query bahannya: `konektor.query`.",
            required=True,
            example="[pangan.hargaPangan, perkebunan.hargaKebun]",
        ),
        ABOUT,
        DEPRECATED,
        EXPOSE,
        Key(
            "sort",
            SORT,
            "Urutan gabungan.",
            example="[komoditas, -tanggal]",
            also=("sort_by",),
        ),
        Key(
            "dedupe",
            List(NAME, single=True),
            "Field yang membuat dua baris sama.",
            example="kode",
        ),
    ),
)
TOP: Final = Record(
    "connectors.yaml",
    "Berkas utama.",
    (
        Key(
            "version",
            Text(
                "versi yang dikenal",
                "`version: 1`",
                _version,
                "1",
                ("integer", "string"),
            ),
            "Versi kosakata.",
            example="1",
        ),
        Key(
            "include",
            List(TEXT, single=True),
            "Berkas lain, relatif terhadap berkas ini; boleh `opd/*.yaml`.",
            example='["opd/*.yaml"]',
        ),
        Key(
            "defaults",
            DEFAULTS,
            "Nilai yang diwarisi semua konektor.",
            example="{timeout: 5s}",
        ),
        Key(
            "tables",
            TABLES,
            "Tabel kode, dipakai oleh `map:`.",
            example="{status: {1: BARU, else: LAINNYA}}",
        ),
        *DEFINITIONS,
        Key(
            "connectors",
            Names("konektor", CONNECTOR),
            "Layanan-layanan OPD.",
            example="{perpus: {opd: Dinas Perpustakaan, url: https://perpus.example.go.id}}",
        ),
        Key(
            "extend",
            Names("type", Names("field", EXTENSION)),
            "Field yang ditambahkan ke tipe lain.",
            also=("extends",),
            example="{Wilayah: {harga: {query: hargaPangan, with: {wilayah: kode}}}}",
        ),
        Key(
            "merge",
            Names("merge", MERGE),
            "Satu field dari beberapa query.",
            example="{harga: {of: [pangan.harga, kebun.harga]}}",
        ),
    ),
    hints={"queries": "tulis di dalam sebuah konektor di bawah `connectors:`"},
)
