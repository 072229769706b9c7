"""Views: the bytes of a root field for one selection, kept with its answer.

A view lives in the answer it was made of, so it is gone when the answer is.
Where it was made of several answers it remembers them, and holds only while
each is still what its store gives.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

import orjson
from graphql.execution.values import VariableValues

from gateway.config.model import Connector
from gateway.connectors.answer import Answer
from gateway.connectors.key import frozen, weigh
from gateway.connectors.principal import Principal
from gateway.errors import CodedError, TooCostly, UpstreamBadValue
from gateway.execution.compiled import Compiled, CompiledRoot
from gateway.execution.extent import bounded, overgrown, too_large
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


def just_made(
    compiled: Compiled,
    root: CompiledRoot,
    got: list[dict[Any, Any]],
    variables: VariableValues,
    principal: Principal,
) -> View | None:
    """Return the view that a concurrent caller has made of the same answer."""
    primary = None if root.below else _owner(root, got)
    if primary is None:
        return None
    return _kept(primary, compiled, root, variables, principal)


def project_root(
    compiled: Compiled,
    root: CompiledRoot,
    got: list[dict[Any, Any]],
    variables: VariableValues,
    principal: Principal,
    make: Callable[[], View],
) -> View:
    """Return the view of a root field of the outcomes, and keep it where it can be.

    `make` makes it, where nobody has: see `projected`.
    """
    view = just_made(compiled, root, got, variables, principal)
    if view is not None:
        return view
    primary = _owner(root, got)
    if primary is None:
        return make()
    name = _name(compiled, root, variables, principal)
    return _keep(make(), primary, root, got, name)


def projected(
    root: CompiledRoot, got: list[dict[Any, Any]], started: float, roots: int
) -> View:
    """Project one of so many roots of the outcomes; nothing but the view is changed.

    `started` is when its operation did, on the clock of what is kept.
    """
    assert root.project is not None  # noqa: S101 - delegated roots do not come here
    if overgrown(root, got, roots):
        return oversized(root)
    run = Run(got, started=started)
    value = root.project(run)
    bound(run.errors, (None, root.field.shown.key), roots)
    return _encoded(root, value, run, checked=bounded(root, got))


def _owner(root: CompiledRoot, got: list[dict[Any, Any]]) -> Answer | None:
    """Return the answer that a root's view can be kept with, if any."""
    primary = got[root.first].get(())
    if isinstance(primary, Answer) and not root.tells and _shared(primary, root):
        return primary
    return None


def _shared(primary: Answer, root: CompiledRoot) -> bool:
    """Tell whether anybody else can come to see an answer."""
    source = root.source
    return primary.kept or (source is not None and source.line.flights is not None)


def _encoded(root: CompiledRoot, value: Any, run: Run, *, checked: bool) -> View:
    broken = value is BROKEN and root.field.shown.type.required
    if not checked and isinstance(value, dict | list) and too_large(value):
        return oversized(root)
    try:
        body = NULL if value is BROKEN or value is None else orjson.dumps(value)
    except orjson.JSONEncodeError:
        # Readers refuse what JSON cannot hold; this is for a plug-in's values.
        error: CodedError = UpstreamBadValue(
            "The service's value cannot be written as JSON."
        )
        return failed_view(root, error)
    return View(body, tuple(run.errors), broken=broken)


def oversized(root: CompiledRoot) -> View:
    """Return the view of a root that is too large."""
    return failed_view(
        root, TooCostly("The response is too large; ask for less of it.")
    )


def failed_view(
    root: CompiledRoot, error: CodedError, connector: Connector | None = None
) -> View:
    """Return the view of a root that failed as a whole, by a connector if it is one's."""
    shown = root.field.shown
    failure = Failure(error, (None, shown.key), Origin(shown.nodes, connector))
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
