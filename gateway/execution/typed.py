"""The function of a type reference, over that of its named type: nulls and lists.

A null that is allowed absorbs what is broken below it, one that is not is passed on
(GraphQL specification §6.4.4). What becomes of a list's bad rows its operation says.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from gateway.config.model import BadRows
from gateway.config.typeref import TypeRef
from gateway.connectors.refused import Refused
from gateway.errors import UpstreamBadValue, ValueRejected
from gateway.execution.failure import Failure, Origin, Path
from gateway.execution.gathered import Gathered
from gateway.execution.values import (
    BROKEN,
    FORBIDDEN,
    AbandonedError,
    Many,
    Run,
    Shaped,
    Value,
    blame,
    blank,
    fail,
)

_OF_VALUES: Final = (UpstreamBadValue, ValueRejected)


@dataclass(frozen=True, slots=True)
class Rows:
    """How the lists of one operation's answers treat their rows."""

    origin: Origin
    bad: BadRows


def nullable(inner: Value) -> Value:
    """Absorb what is broken below: null."""

    def value(raw: Any, path: Path, key: str | int, run: Run) -> Any:
        if raw is None:
            return None
        found = inner(raw, path, key, run)
        return None if found is BROKEN else found

    return value


def required(inner: Value, origin: Origin) -> Value:
    """Refuse a null; pass on what is broken below."""

    def value(raw: Any, path: Path, key: str | int, run: Run) -> Any:
        found = None if raw is None else inner(raw, path, key, run)
        if found is None:
            fail(run, origin, path, key, FORBIDDEN)
            return BROKEN
        return found

    return value


def typed(
    ref: TypeRef, item: Shaped, rows: Rows, *, one_or_many: bool = False
) -> Value:
    """Make the function of a type reference over the function of its named type.

    `item` takes values that are not null and gives the value or BROKEN.
    """
    wrap = partial(required, origin=rows.origin) if ref.required else nullable
    if ref.of is None:
        return wrap(item.one)
    return listed(ref.of, item, rows, wrap, one_or_many=one_or_many)


def listed(
    of: TypeRef,
    item: Shaped,
    rows: Rows,
    wrap: Callable[[Value], Value],
    *,
    one_or_many: bool = False,
) -> Value:
    """Make the function of a list whose items are of type `of`.

    `item` gives None only with `run.odd` set, and BROKEN only with an error,
    so the common list is one loop; an error ends that, and the list is gone through
    again with care, once for the outermost of nested lists, lest it cost twice as
    much with each level. `wrap` decides what becomes of such a list that is
    null or broken. With `bad_rows: drop` a row that breaks its own type is left
    out, with one error at the list's path; a row that another source broke is
    not.
    """
    inner, many = item
    if of.of is not None:
        inner, many = listed(of.of, item, rows, _unwrapped), None
    shape = many or _each(inner)
    first = _quickly(shape)
    slow = wrap(_again(_careful(of, inner, rows), rows.origin, many=one_or_many))

    def value(raw: Any, path: Path, key: str | int, run: Run) -> Any:
        if raw.__class__ is list and not run.careful:
            before, run.odd = run.odd, False
            out = (shape if run.quick else first)(raw, (path, key), run)
            odd, run.odd = run.odd, before
            if out is not None and not odd:
                return out
        return slow(raw, path, key, run)

    return value


def _quickly(shape: Many) -> Many:
    """Go through the outermost list in the quick way; None where an error ended it."""

    def quickly(raw: list[Any], path: Path, run: Run) -> list[Any] | None:
        run.quick = True
        try:
            return shape(raw, path, run)
        except AbandonedError:
            return None
        finally:
            run.quick = False

    return quickly


def _unwrapped(value: Value) -> Value:
    """Leave it to the outer list what becomes of an inner one."""
    return value


def _again(careful: Value, origin: Origin, *, many: bool) -> Value:
    """Make the function of what is no list, or has to be gone through with care."""

    def value(raw: Any, path: Path, key: str | int, run: Run) -> Any:
        if raw.__class__ is not list:
            if raw is None or blank(raw):
                run.odd = True
                return None
            if not many or isinstance(raw, Refused):
                blame(run, origin, path, key, raw, "not a list")
                return BROKEN
            raw = [raw]
        if run.careful:
            return careful(raw, path, key, run)
        before = run.odd
        run.careful = True
        try:
            return careful(raw, path, key, run)
        finally:
            run.careful, run.odd = False, before

    return value


def _each(inner: Value) -> Many:
    """Make the function of many values out of that of one."""
    return lambda raw, path, run: [
        inner(one, path, index, run) for index, one in enumerate(raw)
    ]


def _careful(of: TypeRef, inner: Value, rows: Rows) -> Value:
    """Make the function of a list with an item that is null or broken.

    A row's index in a path is its place in the response, where the dropped
    ones before it are no more.
    """
    drop = rows.bad is BadRows.DROP and of.of is None
    strict = of.required
    breaks = strict or rows.bad is BadRows.FAIL

    def value(raw: Any, path: Path, key: str | int, run: Run) -> Any:
        here = (path, key)
        out: list[Any] = []
        errors, full = run.errors, run.full
        gathered = Gathered(errors, here)
        for one in raw:
            index, mark = len(out), len(errors)
            found = None if one is None else inner(one, here, index, run)
            if found is None and strict:
                fail(run, rows.origin, here, index, FORBIDDEN)
                found = BROKEN
            if found is not BROKEN:
                out.append(found)
            elif drop and _own(errors, mark):
                gathered.drop(mark)
            elif breaks:
                gathered.close()
                run.full = full
                return BROKEN
            else:
                out.append(None)
            if len(errors) > gathered.end:
                gathered.settle()
                run.full = True
        gathered.close()
        run.full = full
        return out

    return value


def _own(errors: list[Failure], mark: int) -> bool:
    """Tell whether all that went wrong in a row is its own values."""
    return all(isinstance(one.error, _OF_VALUES) for one in errors[mark:])
