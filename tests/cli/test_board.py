"""The operator's board as text: gateway/cli/board.py."""

from typing import Any

import pytest

from gateway.cli.answers import Status, read
from gateway.cli.board import ago, board, is_down

NOW = "2026-11-22T10:00:00+07:00"


def opd(name: str, state: str = "NORMAL", **more: Any) -> dict[str, Any]:
    """Return one connector as it is told of."""
    return {
        "konektor": name,
        "nama": f"Dinas {name}",
        "keadaan": state,
        "sejak": None,
        "sampai": None,
        "pesan": None,
        "pemutus": "TERTUTUP",
        "terakhirBerhasil": None,
        "galatTerakhir": None,
        "rasioSimpanan": None,
        "umurSimpanan": None,
        "rincian": [],
        **more,
    }


def status(*every: dict[str, Any], notes: tuple[str, ...] = (), **more: Any) -> Status:
    told = {"pada": NOW, "proses": 7, "catatan": list(notes), "opd": list(every)}
    return read(told | more, Status, "not as it is told")


STATUS = status(
    opd(
        "pangan",
        sejak="2026-11-20T09:00:00+07:00",
        terakhirBerhasil="2026-11-22T09:59:30+07:00",
        rasioSimpanan=0.957,
        umurSimpanan=30,
    ),
    opd("arsip", "BELUM_DIKETAHUI", pemutus=None),
    opd(
        "bapenda",
        "PEMELIHARAAN",
        sejak="2026-11-22T08:00:00+07:00",
        sampai="2026-11-23T08:00:00+07:00",
        pesan="Kembali Senin.",
    ),
    opd(
        "rsud",
        "GANGGUAN",
        pemutus="TERBUKA",
        sejak="2026-11-22T09:48:00+07:00",
        terakhirBerhasil="2026-11-22T09:47:10+07:00",
        galatTerakhir="UPSTREAM_TIMEOUT",
        rasioSimpanan=1.0,
        umurSimpanan=770,
    ),
    opd("dinkes", "GANGGUAN", galatTerakhir="UPSTREAM_AUTH", statusTerakhir=401),
)
TABLE = """\
KONEKTOR  KEADAAN          PEMUTUS   SEJAK   BERHASIL  GALAT TERAKHIR     SIMPANAN    UMUR  CATATAN
rsud      GANGGUAN         TERBUKA   12 mnt  12 mnt    UPSTREAM_TIMEOUT       100%  12 mnt
dinkes    GANGGUAN         TERTUTUP  -       -         UPSTREAM_AUTH 401         -       -
bapenda   PEMELIHARAAN     TERTUTUP  2 jam   -         -                         -       -  sampai 23-11 08.00: Kembali Senin.
arsip     BELUM_DIKETAHUI  -         -       -         -                         -       -
pangan    NORMAL           TERTUTUP  2 hari  30 dtk    -                       96%  30 dtk

2 dari 5 OPD terganggu; menurut proses 7, 22-11-2026 10.00.00 WIB."""


def test_the_table() -> None:
    """A line for each connector, the worst first, the columns below each other."""
    assert TABLE == board(STATUS)


def test_why_nothing_answered() -> None:
    """Beside the code stands why no connection stood, where that is known."""
    one = opd(
        "a", "GANGGUAN", galatTerakhir="UPSTREAM_UNAVAILABLE", sebabTerakhir="DNS"
    )
    assert "UPSTREAM_UNAVAILABLE DNS" in board(status(one))


def test_all_is_well() -> None:
    """That nothing is wrong is said; what else there is to know stands below."""
    one = status(opd("a"), notes=("konfigurasi lama",))
    *_, told, note = board(one).splitlines()
    zone = "menurut proses 7, 22-11-2026 10.00.00 WIB"
    assert (f"Tidak ada gangguan; {zone}.", "Perhatian: konfigurasi lama.") == (
        told,
        note,
    )


def test_colours() -> None:
    """On a terminal a line has the colour of its state, and the text is the same."""
    lines = board(STATUS, colours=True).splitlines()
    assert ["\033[31m", "\033[31m", "\033[33m"] == [line[:5] for line in lines[1:4]]
    assert lines[4].startswith("arsip")
    assert lines[5].startswith("\033[32mpangan")
    assert all(line.endswith("\033[0m") for line in (*lines[1:4], lines[5]))


def test_a_narrow_terminal() -> None:
    """A line is cut where it would break."""
    lines = board(STATUS, width=40).splitlines()
    assert all(len(line) <= 40 for line in lines[:6])
    assert lines[1].endswith("…")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-3, "0 dtk"),
        (0.9, "0 dtk"),
        (59, "59 dtk"),
        (60, "1 mnt"),
        (3599, "59 mnt"),
        (3600, "1 jam"),
        (86399, "23 jam"),
        (200000, "2 hari"),
    ],
)
def test_how_long_ago(seconds: float, text: str) -> None:
    """A time is told in its largest unit, and never as one to come."""
    assert text == ago(seconds)


def test_what_is_down() -> None:
    """Only what is in trouble is down: not what the operator switched off."""
    down = [one["konektor"] for one in STATUS["opd"] if is_down(one)]
    assert ["rsud", "dinkes"] == down


def test_one_of_several() -> None:
    """Who of those who share the port has not answered is told of; alone it says nothing."""
    shared = board(status(banyakProses=4)).splitlines()
    assert shared[-1].startswith("3 proses lain di port ini tidak menjawab")
    assert board(status(banyakProses=1)) == board(status())


def test_several_together() -> None:
    """All are named, and of what is wrong in some it is told in how many."""
    down = opd("rsud", "GANGGUAN", banyakSerupa=1)
    text = board(status(down, banyakProses=2, menurut=[7, 8]))
    assert text.splitlines()[1].endswith("  di 1 dari 2 proses")
    assert text.splitlines()[-1].startswith(
        "1 dari 1 OPD terganggu; menurut proses 7, 8, "
    )
    every = {**down, "banyakSerupa": 2}
    assert "dari 2 proses" not in board(status(every, banyakProses=2, menurut=[7, 8]))
    well = opd("rsud", banyakSerupa=1)
    assert "dari 2 proses" not in board(status(well, banyakProses=2, menurut=[7, 8]))
