"""What several processes know of each OPD, together: gateway/cli/gathering.py."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from gateway.cli.answers import Opd, Status, written
from gateway.cli.gathering import gathered, merged
from gateway.errors import StartupError
from tests.cli.test_board import opd, status

EARLY, LATE = "2026-11-22T08:00:00+07:00", "2026-11-22T09:00:00+07:00"


def told(number: int, *every: dict[str, Any], of: int = 2) -> Status:
    """Return what one process tells."""
    return {**status(*every, banyakProses=of), "proses": number}


def asking(*answers: Status | None) -> Callable[[], Status]:
    """Return what asks: an answer after another, None for nobody who answers."""
    rest = iter(answers)

    def ask() -> Status:
        found = next(rest)
        if found is None:
            raise StartupError("")
        return found

    return ask


def ticking(*moments: float) -> Callable[[], float]:
    """Return a clock that is looked at so often."""
    rest: Iterator[float] = iter(moments)
    return lambda: next(rest)


def one(*each: dict[str, Any]) -> Opd:
    """Merge what processes tell of one connector, and return it."""
    found = merged([told(number, row) for number, row in enumerate(each)])
    assert 1 == len(found["opd"])
    return found["opd"][0]


def test_until_all_have_answered() -> None:
    """Whoever answers again, or not at all, is asked once more."""
    first, second = told(1, opd("a")), told(2, opd("a"))
    found = gathered(first, asking(first, None, second))
    assert [1, 2] == found.get("menurut")


@pytest.mark.parametrize(("of", "end"), [(3, 1.5), (8, 4.0)])
def test_for_a_moment(of: int, end: float) -> None:
    """Those that do not answer within half a second for each are left out."""
    first, second = told(1, of=of), told(2, of=of)
    clock = ticking(0.0, 0.1, end - 0.1, end)
    found = gathered(first, asking(first, second), clock)
    assert [1, 2] == found.get("menurut")


def test_one_alone() -> None:
    """It is told as it is; so is what an older gateway tells."""
    alone = told(1, opd("a"), of=1)
    assert alone is gathered(alone, asking())
    older = status(opd("a"))
    assert older is gathered(older, asking())


def test_the_worst_that_one_knows() -> None:
    """What is down in one process is, since it first was, and in how many is told."""
    bad = opd(
        "a",
        "GANGGUAN",
        pemutus="TERBUKA",
        sejak=LATE,
        galatTerakhir="UPSTREAM_TIMEOUT",
        statusTerakhir=None,
    )
    well = opd("a", sejak=EARLY, terakhirBerhasil=LATE, galatTerakhir="X")
    sooner = {**bad, "pemutus": "TERTUTUP", "sejak": EARLY}
    found = one(well, bad, sooner)
    assert ("GANGGUAN", "TERBUKA", 2) == (
        found["keadaan"],
        found["pemutus"],
        found.get("banyakSerupa"),
    )
    assert "UPSTREAM_TIMEOUT" == found["galatTerakhir"]
    assert [EARLY, LATE] == [
        moment and moment.isoformat()
        for moment in (found["sejak"], found["terakhirBerhasil"])
    ]


def test_who_has_not_asked_knows_nothing() -> None:
    """It is as those say that have; unknown only where none has."""
    idle = opd("a", "BELUM_DIKETAHUI", pemutus=None)
    assert "NORMAL" == one(idle, opd("a"))["keadaan"]
    assert "BELUM_DIKETAHUI" == one(idle, idle)["keadaan"]


def test_well_since_all_are() -> None:
    """What was down in one process a while ago has been well since then; its error is told."""
    failed = opd("a", sejak=LATE, galatTerakhir="X", statusTerakhir=503)
    found = one(opd("a", sejak=EARLY), failed)
    assert found["sejak"] is not None
    assert (LATE, "X", 503) == (
        found["sejak"].isoformat(),
        found["galatTerakhir"],
        found.get("statusTerakhir"),
    )


def test_what_is_kept() -> None:
    """The share of answers from memory is the mean, and the newest is the newest of all."""
    first = opd("a", rasioSimpanan=0.5, umurSimpanan=30)
    second = opd("a", rasioSimpanan=1.0, umurSimpanan=10)
    found = one(first, second, opd("a"))
    assert (0.75, 10) == (found["rasioSimpanan"], found["umurSimpanan"])
    nothing = one(opd("a"), opd("a"))
    assert (None, None) == (nothing["rasioSimpanan"], nothing["umurSimpanan"])


def test_every_connector_and_note_once() -> None:
    """While a file is being renewed one process may have a connector that another lacks."""
    first = status(opd("a"), notes=("satu",))
    second = status(opd("a"), opd("b"), notes=("satu", "dua"), proses=8)
    found = merged([first, second])
    assert ["a", "b"] == [each["konektor"] for each in found["opd"]]
    assert ["satu", "dua"] == found["catatan"]


def test_what_else_is_told() -> None:
    """JSON has what a newer gateway tells besides, and a line's words."""
    row = opd("a", "GANGGUAN", rincian=["tertutup"], lagi=1)
    found: Any = written(merged([told(1, row), told(2, opd("a"))]))
    assert (["tertutup"], 1) == (found["opd"][0]["rincian"], found["opd"][0]["lagi"])
