"""Every mistake of meaning in a configuration, one theme a file."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from gateway.config.checks import types
from gateway.config.checks.scope import Scope, survey
from gateway.config.model import Config
from gateway.config.problems import Problem, Problems

Rule: TypeAlias = Callable[[Scope], Iterator[Problem]]


def rules() -> tuple[Rule, ...]:
    """List every rule, in the order a reader would look for mistakes."""
    return (
        types.field_types,
        types.returned_types,
        types.argument_types,
        types.provenance,
    )


def check(
    config: Config, problems: Problems, broken: frozenset[str] = frozenset()
) -> None:
    """Add every mistake of meaning in `config` to `problems`.

    `broken` are the names of elements that were dropped since they are
    themselves faulty (`Buku`, `Buku.judul`, `perpus.daftarBuku`,
    `perpus.daftarBuku.judul`): a reference to one is never called unknown.
    """
    scope = survey(config, broken)
    for rule in rules():
        for problem in rule(scope):
            problems.add(problem.at, problem.reason, problem.remedy)
