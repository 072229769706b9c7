"""The schedule of a query: what a section says, and how long answers then last."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice, product
from typing import Final, cast

from gateway.config.builders.constants import constant
from gateway.config.builders.inherit import Inherited
from gateway.config.cache import CachePolicy
from gateway.config.hours import Between
from gateway.config.model import MOST_SETS, Argument, Const, Refresh
from gateway.config.nodes import Items, Node
from gateway.config.place import Word
from gateway.config.section import Section
from gateway.config.typeref import TypeRef

_NONE: Final[tuple[Mapping[Word, Node], ...]] = ({},)
_OUTAGE: Final = 24 * 3600.0


def refresh(
    section: Section,
    inherited: Inherited,
    args: Mapping[Word, Argument],
    inputs: Mapping[str, Section],
) -> Refresh | None:
    """Build a query's schedule; None where it has none."""
    stated = section.get("refresh", Section)
    every = None if stated is None else stated.get("every", float)
    if stated is None or every is None:
        return None
    default = Refresh(every)
    given = cast("tuple[Mapping[Word, Node], ...]", stated.values.get("with", _NONE))
    sets = (one for each in given for one in _sets(each, args, inputs))
    return Refresh(
        every=every,
        timeout=stated.get("timeout", float) or default.timeout,
        between=stated.get("between", Between),
        zone=inherited.zone,
        sets=tuple(islice(sets, MOST_SETS + 1)),  # one more is too many: a check tells
        at=section.spot("refresh"),
    )


def lasting(policy: CachePolicy, section: Section, refresh: Refresh) -> CachePolicy:
    """Return the cache policy of answers that are renewed by a schedule.

    They last until the next at least, unless the query itself says otherwise, and
    through an outage of a day where nothing is said.
    """
    own = section.get("cache", Section)
    ttl = policy.ttl
    if own is None or "ttl" not in own:
        ttl = max(ttl, refresh.every)
    error = _OUTAGE if policy.stale_if_error is None else policy.stale_if_error
    return replace(policy, ttl=ttl, stale_if_error=error)


def _sets(
    given: Mapping[Word, Node],
    args: Mapping[Word, Argument],
    inputs: Mapping[str, Section],
) -> Iterator[Mapping[Word, Const]]:
    """Return every combination of the values that are given."""
    choices: list[list[Const]] = []
    for name, node in given.items():
        argument = args.get(name)
        ref = TypeRef("String") if argument is None else argument.type
        many = isinstance(node, Items) and not ref.is_list
        nodes = node.items if isinstance(node, Items) and many else (node,)
        choices.append([constant(one, ref, inputs) for one in nodes])
    for values in product(*choices):
        yield dict(zip(given, values, strict=True))
