"""`unwrap` and `one_or_many`: what stands around the rows."""

import re
from typing import Any, cast

from gateway.config.shapers import OneOrMany, Unwrap
from gateway.connectors.codec import Unreadable
from gateway.connectors.shapers.run import Change, Run, each, misfit, row_of


def compile_unwrap(step: Unwrap) -> Change:
    """Compile `unwrap`: the value of the one key, or of the one that matches."""
    pattern = None if step.key is None else re.compile(step.key)

    def unwrap(value: Any, _run: Run) -> object:
        row = row_of(value)
        if pattern is None:
            keys = list(row)
        else:
            keys = [key for key in row if pattern.fullmatch(key)]
        if len(keys) == 1:
            return row[keys[0]]
        if not row:
            return None
        raise misfit("an object with one such key was expected")

    return each(unwrap)


def compile_one_or_many(step: OneOrMany) -> Change:
    """Compile `one_or_many`. Unlike the other steps it is given null, too."""
    empty = step.empty

    def wrap(value: Any, _run: Run) -> object:
        if isinstance(value, (list, Unreadable)):
            return cast("object", value)
        if empty and (value is None or value is False or value in ("", {})):
            return []
        return None if value is None else [value]

    return wrap
