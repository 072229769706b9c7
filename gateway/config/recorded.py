"""The examples of a configuration: read, typed and judged.

Not a part of loading, so that an example can neither slow a server's start nor
prevent it: `gateway check` and `gateway test` ask for them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from gateway.config.builders.examples import listed, together
from gateway.config.checks.hint import hint
from gateway.config.checks.scope import Scope, survey
from gateway.config.examples import Example, Listed, StatedTogether
from gateway.config.files import read_text
from gateway.config.kinds import Kind
from gateway.config.load import Loaded
from gateway.config.model import Config, Connector, Const, Operation, TypeDef
from gateway.config.notes import Notes
from gateway.config.place import Place, Word
from gateway.config.problems import ConfigError, Problems
from gateway.config.read import read
from gateway.config.recorded_answers import Reply, replies
from gateway.config.recorded_values import arguments, key_of, outcome
from gateway.config.source import parse
from gateway.config.vocabulary.recorded import EXAMPLES_OF_MANY, EXAMPLES_OF_ONE


@dataclass(frozen=True, slots=True)
class Case:
    """One example of an operation, ready to be run.

    `name` is "connector.query" or "connector.Type", `number` counts from 1.
    `many` is the argument that takes a list of keys, where the batch is meant.
    `result` is Ellipsis where only errors are expected.
    """

    name: str
    number: int
    operation: Operation
    example: Example
    args: Mapping[str, Const]
    many: str | None
    result: object
    replies: tuple[Reply, ...]


def examples(loaded: Loaded) -> tuple[Case, ...]:
    """Return every example of a configuration. Raises ConfigError with all mistakes."""
    problems = Problems()
    config = loaded.config
    scope = survey(config, frozenset())
    cases = tuple(
        chain.from_iterable(
            _of_connector(scope, connector, problems)
            for connector in config.connectors.values()
        )
    )
    if problems:
        raise ConfigError(loaded.hidden(problems.found))
    return cases


def askable(config: Config, connector: Connector) -> dict[str, Operation]:
    """Return what examples of a connector may be of: its queries and keyed types."""
    types = {
        str(kind.name): kind.lookup
        for kind in config.types.values()
        if kind.lookup is not None and kind.lookup.connector == connector.name
    }
    return types | {str(name): query for name, query in connector.queries.items()}


# ------------------------------------------------------------------ what is written


def _of_connector(
    scope: Scope, connector: Connector, problems: Problems
) -> Iterator[Case]:
    known = askable(scope.config, connector)
    written: dict[str, list[Example]] = {}
    for name, many in _together(connector.examples, problems).items():
        if name in known:
            written.setdefault(str(name), []).extend(many)
        else:
            problems.add(
                name.at,
                f"`{name}` bukan query atau type konektor `{connector.name}`"
                " yang dapat dicari",
                hint(name, known),
            )
    for own, stated in _own(scope.config, connector):
        if own in known:
            written.setdefault(own, []).extend(_one(stated, problems))
        else:
            problems.add(
                _place(stated),
                f"type `{own}` punya `examples` tetapi tidak dapat dicari",
                "tambahkan `lookup`, atau pindahkan contohnya ke sebuah query",
            )
    for each, gathered in written.items():
        full = f"{connector.name}.{each}"
        yield from _cases(scope, full, known[each], gathered, problems)


def _place(stated: Word | Listed) -> Place:
    return stated.at if isinstance(stated, Word) else stated[0].at


def _own(config: Config, connector: Connector) -> Iterator[tuple[str, Word | Listed]]:
    kinds: Iterable[TypeDef] = config.types.values()
    for kind in kinds:
        if kind.connector == connector.name and kind.examples:
            yield str(kind.name), kind.examples
    for query in connector.queries.values():
        if query.examples:
            yield str(query.name), query.examples


def _one(stated: Word | Listed, problems: Problems) -> Listed:
    if not isinstance(stated, Word):
        return stated
    return listed(_file(stated, EXAMPLES_OF_ONE, problems)) or ()


def _together(stated: StatedTogether, problems: Problems) -> Mapping[Word, Listed]:
    if not isinstance(stated, Word):
        return stated or {}
    return together(_file(stated, EXAMPLES_OF_MANY, problems) or {})


def _file(name: Word, kind: Kind, problems: Problems) -> object:
    """Read a file of examples, which stands beside the file that names it."""
    path = Path(name.at.file).parent / name
    try:
        node = parse(read_text(path, name.at), str(path), problems)
    except ConfigError as error:
        problems.found.extend(error.problems)
        return None
    return read(kind, node, f"berkas `{name}`", Notes(problems))


# ------------------------------------------------------------------ what it means


def _cases(
    scope: Scope,
    name: str,
    operation: Operation,
    written: Iterable[Example],
    problems: Problems,
) -> Iterator[Case]:
    for number, example in enumerate(written, 1):
        before = len(problems.found)
        many = key_of(operation, example)
        args = arguments(scope, operation, example, problems)
        result = outcome(scope, operation, example, problems, many=many is not None)
        answers = replies(example, problems)
        if len(problems.found) == before:
            yield Case(name, number, operation, example, args, many, result, answers)
