"""Which operations take or hold personal data (UU 27/2022), as declared."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias, cast

from gateway.config.credentials import Forward
from gateway.config.links import link_target
from gateway.config.model import Argument, Config, FieldDef, Operation
from gateway.config.place import Word

Holds: TypeAlias = Callable[[object], bool]


def is_personal(config: Config, operation: Operation) -> bool:
    """Tell whether an answer is somebody's own.

    It takes or holds personal data, or is asked for with the citizen's own token.
    """
    if forwards(config, operation) or any(
        _may_hold(config, one, set()) for one in operation.args.values()
    ):
        return True
    seen: set[str] = set()
    return _holds(config, operation.returns.named, seen) or any(
        _field_holds(config, one, seen) for one in operation.fields.values()
    )


def forwards(config: Config, operation: Operation) -> bool:
    """Tell whether an operation is asked for with the token of whoever asks."""
    connector = config.connectors.get(operation.connector)
    return connector is not None and any(
        isinstance(one, Forward) for one in connector.auth
    )


def compile_private(config: Config, operation: Operation) -> dict[str, Holds]:
    """Compile for each argument that may: whether its value holds personal data."""
    return {
        str(name): partial(_value_holds, config, one)
        for name, one in operation.args.items()
        if _may_hold(config, one, set())
    }


# ------------------------------------------------------------ arguments


def _may_hold(config: Config, argument: Argument, seen: set[str]) -> bool:
    """Tell whether values of an argument can hold personal data, at any depth."""
    if argument.personal:
        return True
    name = argument.type.named
    kind = config.inputs.get(Word(name))
    if kind is None or name in seen:
        return False
    seen.add(name)
    return any(_may_hold(config, one, seen) for one in kind.fields.values())


def _value_holds(config: Config, argument: Argument, value: object) -> bool:
    """Tell whether a value holds personal data."""
    if value is None:
        return False
    if argument.personal:
        return True
    if isinstance(value, list):
        items = cast("list[object]", value)
        return any(_value_holds(config, argument, one) for one in items)
    kind = config.inputs.get(Word(argument.type.named))
    if kind is None or not isinstance(value, Mapping):
        return False
    entries = cast("Mapping[str, object]", value)
    return any(
        _value_holds(config, one, entries.get(str(name)))
        for name, one in kind.fields.items()
    )


# --------------------------------------------------------------- answers


def _holds(config: Config, name: str, seen: set[str]) -> bool:
    """Tell whether rows of a type hold personal data, embedded rows included."""
    if name in seen:
        return False
    seen.add(name)
    kind = config.types.get(Word(name))
    if kind is None:
        return any(_holds(config, one, seen) for one in _members(config, Word(name)))
    return any(_field_holds(config, one, seen) for one in kind.fields.values())


def _field_holds(config: Config, field: FieldDef, seen: set[str]) -> bool:
    """Tell whether a field holds personal data; a link holds no more than a key."""
    if field.personal:
        return True
    return link_target(config, field) is None and _holds(config, field.type.named, seen)


def _members(config: Config, name: Word) -> tuple[Word, ...]:
    """Return the types of a union or an interface; none of a leaf."""
    union = config.unions.get(name)
    if union is not None:
        return union.of
    if name not in config.interfaces:
        return ()
    return tuple(one.name for one in config.types.values() if name in one.implements)
