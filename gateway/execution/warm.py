"""Answer an operation from the views that are kept, where nothing has to be fetched."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from graphql.execution.values import VariableValues

from gateway.execution.compiled import Compiled
from gateway.execution.extent import MOST
from gateway.execution.keep import warm_view
from gateway.execution.message import Reply, Request
from gateway.execution.respond import respond
from gateway.execution.sharing import warm_share
from gateway.execution.view import View

_NO_EXTENSIONS: Final[Mapping[str, object]] = MappingProxyType({})


def warm_views(
    compiled: Compiled, variables: VariableValues, request: Request
) -> list[View | None]:
    """Return the kept view of each root; none where sources or plan are to be told.

    Nor are there any where they are too large together: which are shown is then decided
    as if nothing were kept.
    """
    roots, principal = compiled.roots, request.principal
    if request.sources or request.plan:
        return [None] * len(roots)
    if len(roots) == 1:
        return [warm_view(compiled, roots[0], variables, principal)]
    views = [warm_view(compiled, root, variables, principal) for root in roots]
    large = sum([len(view.body) for view in views if view is not None]) > MOST
    return [None] * len(roots) if large else views


def warm_reply(
    compiled: Compiled,
    views: Sequence[View],
    variables: VariableValues,
    request: Request,
    now: Callable[[], float],
) -> tuple[Reply, int]:
    """Return the reply of kept views, and how many errors it has.

    That of a single one is kept with it, as long as what it says of its age holds.
    `now` is the clock of what is kept.
    """
    told = None
    if len(views) == 1 and compiled.public and not request.operator:
        told = views[0].told
        if told is not None and told.reply is not None and now() < told.until:
            return told.reply, 0
    body, errors = respond(compiled, views, _NO_EXTENSIONS)
    share = warm_share(compiled, views, variables, request, now())
    reply = Reply(body, share=share)
    if told is not None and not errors:
        told.reply = reply
    return reply, errors
