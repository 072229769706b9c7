"""Which of an operation's raw keys and arguments hold personal data."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from gateway.config.links import link_target
from gateway.config.model import Argument, Config, FieldDef, Operation, Reading
from gateway.config.place import Word
from gateway.connectors.reads import paths_of
from gateway.connectors.writers import compile_writer
from gateway.errors import BadInput
from gateway.trial.masking import HIDDEN, Mask

_WORDS = re.compile(r"[A-Za-z_]\w*")


def personal_texts(
    config: Config, operation: Operation, args: Mapping[str, object]
) -> frozenset[str]:
    """Return the texts of personal arguments, as given and as they are sent."""
    return frozenset(
        text
        for name, argument in operation.args.items()
        for text in _texts(config, argument, args.get(str(name)))
    )


def personal_keys(config: Config, operation: Operation) -> frozenset[str]:
    """Return the keys of raw answers under which personal data stand."""
    return frozenset(
        key
        for field in _fields(config, operation)
        if field.personal
        for key in _keys(field.reading)
    )


def personal_fields(config: Config, operation: Operation) -> frozenset[str]:
    """Return the names of the personal fields of an operation's rows."""
    return frozenset(
        str(field.name) for field in _fields(config, operation) if field.personal
    )


def hidden(value: Any, keys: frozenset[str], mask: Mask) -> Any:
    """Return a decoded value without what stands under personal keys, or is masked."""
    if isinstance(value, Mapping):
        entries = cast("Mapping[str, Any]", value)
        return {
            key: _dots(one) if key in keys else hidden(one, keys, mask)
            for key, one in entries.items()
        }
    if isinstance(value, list | tuple):
        return [hidden(one, keys, mask) for one in cast("list[Any]", value)]
    if isinstance(value, str):
        return mask.text(value)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return HIDDEN if number and mask.text(str(value)) == HIDDEN else value


def _dots(value: Any) -> Any:
    """Hide a value and all within it; a null tells nothing, and is shown."""
    if isinstance(value, Mapping):
        entries = cast("Mapping[str, Any]", value)
        return {key: _dots(one) for key, one in entries.items()}
    if isinstance(value, list | tuple):
        return [_dots(one) for one in cast("list[Any]", value)]
    return None if value is None else HIDDEN


def _fields(config: Config, operation: Operation) -> Iterator[FieldDef]:
    """Yield the fields of an operation's rows, embedded objects' included."""
    seen: set[str] = set()
    waiting = [operation.returns.named]
    yield from operation.fields.values()
    waiting += [one.type.named for one in operation.fields.values()]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for kind in _kinds(config, Word(name)):
            for field in kind.values():
                yield field
                if link_target(config, field) is None:
                    waiting.append(field.type.named)


def _kinds(config: Config, name: Word) -> Iterator[Mapping[Word, FieldDef]]:
    union = config.unions.get(name)
    members = () if union is None else union.of
    for kind in config.types.values():
        if kind.name == name or name in kind.implements or kind.name in members:
            yield kind.fields
    if name in config.interfaces:
        yield config.interfaces[name].fields


def _keys(reading: Reading) -> Iterator[str]:
    if reading.jmespath is not None:
        yield from _WORDS.findall(reading.jmespath)
    for path in paths_of(reading):
        names = [one for one in path if isinstance(one, str)]
        yield from names[-1:]


def _texts(config: Config, argument: Argument, value: object) -> Iterator[str]:
    """Yield the texts of a value, where it is personal: as given, and as written."""
    if value is None:
        return
    if isinstance(value, list | tuple):
        for one in cast("list[object]", value):
            yield from _texts(config, argument, one)
        return
    known = config.inputs.get(Word(argument.type.named))
    if known is not None and isinstance(value, Mapping):
        entries = cast("Mapping[str, object]", value)
        for name, field in known.fields.items():
            inner = field if field.personal or not argument.personal else argument
            yield from _texts(config, inner, entries.get(str(name)))
        return
    if argument.personal:
        yield str(value)
        yield from _written(config, argument, value)


def _written(config: Config, argument: Argument, value: object) -> Iterator[str]:
    ref = argument.type
    while ref.of is not None:
        ref = ref.of
    try:
        found = compile_writer(ref, argument.send, config.tables)(value)
    except (BadInput, ValueError):
        return  # it is refused before it is sent
    if isinstance(found, str):
        yield found
    else:
        yield from found or ()
