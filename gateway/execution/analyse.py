"""Bounds on a document before it is validated: one pass, each fragment once.

Counting after expansion catches what counting the text does not: a chain of
n fragments that each spread the next one twice selects 2ⁿ fields. Validation
compares the fields of one response key, and the fragments of one selection
set, each with each (GraphQL specification §5.3.2); their pairs are bounded
too.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from gateway.errors import RequestError

_LEAST_LINES: Final = 4000  # room for a long text, however few the tokens


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one operation, counted after fragments are expanded.

    `length` (in characters) and `tokens` are those of its whole document.
    """

    length: int = 64 * 1024
    tokens: int = 2000
    depth: int = 15
    fields: int = 2000
    root_fields: int = 20
    pairs: int = 3000

    @property
    def lines(self) -> int:
        """Return how many lines a document may have: a token and a comment on every second."""
        return max(2 * self.tokens, _LEAST_LINES)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a selection is: its depth, its fields, those at its top."""

    depth: int = 0
    fields: int = 0
    top: int = 0


@dataclass(slots=True)
class _Analyser:
    fragments: Mapping[str, FragmentDefinitionNode]
    limits: Limits
    known: dict[str, Size] = field(default_factory=dict[str, Size])
    pairs: int = 0

    def size(self, selections: SelectionSetNode | None) -> Size:
        self.pairs += _pairs(selections)
        return self.summed(selections)

    def summed(self, selections: SelectionSetNode | None) -> Size:
        depth = fields = top = 0
        for node in selections.selections if selections else ():
            if isinstance(node, FieldNode):
                inner = self.size(node.selection_set)
                one = Size(inner.depth + 1, inner.fields + 1, 1)
            elif isinstance(node, InlineFragmentNode):
                one = self.summed(node.selection_set)
            else:
                assert isinstance(node, FragmentSpreadNode)  # noqa: S101 - the grammar's third and last selection
                one = self.spread(node.name.value)
            depth = max(depth, one.depth)
            fields = min(fields + one.fields, self.limits.fields + 1)
            top = min(top + one.top, self.limits.fields + 1)
        return Size(depth, fields, top)

    def spread(self, name: str) -> Size:
        known = self.known.get(name)
        if known is None:
            self.known[name] = Size()  # a cycle ends here; validation reports it
            fragment = self.fragments.get(name)
            known = self.size(fragment.selection_set if fragment else None)
            self.known[name] = known
        return known


def check_size(
    operation: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    limits: Limits,
) -> None:
    """Refuse an operation that is too large. Raises RequestError TOO_COSTLY."""
    analyser = _Analyser(fragments, limits)
    size = analyser.size(operation.selection_set)
    for what, found, most in (
        ("depth", size.depth, limits.depth),
        ("fields", size.fields, limits.fields),
        ("root fields", size.top, limits.root_fields),
        ("repetitions", analyser.pairs, limits.pairs),
    ):
        if found > most:
            message = f"The operation has too many {what}; at most {most} are allowed."
            if what == "depth":
                message = f"The operation is too deep; at most {most} levels."
            raise RequestError("TOO_COSTLY", message)


def _pairs(selections: SelectionSetNode | None) -> int:
    """Return how many pairs of one selection set have to be compared."""
    keys = Counter(_names(selections))
    spreads = keys.pop(None, 0)
    return sum(n * (n - 1) // 2 for n in (*keys.values(), spreads))


def _names(selections: SelectionSetNode | None) -> Iterator[str | None]:
    """Walk the response keys of a selection set; None for a fragment's spread."""
    waiting = [selections]
    while waiting:
        found = waiting.pop()
        for node in found.selections if found else ():
            if isinstance(node, FieldNode):
                yield (node.alias or node.name).value
            elif isinstance(node, InlineFragmentNode):
                waiting.append(node.selection_set)
            else:
                yield None
