"""Views: the bytes of a root field for one selection, kept with its answer.

A view lives in the answer it was made of, so it is gone when the answer is.
Where it was made of several answers it remembers them, and holds only while
each is still what its store gives.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Final

import orjson
from graphql.execution.values import VariableValues

from gateway.connectors.answer import Answer
from gateway.connectors.key import frozen, weigh
from gateway.connectors.principal import Principal
from gateway.errors import CodedError, TooCostly, UpstreamBadValue
from gateway.execution.compiled import Compiled, CompiledRoot
from gateway.execution.failure import Failure, Origin
from gateway.execution.gathered import bound
from gateway.execution.values import BROKEN, Run
from gateway.execution.view import (
    NULL,
    ONE_AFTER,
    ONE_BEFORE,
    Others,
    Told,
    View,
)

_MOST_BYTES: Final = 16 * 1024**2  # of a root field that links other calls' answers


def warm_view(
    compiled: Compiled,
    root: CompiledRoot,
    variables: VariableValues,
    principal: Principal,
) -> View | None:
    """Return the kept view of a root, if all it was made of is still current."""
    answer = warm_answer(compiled, root, variables, principal)
    if answer is None:
        return root.constant
    return _kept(answer, compiled, root, variables, principal)


def warm_answer(
    compiled: Compiled,
    root: CompiledRoot,
    variables: VariableValues,
    principal: Principal,
) -> Answer | None:
    """Return the fresh answer to a root's first call, if there is one."""
    source = root.source
    if source is None:
        return None
    if root.key is not None:
        return source.line.store.peek(root.key)
    if not source.kept:
        return None
    try:
        arguments = compiled.fetches[root.first].coerce(variables)
    except CodedError:
        return None
    return source.peek(arguments, principal)


def _kept(
    answer: Answer,
    compiled: Compiled,
    root: CompiledRoot,
    variables: VariableValues,
    principal: Principal,
) -> View | None:
    name = root.name or _name(compiled, root, variables, principal)
    view = answer.made.get(name)
    if view is None:
        view = answer.made.get((root, name))
    if not isinstance(view, View):
        return None
    return view if view.others is None or view.others.current() else None


def project_root(
    compiled: Compiled,
    root: CompiledRoot,
    got: list[dict[Any, Any]],
    variables: VariableValues,
    principal: Principal,
    started: float = 0.0,
) -> View:
    """Project a root field of the outcomes, and keep the view where it can be.

    `started` is when its operation did, on the clock of what is kept.
    """
    primary = got[root.first].get(())
    lasts = isinstance(primary, Answer) and _shared(primary, root)
    if not isinstance(primary, Answer) or not lasts or root.tells:
        return _projected(root, got, started, len(compiled.roots))
    if not root.below:
        view = _kept(primary, compiled, root, variables, principal)
        if view is not None:  # a concurrent caller has just made it
            return view
    name = _name(compiled, root, variables, principal)
    return _keep(
        _projected(root, got, started, len(compiled.roots)), primary, root, got, name
    )


def _projected(
    root: CompiledRoot, got: list[dict[Any, Any]], started: float, roots: int
) -> View:
    """Project one of so many roots."""
    assert root.project is not None  # noqa: S101 - delegated roots do not come here
    run = Run(got, started=started)
    value = root.project(run)
    bound(run.errors, (None, root.field.shown.key), roots)
    return _encoded(root, value, run, checked=_bounded(root, got))


def _shared(primary: Answer, root: CompiledRoot) -> bool:
    """Tell whether anybody else can come to see an answer."""
    source = root.source
    return primary.kept or (source is not None and source.line.flights is not None)


def _bounded(root: CompiledRoot, got: list[dict[Any, Any]]) -> bool:
    """Tell whether a root is small enough, roughly, by the bytes it was made of.

    Where no link hangs from a link nothing multiplies level by level, and a
    rough bound will do: no more rows than the first answers have pairs of
    bytes, each with every field of the largest answer it links to. Measuring
    each row would cost a small linked request a tenth of its time.
    """
    if not root.below:
        return True
    if not root.flat:
        return False
    first = sum(_bytes(got[fetch]) for fetch in root.firsts)
    linked = sum(_widest(got[fetch]) for fetch in root.below)
    return first // 2 * (linked * root.lines + root.width) <= _MOST_BYTES


def _bytes(outcomes: Mapping[Any, Any]) -> int:
    return sum([one.size for one in outcomes.values() if one.__class__ is Answer])


