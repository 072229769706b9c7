"""`gateway test`: the examples of connectors.yaml, offline."""

import argparse
import asyncio
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from typing import cast

from gateway.cli.commands import Commands, add_file_option, settings_of
from gateway.config.load import Loaded, load_whole
from gateway.config.recorded import Case, examples
from gateway.connectors.soundness import unsound
from gateway.trial.masking import Mask
from gateway.trial.naming import UnknownName, meant, named
from gateway.trial.run import Verdict, run as run_cases

_RED, _GREEN, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[0m"


def register(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "test",
        help="uji `examples` di connectors.yaml, tanpa jaringan",
        description="Uji contoh-contoh (`examples`) di connectors.yaml: jawaban layanan "
        "yang direkam diolah seperti biasa, dan hasilnya dibandingkan dengan yang "
        "ditulis. Tidak ada jaringan yang dipakai. Status 1 bila ada yang berbeda.",
    )
    command.add_argument(
        "names",
        nargs="*",
        metavar="NAMA",
        help="konektor, `konektor.query`, `konektor.Type`, atau merge (bawaan: semua)",
    )
    add_file_option(command)
    command.add_argument(
        "-v", "--verbose", action="store_true", help="sebut juga contoh yang sesuai"
    )
    command.add_argument(
        "--json", action="store_true", help="cetak hasilnya sebagai JSON"
    )
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the examples; 0 where all are as written, 1 where not, 2 for a wrong name."""
    settings = settings_of(args)
    loaded = load_whole(settings.connectors, os.environ, [unsound])
    cases = examples(loaded)
    started = time.perf_counter()
    try:
        chosen = _chosen(loaded, cases, cast("list[str]", args.names))
    except UnknownName as error:
        sys.stderr.write(f"{error}\n")
        return 2
    mask = Mask(loaded.filled)
    verdicts = asyncio.run(run_cases(loaded.config, chosen, mask)) if chosen else []
    seconds = time.perf_counter() - started
    if args.json:
        sys.stdout.write(f"{json.dumps(_machine(verdicts), ensure_ascii=False)}\n")
    else:
        shown = [one for one in verdicts if one.differences or args.verbose]
        lines = [line for one in shown for line in _told(one, sys.stdout.isatty())]
        lines.append(_summary(loaded, cases, verdicts, seconds))
        sys.stdout.write("\n".join((*lines, "")))
    return 1 if any(one.differences for one in verdicts) else 0


def _chosen(
    loaded: Loaded, cases: Sequence[Case], names: Sequence[str]
) -> Sequence[Case]:
    if not names:
        return cases
    wanted = {one.name for name in names for one in meant(loaded.config, name)}
    return [case for case in cases if case.name in wanted]


def _told(verdict: Verdict, colours: bool) -> Iterator[str]:  # noqa: FBT001 - of one caller
    case = verdict.case
    about = f" ({case.example.about})" if case.example.about else ""
    mark = "beda" if verdict.differences else "sesuai"
    yield f"{mark}: {case.name} contoh {case.number}{about} {case.example.at}"
    for one in verdict.differences:
        yield f"  {one.path}"
        yield _coloured(f"    diharapkan: {one.expected}", _GREEN, colours)
        yield _coloured(f"    ternyata:   {one.found}", _RED, colours)


def _coloured(text: str, colour: str, colours: bool) -> str:  # noqa: FBT001 - as above
    return f"{colour}{text}{_PLAIN}" if colours else text


def _summary(
    loaded: Loaded, cases: Sequence[Case], verdicts: Sequence[Verdict], seconds: float
) -> str:
    failed = sum(bool(one.differences) for one in verdicts)
    told = f"{failed} berbeda" if failed else "semua sesuai"
    took = f"{seconds:.1f}".replace(".", ",")
    bare = len(named(loaded.config)) - len({case.name for case in cases})
    tail = f"; {bare} query atau type belum punya contoh" if bare else ""
    return f"{len(verdicts)} contoh, {told}, {took} detik{tail}"


def _machine(verdicts: Sequence[Verdict]) -> dict[str, object]:
    """Return the outcome for machines."""
    listed = [
        {
            "name": one.case.name,
            "number": one.case.number,
            "at": str(one.case.example.at),
            "ok": not one.differences,
            "seconds": round(one.seconds, 4),
            "differences": [difference._asdict() for difference in one.differences],
        }
        for one in verdicts
    ]
    return {"ok": all(one["ok"] for one in listed), "examples": listed}
