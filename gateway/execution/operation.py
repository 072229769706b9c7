"""Read: text to a parsed, bounded and validated document, kept by its text."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from sys import getsizeof
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    VariableNode,
    Visitor,
    parse,
    specified_rules,
    validate,
    visit,
)
from graphql.execution.values import VariableValues, get_variable_values

from gateway.errors import RequestError
from gateway.execution.analyse import Limits, check_size
from gateway.execution.lined import Lined

_MOST_ERRORS = 20
_TOKEN = 1000  # bytes that a token takes once parsed, its share of the nodes included


class InvalidRequestError(RequestError):
    """A request refused with GraphQL errors, each with its locations."""

    def __init__(self, code: str, errors: Sequence[GraphQLError]) -> None:
        super().__init__(code, errors[0].message)
        self.errors = tuple(errors)


@dataclass(frozen=True, slots=True)
class ReadPolicy:
    """How documents are read. `hardened` hides suggestions from strangers.

    At most `kept` documents are kept, and of `kept_bytes` in all.
    """

    limits: Limits = field(default_factory=Limits)
    introspection: bool = True
    hardened: bool = False
    kept: int = 1000
    kept_bytes: int = 64 * 1024**2


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """One executable operation of a document.

    `conditions` are the variables that @skip and @include depend on: the plan
    differs with their values. `plans` is the planner's memo. `weight` are the
    bytes of its whole document, which it does not hold: a document is freed when it is let
    go of, not when the collector comes by.
    """

    name: str | None
    kind: str
    node: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    weight: int
    conditions: tuple[str, ...]
    plans: dict[tuple[object, ...], Any] = field(
        default_factory=dict[tuple[object, ...], Any]
    )

    def coerce(
        self, schema: GraphQLSchema, given: Mapping[str, object] | None, *, hide: bool
    ) -> VariableValues:
        """Coerce the variables, GraphQL specification §6.1.2.

        Raises InvalidRequestError with one error for each variable that is wrong. A
        null for a condition, which the default of a nullable variable allows, is
        refused too: no selection could be collected.
        """
        definitions = self.node.variable_definitions
        if not definitions:
            return _NO_VARIABLES
        values = get_variable_values(
            schema, definitions, dict(given or {}), _MOST_ERRORS, hide_suggestions=hide
        )
        if isinstance(values, list):
            raise InvalidRequestError("BAD_USER_INPUT", values)
        for definition in definitions:
            name = definition.variable.name.value
            if name in self.conditions and values.coerced.get(name) is None:
                message = (
                    f"Variable '${name}' decides a condition; it must not be null."
                )
                null = GraphQLError(message, definition)
                raise InvalidRequestError("BAD_USER_INPUT", [null])
        return values


_NO_VARIABLES = VariableValues({}, {})


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A valid document."""

    text: str
    node: DocumentNode
    fragments: Mapping[str, FragmentDefinitionNode]
    operations: dict[str | None, Operation] = field(
        default_factory=dict[str | None, Operation]
    )

    def operation(self, name: str | None) -> Operation:
        """Choose the operation to run, GraphQL specification §6.1.1.

        Raises RequestError where the name is unknown, or missing among several.
        """
        if name is None and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        found = self.operations.get(name)
        if found is not None:
            return found
        if name is None or not self.operations:
            message = (
                "Must provide operation name if query contains multiple operations."
            )
            if not self.operations:
                message = "Must provide an operation."
        else:
            message = f"Unknown operation named '{name[:80]}'."
        raise RequestError("GRAPHQL_VALIDATION_FAILED", message)


