"""Views: the bytes of a root field for one selection, kept with its answer.

A view lives in the answer it was made of, so it is gone when the answer is.
Where it was made of several answers it remembers them, and holds only while
each is still what its store gives.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import orjson
from graphql.execution.values import VariableValues

from gateway.connectors.answer import Answer
from gateway.connectors.principal import Principal
from gateway.connectors.source import frozen
from gateway.connectors.sources import Sources
from gateway.errors import CodedError, UpstreamBadValue
from gateway.execution.compiled import Compiled, CompiledRoot
from gateway.execution.failure import Failure, Origin
from gateway.execution.values import BROKEN, Run
from gateway.execution.view import NULL, View


def warm_view(
    compiled: Compiled,
    root: CompiledRoot,
    variables: VariableValues,
    principal: Principal,
    sources: Sources,
) -> View | None:
    """Return the kept view of a root, if all it was made of is still current."""
    if root.project is None:
        return root.constant
    fetch = compiled.fetches[root.first]
    try:
        arguments = fetch.coerce(variables)
    except CodedError:
        return None
    answer = sources.of(fetch.fetch.operation).peek(arguments, principal)
    if answer is None:
        return None
    return _kept(answer, compiled, root, variables, principal)


def _kept(
    answer: Answer,
    compiled: Compiled,
    root: CompiledRoot,
    variables: VariableValues,
    principal: Principal,
) -> View | None:
    name = _name(compiled, root, variables, principal)
    view = answer.made.get(name) or answer.made.get((root, name))
    if isinstance(view, View) and all(one.current for one in view.answers):
        return view
    return None


def project_root(
    compiled: Compiled,
    root: CompiledRoot,
    got: list[dict[Any, Any]],
    variables: VariableValues,
    principal: Principal,
) -> View:
    """Project a root field of the outcomes, and keep the view where it can be."""
    primary = got[root.first].get(())
    if isinstance(primary, Answer) and not root.below:
        view = _kept(primary, compiled, root, variables, principal)
        if view is not None:  # a concurrent caller has just made it
            return view
    assert root.project is not None  # noqa: S101 - delegated roots do not come here
    run = Run(got)
    value = root.project(run)
    view = _encoded(root, value, run)
    if isinstance(primary, Answer):
        _keep(
            view,
            primary,
            root,
            got,
            _name(compiled, root, variables, principal),
        )
    return view


def _encoded(root: CompiledRoot, value: Any, run: Run) -> View:
    broken = value is BROKEN and root.field.shown.type.required
    try:
        body = NULL if value is BROKEN or value is None else orjson.dumps(value)
    except orjson.JSONEncodeError:
        # Readers refuse what JSON cannot hold; this is for a plug-in's values.
        error = UpstreamBadValue("The service's value cannot be written as JSON.")
        shown = root.field.shown
        failure = Failure(error, (None, shown.key), Origin(shown.nodes))
        return View(NULL, (failure,), broken=shown.type.required)
    return View(body, tuple(run.errors), broken=broken)


def _keep(
    view: View,
    primary: Answer,
    root: CompiledRoot,
    got: list[dict[Any, Any]],
    name: Hashable,
) -> None:
    """Keep a view with its primary answer, unless something failed."""
    answers: list[Answer] = []
    for index in root.below:
        outcomes = got[index].values()
        if not all(one is None or isinstance(one, Answer) for one in outcomes):
            return
        answers.extend(one for one in outcomes if one is not None)
        if not outcomes and _failed(got[index]):
            return
    if not all(one.kept for one in answers):
        return
    kept = View(view.body, view.failures, view.broken, view.errors, tuple(answers))
    size = len(view.body) + 64 * len(answers)
    primary.once((root, name) if view.failures else name, lambda: kept, size)


def _failed(outcomes: Mapping[Any, Any]) -> bool:
    return isinstance(outcomes.get(None), CodedError)


def _name(
    compiled: Compiled,
    root: CompiledRoot,
    variables: VariableValues,
    principal: Principal,
) -> Hashable:
    """Name a view: what is shown, with which arguments, and to whom if personal."""
    if not root.dynamic and not root.personal:
        return root.signature
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
