"""The region table, held against the official list and the two numberings."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from simulator.regions import districts, regions, subdistricts, villages

ROOT = Path(__file__).parent.parent.parent
OFFICIAL = ROOT / ".." / "shared/samples/wilayah-kemendagri/wilayah-18.sql-rows.txt"


def test_levels() -> None:
    """Lampung is one province with 13 kabupaten and 2 kota."""
    levels = Counter(region.level for region in regions())
    assert {"PROV": 1, "KAB": 13, "KOTA": 2} == levels


def test_districts_belong_to_the_province() -> None:
    """Every kabupaten and kota has the province as its parent."""
    assert {"18"} == {region.parent for region in districts()}
    assert 15 == len(districts())


def test_subdistricts() -> None:
    """All 229 kecamatan are here, every kabupaten and kota with its own number."""
    counted = Counter(region.parent for region in subdistricts())
    assert {
        "18.01": 17,
        "18.02": 28,
        "18.03": 23,
        "18.04": 15,
        "18.05": 15,
        "18.06": 20,
        "18.07": 24,
        "18.08": 15,
        "18.09": 11,
        "18.10": 9,
        "18.11": 7,
        "18.12": 9,
        "18.13": 11,
        "18.71": 20,
        "18.72": 5,
    } == counted
    assert 229 == counted.total()


def test_villages() -> None:
    """Both kota have all their kelurahan, every kabupaten one kecamatan's villages."""
    counted = Counter(region.district for region in villages())
    assert (126, 22) == (counted["18.71"], counted["18.72"])
    seats = {str(region.parent) for region in villages()}
    assert [f"18.{number:02}" for number in range(1, 14)] == sorted(
        seat[:5] for seat in seats if seat[:5] not in {"18.71", "18.72"}
    )
    assert {"DESA": 165, "KEL": 184} == Counter(region.level for region in villages())


def test_every_region_has_its_parent() -> None:
    """No kecamatan lies in an unknown kabupaten, no village in an unknown kecamatan."""
    every = (*regions(), *subdistricts(), *villages())
    codes = {region.code for region in every}
    assert 16 + 229 + 349 == len(codes) == len(every)
    assert {"18"} == {region.code for region in every if region.parent not in codes}


@pytest.mark.skipif(not OFFICIAL.exists(), reason="no recorded list of regions here")
def test_official_names() -> None:
    """Codes and names are the interior ministry's, and no sibling is left out."""
    official = set(re.findall(r"\('(18\.[\d.]+)','([^']+)'\)", OFFICIAL.read_text()))
    below = (*districts(), *subdistricts(), *villages())
    parents = {region.parent for region in below}
    owed = {row for row in official if row[0].rpartition(".")[0] in parents}
    assert owed == {(region.code, region.name) for region in below}


def test_numberings_differ_where_known() -> None:
    """The same four digits mean two regions for eight of the fifteen."""
    differing = [
        region.code for region in districts() if region.code != _dotted(region.bps)
    ]
    assert ["18.01", "18.02", "18.03", "18.04", "18.05", "18.06", "18.07", "18.08"] == (
        differing
    )


def test_bridging_table_agrees() -> None:
    """data/wilayah_bps.csv, which the gateway reads, says what the simulator says."""
    with (ROOT / "data/wilayah_bps.csv").open(encoding="utf-8", newline="") as file:
        table = {(row["bps"], row["kemendagri"]) for row in csv.DictReader(file)}
    assert {(region.bps, region.code) for region in regions()} == table


def _dotted(bps: str) -> str:
    return f"{bps[:2]}.{bps[2:]}"
