"""What the processes of a port know of each OPD, together.

Each tells only what it knows itself, and which of them answers is chance. So they are
asked, each time over a new connection, until every one has answered.
"""

import time
from collections.abc import Callable, Sequence
from typing import Final

from gateway.cli.answers import Breaker, Opd, State, Status, members
from gateway.errors import StartupError

_MOMENT: Final = 0.5
"""Seconds for each process, after which those that have not answered are left out.

Of eight it takes twenty questions on the average, and often twice as many.
"""
_STATES: Final = members(State)
_BREAKERS: Final = (*members(Breaker), None)
_UNKNOWN: Final = "BELUM_DIKETAHUI"


def gathered(
    first: Status,
    ask: Callable[[], Status],
    clock: Callable[[], float] = time.monotonic,
) -> Status:
    """Return what all processes of a port tell, the first of which has answered."""
    wanted = first.get("banyakProses", 1)  # an older gateway does not tell
    found = {first["proses"]: first}
    until = clock() + _MOMENT * wanted
    while len(found) < wanted and clock() < until:
        try:
            one = ask()
        except StartupError:  # that one stops, perhaps; the others may answer
            continue
        found[one["proses"]] = one
    return merged([*found.values()]) if len(found) > 1 else first


def merged(found: Sequence[Status]) -> Status:
    """Merge what several processes tell: of each OPD the worst that one of them knows."""
    rows: dict[str, list[Opd]] = {}
    for status in found:
        for one in status["opd"]:
            rows.setdefault(one["konektor"], []).append(one)
    return {
        **found[0],
        "menurut": sorted(one["proses"] for one in found),
        "catatan": list(
            dict.fromkeys(note for one in found for note in one["catatan"])
        ),
        "opd": [_merged(each) for each in rows.values()],
    }


def rank(opd: Opd) -> tuple[int, int]:
    """Return how badly a connector fares, the worst first."""
    return _STATES.index(opd["keadaan"]), _BREAKERS.index(opd["pemutus"])


def _merged(each: Sequence[Opd]) -> Opd:
    """Merge what several processes know of one connector; who has not asked it knows nothing."""
    known = [one for one in each if one["keadaan"] != _UNKNOWN] or each
    worst = min(known, key=rank)
    alike = [one for one in known if one["keadaan"] == worst["keadaan"]]
    since = [one["sejak"] for one in alike if one["sejak"] is not None]
    well = worst["keadaan"] == "NORMAL"  # since the last of them was not
    successes = [one["terakhirBerhasil"] for one in each if one["terakhirBerhasil"]]
    failure = next((one for one in (worst, *known) if one["galatTerakhir"]), worst)
    hits = [one["rasioSimpanan"] for one in each if one["rasioSimpanan"] is not None]
    ages = [one["umurSimpanan"] for one in each if one["umurSimpanan"] is not None]
    return {
        **worst,
        "sejak": (max if well else min)(since, default=None),
        "terakhirBerhasil": max(successes, default=None),
        "galatTerakhir": failure["galatTerakhir"],
        "statusTerakhir": failure.get("statusTerakhir"),
        "sebabTerakhir": failure.get("sebabTerakhir"),
        "rasioSimpanan": sum(hits) / len(hits) if hits else None,
        "umurSimpanan": min(ages, default=None),
        "banyakSerupa": len(alike),
    }
