"""Paths into an answer, compiled: `data.rows.0."d.kode_rs"`."""

from collections.abc import Callable
from typing import Final, TypeAlias

from gateway.config.model import Path
from gateway.connectors.value import BadValue

Get: TypeAlias = Callable[[object], object]

_DEEPEST: Final = 16  # lists in lists that a key still maps over


def compile_path(path: Path) -> Get:
    """Compile a path into a function from a value to what stands there.

    Whatever is missing is None. A key applied to a list is applied to each of
    its elements, so a list keeps its length; an index takes one element (None
    when out of range, or negative). An index applied to an object is its key
    of those digits: PHP writes arrays with gaps so. () is the value itself.
    """
    match path:
        case ():
            return _itself
        case (str(key),):
            return _key(key)
        case (str(first), str(second)):
            return _two_keys(first, second)
        case _:
            return _chain(tuple(map(_step, path)))


def compile_jmespath(text: str) -> Get:
    """Compile a JMESPath expression (jmespath.org).

    Raises ValueError, in Indonesian, for an expression that is not one. The
    function raises BadValue when the answer does not suit the expression.
    """
    import jmespath  # noqa: PLC0415 - seldom used, and slow to import
    from jmespath.exceptions import JMESPathError  # noqa: PLC0415 - as above

    try:
        expression = jmespath.compile(text)
    except JMESPathError as error:
        reason = "ekspresi JMESPath tidak sah"
        raise ValueError(reason) from error

    def get(value: object) -> object:
        try:
            return expression.search(value)
        except JMESPathError as error:
            reason = "the JMESPath expression does not suit the answer"
            raise BadValue(reason) from error

    return get


def _itself(value: object) -> object:
    return value


def _step(segment: str | int) -> Get:
    return _key(segment) if isinstance(segment, str) else _index(segment)


def _key(key: str) -> Get:
    def get(value: object) -> object:
        if isinstance(value, dict):
            return value.get(key)
        return _map(key, value, _DEEPEST) if isinstance(value, list) else None

    return get


def _two_keys(first: str, second: str) -> Get:
    general = _chain((_key(first), _key(second)))

    def get(value: object) -> object:
        if isinstance(value, dict):
            inner = value.get(first)
            if isinstance(inner, dict):
                return inner.get(second)
        return general(value)

    return get


def _index(index: int) -> Get:
    key = str(index)

    def get(value: object) -> object:
        if isinstance(value, list):
            return value[index] if 0 <= index < len(value) else None
        return value.get(key) if isinstance(value, dict) else None

    return get


def _chain(steps: tuple[Get, ...]) -> Get:
    def get(value: object) -> object:
        for step in steps:
            if value is None:
                return None
            value = step(value)
        return value

    return get


def _map(key: str, values: list[object], depth: int) -> list[object]:
    """Apply a key to the elements; bounded, since an answer may nest lists deeply."""
    return [
        item.get(key)
        if isinstance(item, dict)
        else _map(key, item, depth - 1)
        if isinstance(item, list) and depth
        else None
        for item in values
    ]
