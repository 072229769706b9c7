"""Run examples over one engine: each asked, answered from its recording, compared."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from gateway.config.checks.scope import Scope, survey
from gateway.config.model import Config, Const
from gateway.config.recorded import Case
from gateway.connectors.auth.offline import offline
from gateway.execution.pipeline import Engine
from gateway.trial.compare import Difference, differences, different_request
from gateway.trial.document import mutable, question, selection_of
from gateway.trial.masking import Mask
from gateway.trial.opened import ask, opened, value_of
from gateway.trial.replay import Replay, Script
from gateway.trial.roots import Root, root_of


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an example; it passed where nothing differs."""

    case: Case
    differences: tuple[Difference, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class _Stage:
    """What every example is run on."""

    engine: Engine
    scope: Scope
    script: Script
    keys: list[object]
    mask: Mask


async def run(config: Config, cases: Sequence[Case], mask: Mask) -> list[Verdict]:
    """Run examples, offline; what differs tells no more than `mask` lets through."""
    roots = [
        root_of(case.name, case.operation, many=case.many is not None) for case in cases
    ]
    script = Script()
    keys: list[object] = []
    async with opened(
        offline(config), roots, keys, lambda _c, _o: Replay(script)
    ) as engine:
        stage = _Stage(engine, survey(config, frozenset()), script, keys, mask)
        pairs = zip(cases, roots, strict=True)
        return [await _one(stage, case, root) for case, root in pairs]


def keys_of(root: Root, args: dict[str, Const]) -> list[object]:
    """Return the keys that a root's rows have to hold."""
    if root.many is None:
        return []
    value = mutable(args[root.many])
    return cast("list[object]", value) if isinstance(value, list) else [value]


async def _one(stage: _Stage, case: Case, root: Root) -> Verdict:
    started = time.perf_counter()
    stage.script.begin(case.replies)
    stage.keys[:] = keys_of(root, dict(case.args))
    wanted = [] if case.result is ... else [case.result]
    selection = selection_of(stage.scope, case.operation.returns, wanted)
    response = await ask(stage.engine, question(root, case.args, selection))
    value = value_of(response, root, alone=case.many is None)
    found = (
        *different_request(case.example.requests, stage.script, stage.mask),
        *differences(case, value, response),
    )
    return Verdict(case, found, time.perf_counter() - started)