def _widest(outcomes: Mapping[Any, Any]) -> int:
    found = [one.size for one in outcomes.values() if one.__class__ is Answer]
    return max(found, default=0)


def _encoded(root: CompiledRoot, value: Any, run: Run, *, checked: bool) -> View:
    broken = value is BROKEN and root.field.shown.type.required
    if not checked and isinstance(value, dict | list) and _too_large(value):
        error: CodedError = TooCostly("The response is too large; ask for less of it.")
        return failed_view(root, error)
    try:
        body = NULL if value is BROKEN or value is None else orjson.dumps(value)
    except orjson.JSONEncodeError:
        # Readers refuse what JSON cannot hold; this is for a plug-in's values.
        error = UpstreamBadValue("The service's value cannot be written as JSON.")
        return failed_view(root, error)
    return View(body, tuple(run.errors), broken=broken)


def _too_large(value: Any) -> bool:
    """Tell whether a value takes more bytes than may be written.

    Rows that several others link to are one object here but many in the
    response, which so grows with every level of lists: each is measured once.
    """
    sizes: dict[int, int] = {}
    waiting: list[Any] = [value]
    while waiting:
        one: Any = waiting[-1]
        known = sizes.get(id(one))
        if known is not None:
            waiting.pop()
            continue
        parts: Any = one.values() if one.__class__ is dict else one
        below: list[Any] = [part for part in parts if isinstance(part, dict | list)]
        fresh = [part for part in below if id(part) not in sizes]
        if fresh:
            waiting.extend(fresh)
            continue
        waiting.pop()
        texts = sum(len(part) for part in parts if isinstance(part, str))
        size = 4 * len(one) + texts + sum(sizes[id(part)] for part in below)
        if size > _MOST_BYTES:
            return True
        sizes[id(one)] = size
    return False


def failed_view(root: CompiledRoot, error: CodedError) -> View:
    """Return the view of a root that failed as a whole."""
    shown = root.field.shown
    failure = Failure(error, (None, shown.key), Origin(shown.nodes))
    return View(NULL, (failure,), broken=shown.type.required)


def _keep(
    view: View,
    primary: Answer,
    root: CompiledRoot,
    got: list[dict[Any, Any]],
    name: Hashable,
) -> View:
    """Keep a view with its primary answer, unless something failed; return it."""
    answers: list[Answer] = []
    for index in root.below:
        outcomes = got[index].values()
        if not all(one is None or isinstance(one, Answer) for one in outcomes):
            return view
        answers.extend(one for one in outcomes if one is not None)
        if not outcomes and _failed(got[index]):
            return view
    if answers and not (primary.kept and all(map(_lasting, answers))):
        return view
    whole = body = view.body
    if not view.failures and not view.errors and not view.broken:
        whole = b"".join((ONE_BEFORE, root.prefix, body, ONE_AFTER))
        start = len(ONE_BEFORE) + len(root.prefix)
        body = memoryview(whole)[start : start + len(body)]
    else:
        whole = b""
    store = primary.store
    others = Others(answers, store) if answers and store is not None else None
    size = len(body) + 64 * len(answers) + weigh(name)
    kept = View(
        body, view.failures, view.broken, view.errors, others, whole, size, Told()
    )
    for old in (name, (root, name)):  # made of answers that are gone
        stale = primary.made.pop(old, None)
        if isinstance(stale, View):
            primary.charge(-stale.size)
    primary.once((root, name) if view.failures else name, lambda: kept, size)
    return kept


def _lasting(answer: Answer) -> bool:
    """Tell whether a view of this answer may be of use again: not once it is stale."""
    return answer.kept and not answer.stale


def _failed(outcomes: Mapping[Any, Any]) -> bool:
    return isinstance(outcomes.get(None), CodedError)


def _name(
    compiled: Compiled,
    root: CompiledRoot,
    variables: VariableValues,
    principal: Principal,
) -> Hashable:
    """Name a view: what is shown, with which arguments, and to whom if personal."""
    if root.name is not None:
        return root.name
    nested: Sequence[Hashable] = [
        _arguments(compiled, one, variables) for one in root.dynamic
    ]
    subject = principal.subject if root.personal else None
    return (root.signature, subject, *nested)


def _arguments(compiled: Compiled, fetch: int, variables: VariableValues) -> Hashable:
    try:
        return frozen(compiled.fetches[fetch].coerce(variables))
    except CodedError:
        return None
