"""What of a sound-looking configuration cannot be compiled, before a port opens.

`config/checks/` knows no date patterns: the readers and writers do, and they
are above it. Everything here would otherwise fail when first asked for.
"""

from collections.abc import Iterator
from itertools import chain

from gateway.config.links import link_target
from gateway.config.model import (
    Argument,
    Config,
    Connector,
    FieldDef,
    Operation,
    Reader,
    Reading,
    Writer,
)
from gateway.config.place import Place, Word
from gateway.config.problems import Problem
from gateway.connectors.readers import problem_in_reader
from gateway.connectors.unattended import unattended
from gateway.connectors.writers import compile_validation, compile_writer
from gateway.connectors.writers.constants import EXAMPLES, Unsendable, coerced


def unsound(config: Config) -> list[Problem]:
    """Return the problems of readers, writers and rules that do not compile.

    Of a configuration that may have others, which `config/checks/` tells.
    """
    found = chain(
        chain.from_iterable(_in_reader(config, field) for field in _fields(config)),
        chain.from_iterable(_in_result(one) for one in config.operations()),
        chain.from_iterable(unattended(config, one) for one in config.operations()),
        chain.from_iterable(_in_argument(config, one) for one in _arguments(config)),
        chain.from_iterable(_in_default(config, one) for one in _arguments(config)),
        chain.from_iterable(map(_in_connector, config.connectors.values())),
    )
    return sorted(set(found))


def _in_connector(connector: Connector) -> Iterator[Problem]:
    if connector.tls is None and not connector.auth:
        return
    # As few connectors need: what signs, and what it needs, is loaded for them.
    from gateway.connectors.auth.soundness import problems_in_auth  # noqa: PLC0415 - see above
    from gateway.connectors.tls import problems_in_tls  # noqa: PLC0415 - see above

    yield from problems_in_tls(connector)
    yield from problems_in_auth(connector)


def _fields(config: Config) -> Iterator[FieldDef]:
    for kind in config.types.values():
        yield from kind.fields.values()
    for operation in config.operations():
        yield from operation.fields.values()


def _arguments(config: Config) -> Iterator[Argument]:
    for operation in config.operations():
        yield from operation.args.values()
    for one in config.inputs.values():
        yield from one.fields.values()


def _in_reader(config: Config, field: FieldDef) -> Iterator[Problem]:
    yield from _in_reading(_leaf(config, field), field.reading)


def _in_result(operation: Operation) -> Iterator[Problem]:
    yield from _in_reading(operation.returns.named, operation.read)


def _in_reading(leaf: str, reading: Reading) -> Iterator[Problem]:
    reader = reading.reader
    if reader == Reader():
        return
    reason = problem_in_reader(leaf, reader)
    if reason is not None:
        words = (
            *reader.format,
            *(pattern for pattern, _ in reader.pattern),
            *(reader.times, reader.zone),
        )
        yield Problem(_place(words, reading.at), reason)


def _leaf(config: Config, field: FieldDef) -> str:
    """Return what a field's values are read as: a link's, as its target's key."""
    name = field.type.named
    kind = config.types.get(Word(name))
    if kind is None or link_target(config, field) is None or len(kind.key) != 1:
        return name
    keyed = kind.fields.get(kind.key[0])  # checks/ tells of one that is not there
    return name if keyed is None else keyed.type.named


def _in_argument(config: Config, argument: Argument) -> Iterator[Problem]:
    try:
        for send in (argument.send, *argument.send.parts.values()):
            if send != Writer():
                compile_writer(argument.type, send, config.tables, config.inputs)
        compile_validation(argument)
    except ValueError as error:
        send = argument.send
        words = (
            *(send.format, send.map, send.zone, send.pattern, send.times),
            *(argument.pattern, argument.min),
            *(one.format for one in send.parts.values()),
        )
        yield Problem(_place(words, argument.at), str(error))


def _in_default(config: Config, argument: Argument) -> Iterator[Problem]:
    try:
        coerced(argument.default, argument.type, config.inputs)
    except Unsendable as error:
        yield Problem(
            argument.at,
            f"`default` argumen `{argument.name}` bukan nilai `{error.kind}` sebagaimana"
            " klien menulisnya",
            f"tulis seperti {EXAMPLES[error.kind]}",
        )


def _place(words: tuple[Word | None, ...], otherwise: Place) -> Place:
    return next((word.at for word in words if word is not None), otherwise)
