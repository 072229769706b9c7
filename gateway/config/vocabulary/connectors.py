"""Words of a connector."""

from typing import Final

from gateway.config.kinds import Choice, Key, List, Names, Record, Shapes
from gateway.config.vocabulary.cache import CACHE, INVALIDATE_KEY
from gateway.config.vocabulary.calls import MISSING, SUCCESS
from gateway.config.vocabulary.credentials import AUTH, TLS
from gateway.config.vocabulary.fields import ABOUT
from gateway.config.vocabulary.formats import FORMAT
from gateway.config.vocabulary.media import MEDIA
from gateway.config.vocabulary.queries import BAD_ROWS, QUERY, TIMEOUT
from gateway.config.vocabulary.readers import INHERITED
from gateway.config.vocabulary.recorded import EXAMPLES_TOGETHER
from gateway.config.vocabulary.resilience import BREAKER, LIMITS, RETRY
from gateway.config.vocabulary.routes import ROUTE
from gateway.config.vocabulary.scalars import CIDR, TEXT, URL
from gateway.config.vocabulary.types import DEFINITIONS

NETWORK: Final = Key(
    "network",
    Shapes(
        scalar=Choice(
            "jaringan yang dikenal",
            {
                "public": "hanya alamat internet",
                "private": "juga intranet pemerintah",
                "loopback": "juga komputer ini (pengembangan)",
            },
        ),
        items=List(CIDR),
    ),
    "Alamat yang boleh dihubungi: nama jaringan, atau daftar CIDR.",
    default="public",
    example="private",
)
CONNECTOR: Final = Record(
    "konektor",
    "Satu layanan OPD.",
    (
        Key(
            "opd",
            TEXT,
            "Nama OPD, seperti yang dikenal warga.",
            required=True,
            example="Dinas Perpustakaan dan Kearsipan",
        ),
        ABOUT,
        Key(
            "contact",
            TEXT,
            "Siapa yang dihubungi bila layanan mati.",
            example="${KONTAK}",
        ),
        Key(
            "url",
            List(URL, single=True),
            "Alamat dasar layanan, http atau https. Dari beberapa, yang pertama yang "
            "utama; yang berikutnya dipakai bila ia tidak menjawab.",
            required=True,
            example="${PERPUS_URL}",
            also=("base_url", "baseurl", "endpoint", "host", "alamat"),
        ),
        ROUTE,
        NETWORK,
        TLS,
        AUTH,
        Key(
            "headers",
            Names("header", TEXT),
            "Header tetap setiap panggilan.",
            example="{X-Api-Key: '${PERPUS_KEY}'}",
        ),
        TIMEOUT,
        CACHE,
        INVALIDATE_KEY,
        LIMITS,
        RETRY,
        BREAKER,
        FORMAT,
        SUCCESS,
        MISSING,
        BAD_ROWS,
        MEDIA,
        *INHERITED,
        *DEFINITIONS,
        Key(
            "queries",
            Names("query", QUERY),
            "Query-querynya.",
            also=("query", "operations"),
            example="{daftarBuku: {returns: '[Buku!]', call: GET /buku}}",
        ),
        EXAMPLES_TOGETHER,
    ),
    hints={
        "refresh": "tulis pada query yang diambil menurut jadwal",
        **dict.fromkeys(
            ("version", "include", "defaults", "tables", "extend", "merge"),
            "tulis di tingkat teratas, sejajar dengan `connectors:`",
        ),
        **dict.fromkeys(
            ("args", "returns", "call", "select", "shape", "pages", "where"),
            "tulis pada sebuah query di bawah `queries:`",
        ),
    },
    open=True,
)
