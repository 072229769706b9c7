"""Paths into an answer, compiled: `data.rows.0."d.kode_rs"`, `telecom.(system=phone)`."""

from collections.abc import Callable
from typing import Final, TypeAlias, cast

from gateway.config.steps import Path, Pick
from gateway.connectors.codec import Unreadable
from gateway.connectors.value import BadValue, Json, text_of

Get: TypeAlias = Callable[[object], object]

_Step: TypeAlias = Callable[[Json], Json]

_TEXT: Final = "#text"
_DEEPEST: Final = 16  # lists in lists that a key still maps over


def compile_path(path: Path, *, single: bool = False) -> Get:
    """Compile a path into a function from a value to what stands there.

    Whatever is missing is None, and below what is Unreadable all is. A key applied to a
    list is applied to each of its elements, so a list keeps its length; an index takes
    one element (None when out of range, or negative). An index applied to an object is
    its key of those digits: PHP writes arrays with gaps so. `#text` of a text is the text:
    an XML element without attributes is nothing else. A Pick takes the element
    that has its text, None where none has. () is the value itself. With `single` a key
    finds nothing in an empty list: where one value is looked for that is no list but an
    object, which PHP writes so when it is empty.
    """
    return cast("Get", _compiled(path, single=single))


def compile_first(paths: tuple[Path, ...]) -> Get:
    """Compile paths into a function from a value to the first of them that is not null."""
    if len(paths) == 1:
        return compile_path(paths[0])
    gets = tuple(map(compile_path, paths))

    def get(value: object) -> object:
        for one in gets:
            found = one(value)
            if found is not None:
                return found
        return None

    return get


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


def _compiled(path: Path, *, single: bool = False) -> _Step:
    match path:
        case ():
            return _itself
        case (str(key),):
            return _key(key, single=single)
        case (str(first), str(second)):
            return _two_keys(first, second, single=single)
        case _:
            return _chain(tuple([_step(one, single=single) for one in path]))


def _itself(value: Json) -> Json:
    return value


def _step(segment: str | int | Pick, *, single: bool) -> _Step:
    if isinstance(segment, Pick):
        return _picked(segment)
    if isinstance(segment, str):
        return _key(segment, single=single)
    return _index(segment)


def _key(key: str, *, single: bool) -> _Step:
    def get(value: Json) -> Json:
        if isinstance(value, dict):
            return value.get(key)
        if single and value == []:
            return None
        return _map(key, value, _DEEPEST)

    return get


def _two_keys(first: str, second: str, *, single: bool) -> _Step:
    general = _chain((_key(first, single=single), _key(second, single=single)))

    def get(value: Json) -> Json:
        if isinstance(value, dict):
            inner = value.get(first)
            if isinstance(inner, dict):
                return inner.get(second)
        return general(value)

    return get


def _index(index: int) -> _Step:
    key = str(index)

    def get(value: Json) -> Json:
        if isinstance(value, list):
            return value[index] if 0 <= index < len(value) else None
        if isinstance(value, dict):
            return value.get(key)
        return _unreadable(value)

    return get


def _picked(pick: Pick) -> _Step:
    inner, wanted = _compiled(pick.path), pick.text

    def get(value: Json) -> Json:
        if isinstance(value, dict):
            value = [value]
        if not isinstance(value, list):
            return _unreadable(value)
        fitting = (
            one
            for one in value
            if isinstance(one, dict) and text_of(inner(one)) == wanted
        )
        return next(fitting, None)

    return get


def _chain(steps: tuple[_Step, ...]) -> _Step:
    def get(value: Json) -> Json:
        for step in steps:
            if value is None:
                return None
            value = step(value)
        return value

    return get


def _map(key: str, value: Json, depth: int) -> Json:
    """Apply a key to an object, or to each element of a list.

    Bounded, since an answer may nest lists deeply.
    """
    if isinstance(value, dict):
        return value.get(key)
    if isinstance(value, list) and depth:
        return [_map(key, item, depth - 1) for item in value]
    return value if key == _TEXT and isinstance(value, str) else _unreadable(value)


def _unreadable(value: object) -> Json:
    """Return what is Unreadable, so that whatever is below it is; else null."""
    return cast("Json", value) if isinstance(value, Unreadable) else None
