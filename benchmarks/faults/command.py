"""The run: one capability after the other, each told as soon as it is measured."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import uvloop

from benchmarks.faults import others
from benchmarks.faults.capabilities import CAPABILITIES, Measure
from benchmarks.faults.figure import Figure, laid_out, status, summed
from benchmarks.report import save


class UnknownCapabilityError(Exception):
    """There is none of this name."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be measured: names (none: everything), and whether quickly."""

    names: Sequence[str]
    quick: bool
    results: Path


def chosen(
    names: Sequence[str], known: Mapping[str, Measure] = CAPABILITIES
) -> dict[str, Measure]:
    """Return the capabilities of some names. Raises UnknownCapabilityError."""
    for name in names:
        if name not in known:
            message = f"no capability {name!r}; there are {', '.join(known)}"
            raise UnknownCapabilityError(message)
    return {name: known[name] for name in known if not names or name in names}


def measured(measure: Measure, *, quick: bool) -> list[Figure]:
    """Measure one capability; what cannot be measured does not hold."""
    try:
        return uvloop.run(measure(quick=quick))
    except Exception as error:  # noqa: BLE001 - the other capabilities are still measured
        return [Figure("measured at all", "yes", repr(error), holds=False)]


def run(wanted: Wanted, known: Mapping[str, Measure] = CAPABILITIES) -> int:
    """Measure, print and save; 0 unless a figure is missed."""
    found: dict[str, list[Figure]] = {}
    others_took: dict[str, float] = {}
    for name, measure in chosen(wanted.names, known).items():
        before = others.read()
        found[name] = measured(measure, quick=wanted.quick)
        others_took[name] = others.share(before, others.read())
        busy = f"Other processes took {others_took[name]:.0%} of the cores meanwhile."
        _say(laid_out(name, found[name]), busy, "")
    texts = [laid_out(name, figures) for name, figures in found.items()]
    content = {"quick": wanted.quick, "figures": found, "others": others_took}
    path = save("faults", content, texts, wanted.results)
    every = [one for figures in found.values() for one in figures]
    _say(summed(every), str(path))
    return status(every)


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
