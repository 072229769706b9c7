"""The region table, held against the official list and the two numberings."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from simulator.regions import districts, regions

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


@pytest.mark.skipif(not OFFICIAL.exists(), reason="no recorded list of regions here")
def test_official_names() -> None:
    """Codes and names are those of the interior ministry's list."""
    rows = re.findall(r"\('(18\.\d\d)','([^']+)'\)", OFFICIAL.read_text())
    assert rows == [(region.code, region.name) for region in districts()]


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
