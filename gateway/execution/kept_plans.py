"""Plans that are kept with their operations, up to a number of bytes in all.

One short document can have a plan of thousands of fields for each combination
of its conditions, so neither a bound on documents nor one on the plans of each
bounds the memory. A plan that is kept keeps its operation, and with it what of the
document the reader may have let go of long ago: it counts, too. The oldest go first:
to look one up costs no more than the operation's own dictionary.
"""

from collections import deque
from typing import Final

from gateway.execution.compiled import Compiled
from gateway.execution.operation import Operation

Identity = tuple[object, ...]
_PER_LETTER: Final = 100
"""Bytes of memory for each letter of the printed selections, as measured."""


class KeptPlans:
    """Knows every plan that an operation keeps, and lets go of the oldest."""

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._used = 0
        self._order: deque[tuple[Operation, Identity, int]] = deque()

    def keep(self, operation: Operation, identity: Identity, plan: Compiled) -> None:
        """Keep a plan with its operation, unless it is too large alone."""
        size = weigh_plan(plan)
        if not operation.plans:
            size += operation.weight
        if size > self._budget:
            return
        operation.plans[identity] = plan
        self._order.append((operation, identity, size))
        self._used += size
        while self._used > self._budget:
            owner, oldest, freed = self._order.popleft()
            owner.plans.pop(oldest, None)
            self._used -= freed


def weigh_plan(plan: Compiled) -> int:
    """Estimate what a plan takes in memory, in bytes."""
    shown = sum(len(str(root.signature)) for root in plan.roots)
    return 4096 + _PER_LETTER * shown
