"""`python -m benchmarks [throughput|startup|mixed|lists|formats|snapshots|faults]`: measure and save."""

import argparse
import signal
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from benchmarks import decoding, growth, lists, mixed, snapshots, startup
from benchmarks.bench import cores, pairs, start_all
from benchmarks.faults import command as faults
from benchmarks.faults.capabilities import CAPABILITIES
from benchmarks.faults.figure import laid_out, status, summed
from benchmarks.report import RESULTS, save
from benchmarks.run import Length, rounds
from benchmarks.sample import Sample
from benchmarks.scenarios import SCENARIOS
from benchmarks.servers import SERVERS, chosen
from benchmarks.table import measurements, rejected, verdicts
from benchmarks.targets import figures, possible

_ROUNDS: Final = 5
_SECONDS: Final = 4.0


def _names(text: str) -> frozenset[str]:
    return frozenset(name for name in text.lower().split(",") if name)


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    families = ", ".join(dict.fromkeys(server.name for server in SERVERS))
    made = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    made.add_argument(
        "what", nargs="?", choices=("throughput", *_OTHERS), default="throughput"
    )
    made.add_argument(
        "names", nargs="*", metavar="NAME", help=f"of faults: {', '.join(CAPABILITIES)}"
    )
    made.add_argument("--quick", action="store_true", help="faults, in seconds")
    made.add_argument("--only", type=_names, default=frozenset(), help="q1,q2,…")
    made.add_argument("--servers", type=_names, default=frozenset(), help=families)
    made.add_argument(
        "--rounds", type=int, help=f"{_ROUNDS}, of mixed {mixed.PAIRS} pairs"
    )
    made.add_argument(
        "--seconds", type=float, help=f"{_SECONDS:g}, of mixed {mixed.SECONDS:g}"
    )
    made.add_argument("--results", type=Path, default=RESULTS, help="where to save")
    return made


def _length(arguments: argparse.Namespace) -> Length:
    return Length(arguments.rounds or _ROUNDS, arguments.seconds or _SECONDS)


def _throughput(arguments: argparse.Namespace) -> int:
    servers = chosen(arguments.servers)
    scenarios = [
        scenario
        for scenario in SCENARIOS.values()
        if not arguments.only or scenario.key in arguments.only
    ]
    complaints: list[str] = []
    samples: list[Sample] = []
    with ExitStack() as stack:
        bench = start_all(stack, servers, complaints)
        able = pairs(bench, servers, scenarios, complaints)
        for sample in rounds(bench, able, _length(arguments)):
            samples.append(sample)
            _say(_line(sample))
    found = figures(samples)
    texts = [verdicts(found), measurements(samples), rejected(samples), *complaints]
    content = {"figures": found, "samples": samples, "complaints": complaints}
    path = save("throughput", content, texts, arguments.results)
    _say("", *("\n" + text for text in texts), "", str(path))
    asked = possible({(server.name, scenario.key) for server, scenario in able})
    kept = sum(figure.met for figure in found)
    return 0 if kept == len(asked) and not complaints else 1


def _line(sample: Sample) -> str:
    flaws = ", ".join((*sample.wrong, *sample.disturbed))
    return (
        f"{sample.round + 1} {sample.scenario} {sample.server:<13}"
        f"{sample.rate:>9.0f}/s {sample.cpu:>8.1f} µs  {flaws}"
    )


def _startup(arguments: argparse.Namespace) -> int:
    places = cores()
    starts = startup.start_in_turn(arguments.rounds or _ROUNDS, places.server)
    length = _length(arguments)
    samples = list(growth.query_costs(length, places))
    found = [*startup.figures(starts), *growth.figures(samples)]
    texts = [startup.verdicts(found), rejected(samples)]
    content = {"figures": found, "starts": starts, "samples": samples}
    path = save("startup", content, texts, arguments.results)
    _say(*texts, "", str(path))
    return 0 if all(one.met for one in found) else 1


def _mixed(arguments: argparse.Namespace) -> int:
    pairs, seconds = arguments.rounds or mixed.PAIRS, arguments.seconds or mixed.SECONDS
    found = mixed.figures(pairs, seconds)
    text = laid_out("mixed load", found)
    path = save("mixed", {"figures": found}, [text], arguments.results)
    _say(text, summed(found), "", str(path))
    return status(found)


def _lists(arguments: argparse.Namespace) -> int:
    found = lists.figures()
    text = startup.verdicts(found)
    path = save("lists", {"figures": found}, [text], arguments.results)
    _say(text, "", str(path))
    return 0 if all(one.met for one in found) else 1


def _formats(arguments: argparse.Namespace) -> int:
    found = decoding.figures()
    text = startup.verdicts(found)
    path = save("formats", {"figures": found}, [text], arguments.results)
    _say(text, "", str(path))
    return 0 if all(one.met for one in found) else 1


def _snapshots(arguments: argparse.Namespace) -> int:
    found = snapshots.figures()
    text = startup.verdicts(found)
    path = save("snapshots", {"figures": found}, [text], arguments.results)
    _say(text, "", str(path))
    return 0 if all(one.met for one in found) else 1


def _faults(arguments: argparse.Namespace) -> int:
    wanted = faults.Wanted(arguments.names, arguments.quick, arguments.results)
    try:
        return faults.run(wanted)
    except faults.UnknownCapabilityError as error:
        parser().error(str(error))


_OTHERS: Final = {
    "startup": _startup,
    "mixed": _mixed,
    "lists": _lists,
    "formats": _formats,
    "snapshots": _snapshots,
    "faults": _faults,
}


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def main(words: Sequence[str] | None = None) -> int:
    """Run one benchmark; 0 when every target is met."""
    described = parser()
    arguments = described.parse_intermixed_args(words)  # options between names
    if arguments.names and arguments.what != "faults":
        described.error("names are only of faults")
    # So that the servers end with us, whoever ends us.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    return _OTHERS.get(arguments.what, _throughput)(arguments)


if __name__ == "__main__":
    sys.exit(main())
