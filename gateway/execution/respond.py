"""Write the response, GraphQL specification §7.1: the roots' bytes, joined once."""

from collections.abc import Mapping, Sequence

import orjson

from gateway.execution.compiled import Compiled
from gateway.execution.failure import describe
from gateway.execution.view import View


def respond(
    compiled: Compiled, views: Sequence[View], extensions: Mapping[str, object]
) -> tuple[bytes, int]:
    """Return the response's bytes and how many errors it has."""
    if len(views) == 1 and views[0].whole and not extensions:
        return views[0].whole, 0
    pieces: list[bytes | memoryview] = []
    errors: list[dict[str, object]] = []
    broken = False
    before = b'{"data":{'
    for root, view in zip(compiled.roots, views, strict=True):
        pieces += (before, root.prefix, view.body)
        before = b","
        broken = broken or view.broken
        if view.failures or view.errors:
            errors.extend(map(describe, view.failures))
            errors.extend(view.errors)
    if broken:
        pieces = [b'{"data":null']
    else:
        pieces.append(b"}" if compiled.roots else b'{"data":{}')
    if errors:
        pieces += (b',"errors":', orjson.dumps(errors))
    if extensions:
        pieces += (b',"extensions":', orjson.dumps(extensions))
    pieces.append(b"}")
    return b"".join(pieces), len(errors)
