"""`entries`: a map as rows."""

import re
from collections.abc import Iterator
from typing import Any, cast

from gateway.config.shapers import Entries
from gateway.connectors.shapers.run import Change, Row, Run, row_of


def compile_entries(step: Entries) -> Change:
    """Compile `entries`: the key beside what stands under it."""
    key, value_key = step.key, step.value
    only = None if step.only is None else re.compile(step.only)

    def rows(entries: Iterator[tuple[str, object]]) -> Iterator[object]:
        for name, value in entries:
            if only is not None and not only.fullmatch(name):
                continue
            if value_key is None and isinstance(value, dict):
                yield {**cast("Row", value), key: name}
            else:
                yield {key: name, value_key or "value": value}

    return lambda value, run: _collected(value, run, rows)


def _collected(value: Any, run: Run, rows: Any) -> object:
    if isinstance(value, list):
        items = cast("list[object]", value)
        return run.collect(rows((str(n), item) for n, item in enumerate(items)))
    return run.collect(rows(iter(row_of(value).items())))
