"""Read: text to a parsed, bounded and validated document, kept by its text."""

from collections import OrderedDict
from dataclasses import dataclass, field

from graphql import (
    FragmentDefinitionNode,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    specified_rules,
    validate,
)

from gateway.errors import RequestError
from gateway.execution.analyse import Limits, check_size
from gateway.execution.invalid import MOST_ERRORS, InvalidRequestError
from gateway.execution.operation import Document, document_of
from gateway.execution.parsing import parsed, weigh


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
        return weigh(text, tokens)

    def _read(self, text: str) -> Document:
        limits = self._policy.limits
        node = parsed(text, limits)
        fragments = {
            one.name.value: one
            for one in node.definitions
            if isinstance(one, FragmentDefinitionNode)
        }
        for one in node.definitions:
            if isinstance(one, OperationDefinitionNode):
                check_size(one, fragments, limits)
        errors = validate(
            self._schema,
            node,
            self._rules,
            max_errors=MOST_ERRORS,
            hide_suggestions=self._policy.hardened,
        )
        if errors:
            raise InvalidRequestError("GRAPHQL_VALIDATION_FAILED", errors)
        return document_of(text, node, fragments, weigh(text, node.token_count))


def _bare(error: RequestError) -> RequestError:
    """Return an error without the frames it was raised in: they hold the whole parser."""
    inner = error.errors if isinstance(error, InvalidRequestError) else ()
    for one in (error, error.__cause__, error.__context__, *inner):
        if one is not None:
            one.__traceback__ = None
    return error
