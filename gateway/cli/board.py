"""The operator's board: every OPD in a line, the worst first."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import starmap
from typing import Final

from gateway.cli.answers import Opd, Status
from gateway.cli.gathering import rank

_HEADS: Final = (
    "KONEKTOR",
    "KEADAAN",
    "PEMUTUS",
    "SEJAK",
    "BERHASIL",
    "GALAT TERAKHIR",
    "SIMPANAN",
    "UMUR",
    "CATATAN",
)
_NUMBERS: Final = frozenset({"SIMPANAN", "UMUR"})
_NOTHING: Final = "-"
_GAP: Final = "  "
_DOWN: Final = "GANGGUAN"
_COLOURS: Final = {_DOWN: "31", "PEMELIHARAAN": "33", "NORMAL": "32"}
_SPANS: Final = ((86400, "hari"), (3600, "jam"), (60, "mnt"))
_LEAST: Final = 10


def is_down(opd: Opd) -> bool:
    """Tell whether a connector is in trouble; one that is switched off is not."""
    return opd["keadaan"] == _DOWN


def board(status: Status, *, colours: bool = False, width: int | None = None) -> str:
    """Write what `GET /admin/status` tells as a table, by lines of at most `width`."""
    count = len(status.get("menurut", ()))
    rows = [_row(one, status["pada"], count) for one in worst_first(status["opd"])]
    lines = list(_aligned([_HEADS, *rows], width))
    if colours:
        lines = [lines[0], *starmap(_coloured, zip(lines[1:], rows, strict=True))]
    return "\n".join([*lines, "", *_below(status)])


def worst_first(every: Sequence[Opd]) -> list[Opd]:
    """Sort connectors: those in trouble before those that are well, then by name."""
    return sorted(every, key=lambda one: (*rank(one), one["konektor"]))


def ago(seconds: float) -> str:
    """Write how long something has lasted, in its largest unit."""
    for size, name in _SPANS:
        if seconds >= size:
            return f"{int(seconds // size)} {name}"
    return f"{max(int(seconds), 0)} dtk"


def _row(opd: Opd, now: dt.datetime, count: int) -> tuple[str, ...]:
    """Return the cells of a connector's line, of so many processes together."""
    hits, age = opd["rasioSimpanan"], opd["umurSimpanan"]
    return (
        opd["konektor"],
        opd["keadaan"],
        opd["pemutus"] or _NOTHING,
        _since(opd["sejak"], now),
        _since(opd["terakhirBerhasil"], now),
        _failure(opd),
        _NOTHING if hits is None else f"{hits:.0%}",
        _NOTHING if age is None else ago(age),
        _note(opd, count),
    )


def _failure(opd: Opd) -> str:
    """Write the last failure, with its HTTP status: what answers 500 is up, if not well.

    Where nothing answered it is told why, if that is known.
    """
    parts = [opd["galatTerakhir"], opd.get("statusTerakhir"), opd.get("sebabTerakhir")]
    return " ".join(str(part) for part in parts if part) or _NOTHING


def _since(moment: dt.datetime | None, now: dt.datetime) -> str:
    if moment is None:
        return _NOTHING
    return ago((now - moment).total_seconds())


def _note(opd: Opd, count: int) -> str:
    """Return what the operator told citizens, and until when; or where not all know of it."""
    until, pesan = opd["sampai"], opd["pesan"]
    end = "" if until is None else f"{until:%d-%m %H.%M}"
    some = opd.get("banyakSerupa", count)
    where = f"di {some} dari {count} proses" if is_down(opd) and some < count else ""
    parts = [where, f"sampai {end}" if end else "", pesan or ""]
    return ": ".join(part for part in parts if part)


def _aligned(rows: Sequence[Sequence[str]], width: int | None) -> Iterator[str]:
    """Yield the rows with their columns below each other."""
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.rjust(size) if head in _NUMBERS else cell.ljust(size)
            for cell, size, head in zip(row, wide, _HEADS, strict=True)
        ]
        line = _GAP.join(cells).rstrip()
        short = width is not None and len(line) > width >= _LEAST
        yield f"{line[: width - 1]}…" if short and width else line


def _coloured(line: str, row: Sequence[str]) -> str:
    colour = _COLOURS.get(row[1])
    return line if colour is None else f"\033[{colour}m{line}\033[0m"


def _below(status: Status) -> Iterator[str]:
    """Yield the sum of it, and what else the operator should know."""
    every = status["opd"]
    down = sum(map(is_down, every))
    told = f"{down} dari {len(every)} OPD terganggu" if down else "Tidak ada gangguan"
    moment = f"{status['pada']:%d-%m-%Y %H.%M.%S} WIB"
    heard = status.get("menurut", [status["proses"]])
    yield f"{told}; menurut proses {', '.join(map(str, heard))}, {moment}."
    others = status.get("banyakProses", 1) - len(
        heard
    )  # an older gateway does not tell
    if others > 0:
        yield (
            f"{others} proses lain di port ini tidak menjawab, jadi tidak ikut ditampilkan."
        )
    for note in status["catatan"]:
        yield f"Perhatian: {note}."
