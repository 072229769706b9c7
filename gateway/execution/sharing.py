"""How long caches between the gateway and its clients may keep a reply: RFC 9111.

A reply is as old as the oldest answer it was made of and fresh as long as the first
to expire. What is somebody's own, has an error, or was made of something that is not
kept here either may not be kept at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from math import inf
from typing import Any

from graphql.execution.values import VariableValues

from gateway.connectors.answer import Answer
from gateway.execution.compiled import Compiled, CompiledRoot
from gateway.execution.keep import warm_answer
from gateway.execution.message import Request, Share
from gateway.execution.view import All, View


def warm_share(
    compiled: Compiled,
    views: Sequence[View],
    variables: VariableValues,
    request: Request,
    now: float,
) -> Share | None:
    """Return how a reply of kept views may be kept; None for not at all."""
    if not may_share(compiled, request):
        return None
    of = [view.told for view in views]
    first = of[0]
    if first is not None and first.all is not None:
        known, share, until = first.all
        if now < until and known == of:
            return share
    found = [
        view_share(root, view, compiled, variables, request, now)
        for root, view in zip(compiled.roots, views, strict=True)
    ]
    share = strictest(found)
    if first is not None:
        until = min(-inf if one is None else one.until for one in of)
        first.all = All(of, share, until)
    return share


def fetched_share(
    compiled: Compiled,
    views: Sequence[View],
    got: Iterable[Mapping[Any, Any]],
    request: Request,
    now: float,
) -> Share | None:
    """Return how a reply of fetched answers may be kept; None for not at all.

    Of the `views` none has an error.
    """
    if not may_share(compiled, request) or any(map(_failed, views)):
        return None
    answers: list[Answer] = []
    for outcomes in got:
        for one in outcomes.values():
            if isinstance(one, Answer):
                answers.append(one)
            elif one is not None:
                return None
    return least(answers, now)


def view_share(
    root: CompiledRoot,
    view: View,
    compiled: Compiled,
    variables: VariableValues,
    request: Request,
    now: float,
) -> Share | None:
    """Return how what a kept view shows may be kept; it remembers that for a moment."""
    if _failed(view):
        return None
    told = view.told
    if told is not None and now < told.until:
        return told.share
    primary = warm_answer(compiled, root, variables, request.principal)
    if primary is None:
        return None
    others = () if view.others is None else view.others.answers
    share = least((primary, *others), now)
    if told is not None:
        told.share, told.reply, told.until = share, None, now + holds(share)
    return share


def least(answers: Iterable[Answer], now: float) -> Share | None:
    """Return the strictest of what answers allow; None where one allows nothing."""
    share: Share | None = None
    known: set[object] = set()
    for one in answers:
        kept, tenure = one.kept_at, one.tenure
        if kept is None or tenure is None or one.cut is not None:
            return None
        alike = (kept, tenure.lifetime)  # as those of one batch, or of one list, are
        if alike in known:
            continue
        known.add(alike)
        begin = max(tenure.expires, now)
        own = Share(
            now - kept,
            begin - now if tenure.expires > now else 0.0,
            max(tenure.renewable - begin, 0.0),
            max(tenure.over - begin, 0.0),
        )
        share = own if share is None else stricter(share, own)
    return share


def holds(share: Share | None) -> float:
    """Return for how many seconds a share is the same, told in whole seconds."""
    if share is None:
        return 1.0
    return min(1.0 - share.age % 1.0, share.left % 1.0)


def strictest(shares: Iterable[Share | None]) -> Share | None:
    """Return what all parts of a reply allow together; None where one allows nothing."""
    found = list(shares)
    whole = [one for one in found if one is not None]
    return reduce(stricter, whole) if whole and len(whole) == len(found) else None


def stricter(one: Share, other: Share) -> Share:
    """Return what two parts of a reply allow together."""
    return Share(max(one[0], other[0]), *map(min, one[1:], other[1:]))


def may_share(compiled: Compiled, request: Request) -> bool:
    """Tell whether a reply is the same for everybody, and tells nothing besides."""
    asks = request.operator or request.sources or request.plan
    return compiled.public and not asks


def _failed(view: View) -> bool:
    return bool(view.failures or view.errors)
