"""A plan ready to run: its arguments, keys and projections compiled."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

import orjson
from graphql.execution.values import VariableValues

from gateway.connectors.key import Key
from gateway.connectors.principal import ANONYMOUS
from gateway.connectors.reading import Readings
from gateway.connectors.selecting import SELECT
from gateway.connectors.source import OperationSource
from gateway.connectors.sources import Sources
from gateway.execution.arguments import (
    Coerce,
    compile_arguments,
    has_variables,
    with_constant,
)
from gateway.execution.keys import Collect, compile_feed
from gateway.execution.narrowing import narrowed
from gateway.execution.outline import ROW, Outline, linked, outline
from gateway.execution.plan import Fetch, Mode, Plan, Root, RootField, RootTypename
from gateway.execution.printing import print_root
from gateway.execution.project import Projector
from gateway.execution.told import tells_anywhere
from gateway.execution.values import Run
from gateway.execution.view import View


@dataclass(frozen=True, slots=True, eq=False)
class CompiledFetch:
    """A fetch with its arguments and keys as functions; `children` wait for it."""

    fetch: Fetch
    coerce: Coerce
    feeds: tuple[tuple[int, Collect], ...]
    children: tuple[int, ...]
    waits: int


@dataclass(frozen=True, slots=True, eq=False)
class CompiledRoot:
    """A root field with its projection.

    `signature` names what is shown, so that equal selections of different documents
    share their bytes; `dynamic` are the nested fetches whose arguments depend on
    variables, which the signature lacks; where there is no more to it, the signature is
    the `name` of what is kept. `key` is the key of the first fetch's call, where it is
    the same for every request. `firsts` are the fetches it begins with; it is `flat`
    where all others follow from those alone; what it `tells` of its age is true but
    once. `lines` and `width` bound what is shown of a row: its fields, and the
    characters of their names, with those of what it links to; `outline` what is shown
    of the row itself, and `linked` of the rows it links to, by their fetch.
    """

    field: RootField
    prefix: bytes
    project: Callable[[Run], Any] | None
    first: int
    below: tuple[int, ...]
    dynamic: tuple[int, ...]
    signature: Hashable
    personal: bool
    constant: View | None = None
    source: OperationSource | None = None
    key: Key | None = None
    name: str | None = None
    firsts: tuple[int, ...] = ()
    flat: bool = False
    lines: int = 0
    width: int = 0
    outline: Outline = ROW
    linked: Mapping[int, Outline] | None = None
    tells: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A plan ready to run.

    `longest` is how long its calls can take by their own deadlines, in
    seconds, where that is known: without it an operation needs a timer.
    `repeats` tells whether two fetches ask one operation, and so perhaps the
    same of it; `paged`, whether any asks for pages; `lingers`, whether any may be
    answered with what is stale; `public`, whether its replies are the same for all.
    """

    plan: Plan
    roots: tuple[CompiledRoot, ...]
    fetches: tuple[CompiledFetch, ...]
    longest: float
    repeats: bool
    paged: bool
    lingers: bool = False
    public: bool = False


def compile_plan(
    plan: Plan, projector: Projector, sources: Sources, *, authenticated: bool = False
) -> Compiled:
    """Compile a plan, which is for those who are `authenticated` or for the others."""
    selections = narrowed(plan, projector.readings)
    fetches = tuple(
        _fetch(plan, fetch, projector.readings, selections.get(fetch.id))
        for fetch in plan.fetches
    )
    below = _descendants(plan)
    roots = tuple(
        _root(plan, root, fetches, below, projector, sources) for root in plan.roots
    )
    alone = all(fetch.mode is Mode.ONE for fetch in plan.fetches)
    waits = [fetch.operation.timeout for fetch in plan.fetches]
    paged = any(fetch.operation.pages is not None for fetch in plan.fetches)
    alone = alone and not any(fetch.operation.composed for fetch in plan.fetches)
    # A large answer may wait for its turn to be decoded as long as for itself.
    longest = 2 * max(waits, default=0.0) if alone and not paged else inf
    asked = [name for fetch in plan.fetches for name in _asked(fetch)]
    repeats = len(set(asked)) < len(asked)
    lingers = any(one.fetch.operation.cache.keeps for one in fetches) or any(
        fetch.mode is Mode.LOCAL for fetch in plan.fetches
    )
    query = bool(roots) and plan.kind == "query"
    public = query and not authenticated and all(map(_is_public, roots))
    return Compiled(plan, roots, fetches, longest, repeats, paged, lingers, public)


