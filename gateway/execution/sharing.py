"""How long caches between the gateway and its clients may keep a reply: RFC 9111.

A reply is as old as the oldest answer it was made of and fresh as long as the first
to expire. What is somebody's own, has an error, or was made of something that is not
kept here either may not be kept at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graphql.execution.values import VariableValues

from gateway.connectors.answer import Answer
from gateway.execution.compiled import Compiled
from gateway.execution.keep import warm_answer
from gateway.execution.message import Request, Share
from gateway.execution.view import View


def warm_share(
    compiled: Compiled,
    views: Sequence[View],
    variables: VariableValues,
    request: Request,
    now: float,
) -> Share | None:
    """Return how a reply of kept views may be kept; None for not at all."""
    if not _public(compiled, views, request):
        return None
    answers: list[Answer] = []
    for root, view in zip(compiled.roots, views, strict=True):
        primary = warm_answer(compiled, root, variables, request.principal)
        if primary is None:
            return None
        answers.append(primary)
        if view.others is not None:
            answers.extend(view.others.answers)
    return least(answers, now)


def fetched_share(
    compiled: Compiled,
    views: Sequence[View],
    got: Iterable[Mapping[Any, Any]],
    request: Request,
    now: float,
) -> Share | None:
    """Return how a reply of fetched answers may be kept; None for not at all."""
    if not _public(compiled, views, request):
        return None
    answers: list[Answer] = []
    for outcomes in got:
        for one in outcomes.values():
            if isinstance(one, Answer):
                answers.append(one)
            elif one is not None:
                return None
    return least(answers, now)


def least(answers: Iterable[Answer], now: float) -> Share | None:
    """Return the strictest of what answers allow; None where one allows nothing."""
    share: Share | None = None
    for one in answers:
        kept = one.kept_at
        if kept is None or not one.kept or one.cut is not None:
            return None
        begin = max(one.expires, now)
        own = Share(
            now - kept,
            begin - now if one.expires > now else 0.0,
            max(one.renewable - begin, 0.0),
            max(one.over - begin, 0.0),
        )
        share = own if share is None else _stricter(share, own)
    return share


def _stricter(one: Share, other: Share) -> Share:
    return Share(max(one[0], other[0]), *map(min, one[1:], other[1:]))


def _public(compiled: Compiled, views: Sequence[View], request: Request) -> bool:
    """Tell whether a reply is the same for everybody, whole, and of services alone."""
    if request.principal.authenticated or request.operator:
        return False
    if request.sources or request.plan:
        return False
    if any(view.failures or view.errors for view in views):
        return False
    return all(
        one.source is not None and not one.personal and not one.tells
        for one in compiled.roots
    )