class Reader:
    """Reads documents and keeps those it has read, the least used go first."""

    def __init__(self, schema: GraphQLSchema, policy: ReadPolicy) -> None:
        self._schema = schema
        self._policy = policy
        self._kept: OrderedDict[str, Document | RequestError] = OrderedDict()
        self._weight = 0
        self._rules = [*specified_rules]
        if not policy.introspection:
            self._rules.append(NoSchemaIntrospectionCustomRule)

    def read(self, text: str) -> Document:
        """Return the document of `text`; raises RequestError, the same each time."""
        kept = self._kept.get(text)
        if kept is None:
            self._check_length(text)
            try:
                kept = self._read(text)
            except RequestError as error:
                kept = _bare(error)
            self._keep(text, kept)
        else:
            self._kept.move_to_end(text)
        if isinstance(kept, RequestError):
            try:
                raise kept.with_traceback(None)
            finally:
                del kept  # or this frame, which the error knows, would hold it
        return kept

    def _check_length(self, text: str) -> None:
        """Refuse a text that takes long to read however few its tokens: one may be all of it."""
        most = self._policy.limits.length
        if len(text) > most:
            message = f"The document is too long; at most {most} characters."
            raise RequestError("TOO_COSTLY", message)

    def knows(self, text: str) -> bool:
        """Tell whether a text has been read and is kept."""
        return text in self._kept

    def _keep(self, text: str, found: Document | RequestError) -> None:
        """Keep what became of a text, unless that alone is too large."""
        policy, weight = self._policy, self._weigh(text, found)
        if weight > policy.kept_bytes:
            return
        self._kept[text] = found
        self._weight += weight
        while len(self._kept) > policy.kept or self._weight > policy.kept_bytes:
            self._weight -= self._weigh(*self._kept.popitem(last=False))

    def _weigh(self, text: str, found: Document | RequestError) -> int:
        """Estimate what a text takes in memory, in bytes; errors keep its nodes."""
        tokens = min(len(text), self._policy.limits.tokens)
        if isinstance(found, Document):
            tokens = found.node.token_count
        return _weigh(text, tokens)

    def _read(self, text: str) -> Document:
        limits = self._policy.limits
        node = _parsed(text, limits)
        _unlink(node)
        fragments = {
            one.name.value: one
            for one in node.definitions
            if isinstance(one, FragmentDefinitionNode)
        }
        operations = [
            one for one in node.definitions if isinstance(one, OperationDefinitionNode)
        ]
        for one in operations:
            check_size(one, fragments, limits)
        errors = validate(
            self._schema,
            node,
            self._rules,
            max_errors=_MOST_ERRORS,
            hide_suggestions=self._policy.hardened,
        )
        if errors:
            raise InvalidRequestError("GRAPHQL_VALIDATION_FAILED", errors)
        document = Document(text, node, fragments)
        weight = _weigh(text, node.token_count)
        conditions = _conditions(node)
        for one in operations:
            operation = _operation(one, fragments, weight, conditions)
            document.operations[operation.name] = operation
        return document


def _parsed(text: str, limits: Limits) -> DocumentNode:
    """Parse a text within its limits. Raises RequestError."""
    if max(text.count("\n"), text.count("\r")) > limits.lines:
        message = f"The document is too long; at most {limits.lines} lines."
        raise RequestError("TOO_COSTLY", message)
    try:
        return parse(
            Lined(text),
            max_lexical_tokens=limits.tokens,
            max_comments=limits.tokens,
            allow_empty_selection_sets=False,
        )
    except GraphQLSyntaxError as error:
        if f"more than {limits.tokens} " in error.message:  # tokens, or comments
            message = f"The document is too long; at most {limits.tokens} tokens."
            raise RequestError("TOO_COSTLY", message) from error
        raise InvalidRequestError("GRAPHQL_PARSE_FAILED", [error]) from error


def _operation(
    node: OperationDefinitionNode,
    fragments: dict[str, FragmentDefinitionNode],
    weight: int,
    conditions: frozenset[str],
) -> Operation:
    """Make an operation of a document that weighs so much, with the conditions it declares."""
    declared = {one.variable.name.value for one in node.variable_definitions or ()}
    return Operation(
        node.name.value if node.name else None,
        node.operation.value,
        node,
        fragments,
        weight,
        tuple(sorted(conditions & declared)),
    )


def _bare(error: RequestError) -> RequestError:
    """Return an error without the frames it was raised in: they hold the whole parser."""
    inner = error.errors if isinstance(error, InvalidRequestError) else ()
    for one in (error, error.__cause__, error.__context__, *inner):
        if one is not None:
            one.__traceback__ = None
    return error


def _weigh(text: str, tokens: int) -> int:
    """Estimate what a parsed text takes in memory, in bytes."""
    return getsizeof(text) + _TOKEN * tokens


def _unlink(node: DocumentNode) -> None:
    """Part a document's tokens, which know each other.

    What a node still needs of them is where it begins and ends. So those between
    are freed now, and the rest with the document.
    """
    token = None if node.loc is None else node.loc.start_token
    while token is not None:
        after = token.next
        token.prev = token.next = None
        token = after


class _Conditions(Visitor):
    """Collects the variables that stand in @skip(if:) and @include(if:)."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, node: Any, *_: object) -> None:
        if node.name.value in {"skip", "include"}:
            for argument in node.arguments:
                if isinstance(argument.value, VariableNode):
                    self.names.add(argument.value.name.value)


def _conditions(node: DocumentNode) -> frozenset[str]:
    visitor = _Conditions()
    visit(node, visitor)
    return frozenset(visitor.names)
