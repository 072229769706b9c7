"""Words of a query to a GraphQL service."""

from typing import Final

from gateway.config.documents import document, field_path
from gateway.config.kinds import Key, Names, Record, Text, Wrong
from gateway.config.nodes import Scalar
from gateway.config.requests import request
from gateway.config.vocabulary.scalars import TEMPLATE

_POST: Final = "POST "


def _path(node: Scalar) -> object:
    """Read the path of the endpoint, as a call's request line has it."""
    found = request(node._replace(text=_POST + node.text, inset=-1))
    if isinstance(found, Wrong):
        offset = max(found.offset - len(_POST), 0)
        return Wrong(found.reason, found.remedy, offset)
    if found.query:
        return Wrong("`path` memuat `?`", "pindahkan nilainya ke query GraphQL")
    return found


GRAPHQL: Final = Key(
    "graphql",
    Record(
        "`graphql`",
        "Query ke layanan GraphQL. Bentuk pendek: query-nya saja.",
        (
            Key(
                "query",
                Text("query GraphQL", "`{ buku(kode: $kode) { ...rows } }`", document),
                "Query; `$nama` adalah argumen, dan `...rows` letak field barisnya. Tanpa "
                "`...rows` barisnya field terdalam. Jenis variabel yang bukan jenis bawaan "
                "ditulis seperti biasa: `query ($t: SaringanTahun) { … }`.",
                required=True,
                example='"{ arsip(tahun: $tahun) { nodes { ...rows } } }"',
            ),
            Key(
                "path",
                Text("path", "misalnya `/graphql`", _path),
                "Letak layanannya setelah `url` konektor.",
                example="/graphql",
            ),
            Key(
                "headers",
                Names("header", TEMPLATE),
                "Header permintaan ini.",
                example="{X-Tahun: '{tahun}'}",
            ),
        ),
        "query",
    ),
    "Query ke layanan GraphQL, sebagai ganti `call`; hanya field yang diminta yang "
    "diambil.",
    example='"{ arsip(tahun: $tahun) { nodes { ...rows } } }"',
    also=("gql",),
)
FIELD_PATH: Final = Text("field GraphQL", "`harga(mata_uang: IDR)`", field_path)
