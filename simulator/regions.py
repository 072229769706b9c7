"""Lampung's regions, from the province down to its villages.

Codes: Kepmendagri 300.2.2-2138 of 2025 (Kemendagri) and BPS. The two number
eight of the fifteen kabupaten and kota differently with the same digits.
All 229 kecamatan are here; of the villages those of Bandar Lampung, of Metro
and of the kecamatan in which each kabupaten has its seat.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Region:
    """One region; `level` is PROV, KAB, KOTA, KEC, DESA or KEL.

    `parent` is None for the province, `bps` is "" below kabupaten and kota.
    """

    code: str  # Kemendagri, "18.71"
    name: str
    level: str
    bps: str  # "1871"
    parent: str | None

    @property
    def district(self) -> str | None:
        """Return the code of the kabupaten or kota that it is, or lies in."""
        return None if self.level == "PROV" else self.code[:5]


def regions() -> tuple[Region, ...]:
    """Read the province, its kabupaten and kota, by ascending Kemendagri code."""
    return tuple(
        Region(
            row["kode"],
            row["nama"],
            row["level"],
            row["kode_bps"],
            row["induk"] or None,
        )
        for row in _read("wilayah.csv")
    )


def districts() -> tuple[Region, ...]:
    """Return the fifteen kabupaten and kota."""
    return tuple(region for region in regions() if region.level != "PROV")


def subdistricts() -> tuple[Region, ...]:
    """Read every kecamatan, by ascending Kemendagri code."""
    return tuple(_below(row, "KEC") for row in _read("wilayah_kecamatan.csv"))


def villages() -> tuple[Region, ...]:
    """Read the desa and kelurahan, by ascending Kemendagri code."""
    return tuple(
        _below(row, _village_level(row["kode"])) for row in _read("wilayah_desa.csv")
    )


def _read(table: str) -> Iterator[Mapping[str, str]]:
    with (_DATA / table).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _below(row: Mapping[str, str], level: str) -> Region:
    code = row["kode"]
    return Region(code, row["nama"], level, "", code.rpartition(".")[0])


def _village_level(code: str) -> str:
    """Tell a kelurahan, numbered from 1001, from a desa, numbered from 2001."""
    return "KEL" if code.rpartition(".")[2].startswith("1") else "DESA"