def _is_public(root: CompiledRoot) -> bool:
    """Tell whether a root shows to all the same, of services alone, and not its age."""
    return root.source is not None and not root.personal and not root.tells


def _asked(fetch: Fetch) -> tuple[tuple[str, str], ...]:
    """Return the operations that a fetch asks: its own, or the list it searches."""
    operation = fetch.operation
    name = operation.name
    if operation.lookup_in is not None:
        return (operation.connector, name), (
            operation.connector,
            operation.lookup_in.query,
        )
    return ((operation.connector, name),)


def _fetch(
    plan: Plan, fetch: Fetch, readings: Readings, selection: str | None
) -> CompiledFetch:
    feeds = tuple(
        (
            feed.fetch,
            compile_feed(readings, feed, plan.fetches[feed.fetch].operation),
        )
        for feed in fetch.feeds
    )
    children = tuple(one.id for one in plan.fetches if fetch.id in one.after)
    coerce = compile_arguments(fetch.node, fetch.definition)
    if selection is not None:
        coerce = with_constant(coerce, SELECT, selection)
    return CompiledFetch(fetch, coerce, feeds, children, len(fetch.after))


def _descendants(plan: Plan) -> dict[int, tuple[int, ...]]:
    """Return for each root fetch all the fetches that follow from it."""
    found: dict[int, set[int]] = {}
    for fetch in plan.fetches:  # in order: parents come before children
        for parent, known in found.items():
            if known.intersection(fetch.after) or parent in fetch.after:
                known.add(fetch.id)
        if fetch.mode is Mode.ONE:
            found[fetch.id] = set()
    return {parent: tuple(sorted(known)) for parent, known in found.items()}


def _root(
    plan: Plan,
    root: RootField,
    fetches: tuple[CompiledFetch, ...],
    below: dict[int, tuple[int, ...]],
    projector: Projector,
    sources: Sources,
) -> CompiledRoot:
    prefix = orjson.dumps(root.shown.key) + b":"
    if not isinstance(root, Root):
        return _unfetched(root, prefix)
    others = set(root.fetches[1:]).union(*(below[fetch] for fetch in root.fetches))
    varied = (one for one in others if has_variables(plan.fetches[one].node))
    dynamic = tuple(sorted(varied))
    shown = tuple(print_root(root))
    used = [plan.fetches[one].operation for one in (*root.fetches, *others)]
    source = sources.of(root.operations[0])
    personal = any(sources.of(operation).recipe.personal for operation in used)
    # Answers outlive an edition of the graph: their views do not.
    edition = f"{projector.edition}\n" if projector.edition else ""
    signature = edition + "\n".join(shown)
    return CompiledRoot(
        root,
        prefix,
        projector.root(root),
        root.fetches[0],
        tuple(sorted(others)),
        dynamic,
        signature,
        personal=personal,
        source=source,
        key=_constant_key(fetches[root.fetches[0]], source),
        name=None if dynamic or personal else signature,
        firsts=root.fetches,
        flat=_flat(plan, root, others),
        lines=len(shown),
        width=sum(map(len, shown)),
        outline=outline(root.of),
        linked=linked(root.of),
        tells=any(map(tells_anywhere, root.of)),
    )


def _unfetched(root: RootField, prefix: bytes) -> CompiledRoot:
    """Compile a root that no call is made for."""
    constant = (
        View(orjson.dumps(root.value)) if isinstance(root, RootTypename) else None
    )
    return CompiledRoot(
        root, prefix, None, -1, (), (), None, personal=False, constant=constant
    )


def _flat(plan: Plan, root: Root, others: set[int]) -> bool:
    """Tell whether no link of a root hangs from another link."""
    own = set(root.fetches)
    return all(set(plan.fetches[one].after) <= own for one in others - own)


def _constant_key(fetch: CompiledFetch, source: OperationSource) -> Key | None:
    """Return the key of a call that no request changes, where there is one."""
    definition = fetch.fetch.definition
    recipe = source.recipe
    local = recipe.local is not None or recipe.operation.picks
    varies = has_variables(fetch.fetch.node) or local
    if varies or definition is None or not source.kept or source.recipe.personal:
        return None
    return source.key(fetch.coerce(VariableValues({}, {})), ANONYMOUS)
