"""`gateway check`: every mistake in connectors.yaml, or what it serves."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from typing import Final

from gateway.cli.commands import Commands
from gateway.config.cautions import cautions
from gateway.config.load import load_whole
from gateway.config.model import Config
from gateway.config.place import NOWHERE
from gateway.config.problems import ConfigError, Problem
from gateway.config.recorded import examples
from gateway.connectors.readers.zones import ZONE_NAMES, zone_of
from gateway.connectors.schedule import Schedule, scheduled
from gateway.connectors.soundness import unsound

_UNITS: Final = {"h": 3600, "m": 60, "s": 1}
_ZONES: Final = {zone_of(name): name for name in ZONE_NAMES}
_UNSCHEDULED: Final = "Tidak ada query yang diambil menurut jadwal."


def register(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "check",
        help="periksa connectors.yaml tanpa menjalankan apa pun",
        description="Periksa connectors.yaml beserta semua berkas yang dimuatnya. "
        "Setiap kesalahan disebut dengan berkas:baris:kolom; demikian pula yang sah tetapi "
        "agaknya keliru, yang tidak menggagalkan (`Perhatian`).",
    )
    command.add_argument(
        "file",
        nargs="?",
        metavar="BERKAS",
        default=os.environ.get("GATEWAY_CONNECTORS", "connectors.yaml"),
        help="berkas yang diperiksa (bawaan: %(default)s)",
    )
    command.add_argument(
        "--json", action="store_true", help="cetak hasilnya sebagai JSON"
    )
    command.add_argument(
        "--refresh",
        action="store_true",
        help="cetak juga query yang diambil menurut jadwal (`refresh`)",
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check a file and print the outcome; return the exit status, 0 or 1."""
    try:
        loaded = load_whole(arguments.file, os.environ, [unsound])
        cases = examples(loaded)
    except ConfigError as error:
        problems = error.problems
        text = _failed_json(problems) if arguments.json else _failed(problems)
        sys.stdout.write(f"{text}\n")
        return 1
    counts = {**_counts(loaded.config), "contoh": len(cases)}
    schedules = list(_schedules(loaded.config)) if arguments.refresh else []
    careful = list(cautions(loaded.config))
    if arguments.json:
        told: dict[str, object] = {"ok": True, "counts": counts, "problems": []}
        if careful:
            told["cautions"] = _listed(careful)
        if arguments.refresh:
            told["refresh"] = schedules
        text = json.dumps(told)
    else:
        listed = ", ".join(f"{count} {noun}" for noun, count in counts.items())
        text = f"{arguments.file}: tidak ada kesalahan ({listed})"
        text = "\n".join((text, *(f"Perhatian: {one}" for one in careful)))
        if arguments.refresh:
            lines = [f"refresh {one}" for one in schedules] or [_UNSCHEDULED]
            text = "\n".join((text, *lines))
    sys.stdout.write(f"{text}\n")
    return 0


def _schedules(config: Config) -> Iterator[str]:
    """Print what is fetched by the clock, a query a line."""
    for one in config.operations():
        if one.refresh is not None:
            sets = len(one.refresh.sets)
            told = _schedule(scheduled(one.refresh))
            yield f"{one.connector}.{one.name}: {told}, {sets} jawaban"


def _schedule(schedule: Schedule) -> str:
    """Write a schedule for who wrote it: every so long, at which hours, how patiently."""
    hours = ""
    if schedule.between is not None:
        zone = _ZONES.get(schedule.zone, str(schedule.zone))
        hours = f" antara {schedule.between} {zone}"
    return (
        f"setiap {_long(schedule.every)}{hours}, paling lama {_long(schedule.timeout)}"
    )


def _long(seconds: float) -> str:
    """Write how long something lasts, in the largest unit that leaves no rest."""
    fits = (unit for unit in _UNITS.items() if seconds % unit[1] == 0)
    name, size = next(fits, ("s", 1))
    return f"{seconds / size:g}{name}"


def _counts(config: Config) -> dict[str, int]:
    queries = sum(len(one.queries) for one in config.connectors.values())
    return {
        "konektor": len(config.connectors),
        "type": sum(one.at != NOWHERE for one in config.types.values()),
        "query": queries,
    }


def _failed(problems: tuple[Problem, ...]) -> str:
    lines = [str(problem) for problem in problems]
    return "\n".join((*lines, f"{len(problems)} kesalahan"))


def _failed_json(problems: tuple[Problem, ...]) -> str:
    told = {"ok": False, "problems": _listed(problems)}
    return json.dumps(told, ensure_ascii=False)


def _listed(problems: Iterable[Problem]) -> list[dict[str, object]]:
    return [
        {
            "file": problem.at.file,
            "line": problem.at.line,
            "column": problem.at.column,
            "reason": problem.reason,
            "remedy": problem.remedy,
        }
        for problem in problems
    ]
