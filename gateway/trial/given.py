"""Arguments as they are written on a command line: NAME=VALUE."""

from collections.abc import Iterable, Mapping
from typing import cast

import orjson

from gateway.config.checks.scope import Scope
from gateway.config.examples import Example
from gateway.config.model import Argument, Const, Operation
from gateway.config.nodes import Items, Node, Pairs, Scalar
from gateway.config.place import NOWHERE, Word
from gateway.config.problems import Problems
from gateway.config.recorded_values import arguments, batched_by, key_of


def parse_given(words: Iterable[str]) -> tuple[dict[str, list[str]], list[str]]:
    """Split NAME=VALUE words; a name may come several times. Also what is none."""
    found: dict[str, list[str]] = {}
    odd: list[str] = []
    for word in words:
        name, sign, value = word.partition("=")
        if sign and name:
            found.setdefault(name, []).append(value)
        else:
            odd.append(f"`{word}` bukan ARGUMEN=NILAI")
    return found, odd


def typed_given(
    scope: Scope, operation: Operation, given: Mapping[str, list[str]]
) -> tuple[dict[str, Const], bool, list[str]]:
    """Type what was given by the operation's arguments, with their defaults.

    Also whether it gives many keys at once, and every complaint (Indonesian).
    """
    problems = Problems()
    nodes = {
        Word(name): _node(operation, name, values) for name, values in given.items()
    }
    example = Example(args=nodes)
    args = arguments(scope, operation, example, problems)
    for name, argument in operation.args.items():
        if argument.has_default:
            args.setdefault(str(name), argument.default)
    reasons = [
        f"{one.reason}; {one.remedy}" if one.remedy else one.reason
        for one in sorted(problems.found)
    ]
    return args, key_of(operation, example) is not None, reasons


def _node(operation: Operation, name: str, values: list[str]) -> Node:
    """Make of texts what the file would have there: JSON only where it is meant."""
    argument = operation.args.get(Word(name))
    nodes = tuple(_one(operation, argument, name, value) for value in values)
    return nodes[0] if len(nodes) == 1 else Items(nodes, NOWHERE)


def _one(operation: Operation, argument: Argument | None, name: str, text: str) -> Node:
    if argument is not None and text[:1] in {"[", "{"}:
        named = argument.type.named
        scalars = {"String", "ID", "URL"}
        many = name == batched_by(operation) or argument.type.is_list
        if named not in scalars or (many and text[0] == "["):
            try:
                return _json_node(orjson.loads(text))
            except orjson.JSONDecodeError:
                pass
    return Scalar(text, NOWHERE)


def _json_node(value: object) -> Node:
    if isinstance(value, dict):
        entries = cast("dict[str, object]", value)
        return Pairs(
            tuple(
                (Scalar(key, NOWHERE, plain=False), _json_node(one))
                for key, one in entries.items()
            ),
            NOWHERE,
        )
    if isinstance(value, list):
        items = cast("list[object]", value)
        return Items(tuple(map(_json_node, items)), NOWHERE)
    if isinstance(value, str):
        return Scalar(value, NOWHERE, plain=False)
    return Scalar(orjson.dumps(value).decode(), NOWHERE)
