"""Words that make several calls of one, or choose where it goes."""

import re
from typing import Final

from gateway.config.kinds import Choice, Key, Record, Text
from gateway.config.nodes import Scalar
from gateway.config.spreads import Step
from gateway.config.vocabulary.readers import ZONE
from gateway.config.vocabulary.scalars import BOOLEAN, COUNT, NAME, REGEX

_STEP: Final = re.compile(r"([1-9][0-9]{0,2})d\Z")


def _step(node: Scalar) -> object:
    if node.text in {"month", "year"}:
        return Step(node.text)
    found = _STEP.match(node.text)
    return None if found is None else Step("day", int(found[1]))


ROUTE: Final = Key(
    "route",
    Record(
        "`route`",
        "Nilai argumen memilih alamat layanan dari tabel, misalnya layanan setiap "
        "kabupaten untuk barisnya sendiri. Daftar nilai dipecah menurut alamatnya.",
        (
            Key("by", NAME, "Argumen yang memilih.", required=True, example="wilayah"),
            Key(
                "pattern",
                REGEX,
                "Ekspresi reguler; kelompok pertamanya yang dicari di tabel. Yang tidak "
                "cocok seperti yang tidak ada di tabel.",
                default="seluruh nilai",
                example='"^([0-9]{4})"',
            ),
            Key(
                "table",
                NAME,
                "Tabel dari nilai argumen ke alamat; `else` tabel untuk nilai lain.",
                required=True,
                example="alamat_kab",
            ),
            Key(
                "unknown",
                Choice(
                    "perlakuan nilai tanpa alamat",
                    {
                        "url": "ke alamat konektor",
                        "none": "tidak ada data, tanpa panggilan",
                    },
                ),
                "Nilai yang tidak ada di tabel tanpa `else`.",
                default="url",
                example="none",
            ),
            Key(
                "all",
                BOOLEAN,
                "Tanpa nilai, semua alamat ditanya dan barisnya digabung; alamat yang "
                "gagal meninggalkan galat, yang lain tetap tampil.",
                default="false",
            ),
        ),
    ),
    "Alamat menurut nilai argumen.",
    example="{by: wilayah, table: alamat_kab}",
)
SPREAD: Final = Key(
    "spread",
    Record(
        "`spread`",
        "Satu field dari beberapa panggilan: satu setiap nilai daftar, atau satu setiap "
        "bagian rentang tanggal. Bentuk pendek: nama argumen daftarnya.",
        (
            Key(
                "over",
                NAME,
                "Argumen daftar, atau isian untuk hari pertama setiap bagian.",
                example="tanggal",
            ),
            Key(
                "from",
                NAME,
                "Argumen awal rentang; kosong berarti sama dengan akhirnya. Di dalam "
                "`call` ia awal bagian.",
                example="dari",
            ),
            Key(
                "to",
                NAME,
                "Argumen akhir rentang; kosong berarti hari ini. Di dalam `call` ia "
                "akhir bagian.",
                example="sampai",
            ),
            Key(
                "step",
                Text(
                    "langkah",
                    "`1d`, `7d`, `month`, atau `year`",
                    _step,
                    "[1-9][0-9]{0,2}d|month|year",
                ),
                "Panjang bagian: hari, bulan, atau tahun.",
                default="1d",
                example="month",
            ),
            Key("max", COUNT, "Panggilan terbanyak.", default="31", example="12"),
            ZONE,
            Key(
                "partial",
                BOOLEAN,
                "Bagian yang gagal meninggalkan galat dan sisanya tetap tampil; tanpa "
                "ini seluruh field gagal.",
                default="false",
            ),
        ),
        "over",
    ),
    "Beberapa panggilan untuk satu field.",
    example="{over: tanggal, from: dari, to: sampai}",
)
