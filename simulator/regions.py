"""Lampung's province, kabupaten and kota, with both of their numberings.

Codes: Kepmendagri 300.2.2-2138 of 2025 (Kemendagri) and BPS. The two number
eight of the fifteen differently with the same digits.
"""

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Region:
    """One region; `level` is PROV, KAB or KOTA, `parent` None for the province."""

    code: str  # Kemendagri, "18.71"
    name: str
    level: str
    bps: str  # "1871"
    parent: str | None


def regions() -> tuple[Region, ...]:
    """Read every region, by ascending Kemendagri code."""
    table = Path(__file__).parent / "data" / "wilayah.csv"
    with table.open(encoding="utf-8", newline="") as file:
        return tuple(
            Region(
                row["kode"],
                row["nama"],
                row["level"],
                row["kode_bps"],
                row["induk"] or None,
            )
            for row in csv.DictReader(file)
        )


def districts() -> tuple[Region, ...]:
    """Return the fifteen kabupaten and kota."""
    return tuple(region for region in regions() if region.level != "PROV")
