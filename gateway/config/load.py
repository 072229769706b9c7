"""connectors.yaml to a frozen `Config`, or every mistake at once.

gather (files, YAML, secrets, include) ▶ read (the vocabulary) ▶ assemble
(frozen types) ▶ check (meaning) ▶ connected (what pages bring to the graph).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from gateway.config.builders.assemble import assemble
from gateway.config.checks import check
from gateway.config.collecting import uninterrupted
from gateway.config.connections import connected
from gateway.config.include import gather
from gateway.config.model import Config
from gateway.config.nodes import Pairs
from gateway.config.notes import Notes
from gateway.config.problems import ConfigError, Problem
from gateway.config.read import read
from gateway.config.reads import Reads
from gateway.config.section import Section
from gateway.config.vocabulary.top import TOP

Judge: TypeAlias = Callable[[Config], Iterable[Problem]]
"""Finds what is wrong with a configuration, which may be wrong in other ways too."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A configuration, and what was filled in from outside: values to references."""

    config: Config
    filled: Mapping[str, str] = field(repr=False)

    def hidden(self, problems: Iterable[Problem]) -> list[Problem]:
        """Put references back where a problem quotes what was filled in."""
        return _hidden(list(problems), self.filled)


def load(
    path: str | Path, environ: Mapping[str, str], judges: Iterable[Judge] = ()
) -> Config:
    """Load a configuration with all the files it includes.

    `environ` fills `${NAME}` in. `judges` know what `checks/` cannot: what the
    rooms above make of it. Raises `ConfigError` with every problem; no problem
    shows a value that came from outside.
    """
    return load_whole(path, environ, judges).config


def load_whole(
    path: str | Path,
    environ: Mapping[str, str],
    judges: Iterable[Judge] = (),
    reads: Reads | None = None,
) -> Loaded:
    """Load as `load` does, and tell what came from outside, so that it can be hidden.

    What is read is noted in `reads`, also where loading fails.
    """
    with uninterrupted():
        return _load(Path(path), environ, judges, reads or Reads())


def _load(
    path: Path, environ: Mapping[str, str], judges: Iterable[Judge], reads: Reads
) -> Loaded:
    notes = Notes()
    document = gather(path, environ, notes.problems, reads)
    top = read(TOP, document.top, "connectors.yaml", notes)
    for odd in document.odd:
        read(TOP, Pairs((odd,), odd[0].at), "connectors.yaml", notes)
    files = list(document.files)
    config = assemble(top, notes, files) if isinstance(top, Section) else Config({}, {})
    reads.files.update(map(Path, files))
    check(config, notes.problems, frozenset(notes.broken))
    told = {problem.at for problem in notes.problems.found}
    for judge in judges:
        notes.problems.found += [one for one in judge(config) if one.at not in told]
    if notes.problems:
        raise ConfigError(_hidden(notes.problems.found, document.filled))
    return Loaded(connected(config), document.filled)


def _hidden(problems: list[Problem], filled: Mapping[str, str]) -> list[Problem]:
    longest_first = sorted(filled, key=len, reverse=True)
    for value in longest_first:
        shown = filled[value]
        problems = [
            replace(
                one,
                reason=one.reason.replace(value, shown),
                remedy=one.remedy and one.remedy.replace(value, shown),
            )
            if value in f"{one.reason} {one.remedy}"
            else one
            for one in problems
        ]
    return problems
