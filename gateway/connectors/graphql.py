"""Requests to a GraphQL service: the query filled in, its variables written.

GraphQL over HTTP, §5 (Request): a POST of `query`, `variables`, `operationName`.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final, cast

import orjson

from gateway.config.graphql import MORE, OWN, ROWS, Document, Variable
from gateway.config.model import BodyTemplate, Condition, Operation
from gateway.config.place import Word
from gateway.config.steps import Path
from gateway.config.variables import variable_type
from gateway.connectors.json_body import compile_template
from gateway.connectors.placeholders import Args, Scope
from gateway.connectors.selecting import EACH, NOTHING, SELECT, Wanted
from gateway.errors import BadInput

ERRORS: Final = "errors"
"""Begins a path into an answer's errors, which no row's path does."""
TYPENAME: Final = ("__typename",)


def settled(document: Document, operation: Operation, *, leaves: bool) -> Document:
    """Return a document with all that holds whatever is selected of its rows.

    `leaves` tells that the rows are scalars, of which nothing can be selected.
    """
    name = str(operation.name)
    if leaves:
        return replace(document, name=name, text=document.plain or document.text)
    more = judged(operation)

    def filled(text: str) -> str:
        whole = text.replace(MORE, more)
        return whole if more else whole.replace(f"{ROWS} ", ROWS)

    single = document.single
    return replace(
        document,
        name=name,
        text=filled(document.text),
        single=None if single is None else filled(single),
    )


def judged(operation: Operation) -> str:
    """Return the selection that `success` and `missing` need beside the rows'."""
    wanted = Wanted()
    conditions = [*operation.missing.conditions]
    for success in operation.success:
        conditions.append(success.condition)
        for path in of_rows(success.messages):
            _message(wanted, success.condition, path)
    for one in conditions:
        for path in of_rows(one.paths):
            wanted.leaf(path)
    return wanted.text() if wanted else ""


def of_rows(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the paths that lead into the rows, not into the answer's errors."""
    return tuple([path for path in paths if path[:1] != (ERRORS,)])


def of_errors(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the paths that lead into the answer's errors."""
    return tuple([path for path in paths if path[:1] == (ERRORS,)])


def _message(wanted: Wanted, condition: Condition, path: Path) -> None:
    """Want a message: of each type that means failure, where types tell."""
    if TYPENAME not in condition.paths:
        wanted.leaf(path)
        return
    for kind in condition.none_of:
        wanted.on(kind).leaf(path)


def compile_query(
    document: Document, values: BodyTemplate, scope: Scope
) -> Callable[[Args], bytes]:
    """Compile a query into a function that encodes its request.

    The argument SELECT holds the rows' selection; `values` are those of the
    variables. An argument that is absent or null leaves its variable out.
    """
    if document.each:
        return _compile_each(document, values, scope)
    build = compile_template(values, scope)
    declared = _declared(document.variables, scope)
    before, _, after = f"query {document.name}{declared}{document.text}".partition(ROWS)
    selects = ROWS in document.text

    def encode(args: Args) -> bytes:
        selection = str(args.get(SELECT) or NOTHING) if selects else ""
        variables = cast("Mapping[str, object]", build(args))
        return _encoded(document.name, f"{before}{selection}{after}", variables)

    return encode


def _compile_each(
    document: Document, values: BodyTemplate, scope: Scope
) -> Callable[[Args], bytes]:
    """Compile a query that asks for several keys: by aliases, or for entities."""
    build = compile_template(values, scope)
    write = _entities if document.each == "entities" else _aliases
    types = {one.name: _type(one, scope) for one in document.variables}

    def encode(args: Args) -> bytes:
        selection = str(args.get(SELECT) or NOTHING)
        each = cast("list[Args]", args[EACH])
        query, variables = write(document, types, [build(one) for one in each])
        return _encoded(document.name, query.replace(ROWS, selection), variables)

    return encode


def _entities(
    document: Document, types: Mapping[str, str], values: list[object]
) -> tuple[str, Mapping[str, object]]:
    """Ask for entities by their representations."""
    del types
    (variable,) = document.variables
    declared = f"(${variable.name}:{variable.type})"
    return f"query {document.name}{declared}{document.text}", {variable.name: values}


def _aliases(
    document: Document, types: Mapping[str, str], values: list[Any]
) -> tuple[str, Mapping[str, object]]:
    """Ask the one root field again for each key, as k0, k1 and so on."""
    fields: list[str] = []
    declared: list[str] = []
    variables: dict[str, object] = {}
    for index, own in enumerate(values):
        key = alias(index)
        fields.append(f"{key}:{(document.single or '').replace(OWN, f'{key}_')}")
        declared += [f"${key}_{name}:{kind}" for name, kind in types.items()]
        variables.update((f"{key}_{name}", value) for name, value in own.items())
    head = f"({' '.join(declared)})" if declared else ""
    return f"query {document.name}{head}{{{' '.join(fields)}}}", variables


def alias(index: int) -> str:
    """Return the response key of the key at an index."""
    return f"k{index}"


def _declared(variables: tuple[Variable, ...], scope: Scope) -> str:
    listed = " ".join(f"${one.name}:{_type(one, scope)}" for one in variables)
    return f"({listed})" if listed else ""


def _type(variable: Variable, scope: Scope) -> str:
    """Return the type of a variable: as declared, or as its argument's."""
    if variable.type is not None:
        return variable.type
    argument = scope.args.get(Word(variable.name))
    kind = None if argument is None else variable_type(argument)
    if kind is None:
        reason = f"jenis variabel `${variable.name}` tidak diketahui"
        raise ValueError(reason)
    return kind


def _encoded(name: str, query: str, variables: Mapping[str, object]) -> bytes:
    body: dict[str, object] = {"operationName": name, "query": query}
    if variables:
        body["variables"] = variables
    try:
        return orjson.dumps(body)
    except TypeError as error:
        reason = "an argument holds a value that JSON cannot carry"
        raise BadInput(reason) from error
