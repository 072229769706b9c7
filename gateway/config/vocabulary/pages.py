"""Words that say how a list comes in pages."""

from typing import Final

from gateway.config.kinds import Choice, Key, List, Record, Shapes
from gateway.config.vocabulary.scalars import COUNT, HEADER, NATURAL, PATH, TEXT

_SPOT: Final = Shapes(
    scalar=PATH,
    pairs=Record(
        "letak",
        "Letak nilai di luar isi jawaban.",
        (
            Key(
                "header",
                HEADER,
                "Nama header jawaban.",
                required=True,
                example="X-Total-Count",
            ),
        ),
    ),
)
PAGES: Final = Key(
    "pages",
    Record(
        "`pages`",
        "Cara layanan memberi daftar panjang per halaman. Bentuk pendek: gayanya saja.",
        (
            Key(
                "style",
                Choice(
                    "gaya halaman",
                    {
                        "page": "nomor halaman, dikirim dengan `{page}`",
                        "offset": "banyak baris yang dilewati, dikirim dengan `{offset}`",
                        "cursor": "penanda dari jawaban sebelumnya, dikirim dengan `{cursor}`",
                        "next": "alamat halaman berikutnya ada di jawaban",
                        "none": "layanan memberi seluruh daftar; gateway yang membaginya",
                    },
                ),
                "Cara meminta halaman. Placeholder-nya dipakai di `call` tanpa ditulis "
                "di `args`; `{size}` mengirim isi satu halaman.",
                required=True,
                example="page",
            ),
            Key(
                "size",
                COUNT,
                "Banyak baris satu halaman layanan; juga banyak baris bila pemakai graf "
                "tidak memintanya.",
                default="50",
                example="25",
            ),
            Key(
                "start",
                NATURAL,
                "Nomor halaman pertama (`page`) atau baris pertama (`offset`).",
                default="1 untuk `page`, 0 untuk `offset`",
                example="0",
            ),
            Key(
                "cursor",
                _SPOT,
                "Letak penanda halaman berikutnya (`cursor`); kosong berarti habis.",
                example="meta.next_cursor",
            ),
            Key(
                "keep",
                List(TEXT, single=True, empty=True),
                "Parameter query, atau isian `form`, yang tetap dikirim bersama `{cursor}` dari "
                "halaman kedua; yang lain hanya untuk halaman pertama (OAI-PMH).",
                default="semua",
                example="[verb]",
            ),
            Key(
                "next",
                _SPOT,
                "Letak alamat halaman berikutnya (`next`): path, atau `{header: Link}` "
                "(RFC 8288). Hanya di alamat konektor ini.",
                example="{header: Link}",
            ),
            Key(
                "total",
                _SPOT,
                "Letak banyak seluruh baris; dari header `Content-Range` angka sesudah `/`.",
                example="{header: X-Total-Count}",
            ),
            Key(
                "more",
                _SPOT,
                "Letak tanda masih ada halaman lagi: true, 1, atau Y.",
                example="meta.has_more",
            ),
            Key(
                "last",
                _SPOT,
                "Letak nomor halaman terakhir (`page`).",
                example="meta.last_page",
            ),
            Key(
                "max",
                COUNT,
                "Halaman layanan paling banyak untuk satu field. Pemakai graf dapat "
                "meminta `size` kali `max` baris sekaligus.",
                default="20",
                example="5",
            ),
            Key(
                "as",
                Choice(
                    "bentuk di graf",
                    {
                        "connection": "`edges`, `nodes`, `pageInfo`, `totalCount`, dan "
                        "`terpotong`, dengan argumen `first` dan `after`; `after` melanjutkan "
                        "satu daftar, jadi di bawah banyak induk hanya untuk satu induk",
                        "list": "daftar biasa dengan argumen `limit`",
                    },
                ),
                "Bentuknya di graf.",
                default="connection",
                example="list",
            ),
        ),
        "style",
    ),
    "Cara layanan memberi daftar panjang per halaman.",
    example="{style: page, size: 25, total: meta.total}",
    also=("pagination", "paging", "paginate", "halaman"),
)
