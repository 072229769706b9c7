"""Collect fields, GraphQL specification §6.3.2, with the conditions known.

The conditions of @skip and @include are part of what a plan is made for, so
collecting happens once for a plan and not once for a row.
"""

from collections.abc import Callable, Iterable, Mapping

from graphql import (
    BooleanValueNode,
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
)

Applies = Callable[[str], bool]
"""Tells whether a fragment's type condition holds for the type at hand."""


class Collector:
    """Collects for one operation and one set of condition values."""

    def __init__(
        self,
        fragments: Mapping[str, FragmentDefinitionNode],
        conditions: Mapping[str, bool],
    ) -> None:
        self._fragments = fragments
        self._conditions = conditions

    def collect(
        self, selections: Iterable[SelectionSetNode | None], applies: Applies
    ) -> dict[str, list[FieldNode]]:
        """Return the field nodes by response key, in response order."""
        found: dict[str, list[FieldNode]] = {}
        spread: set[str] = set()
        for one in selections:
            if one is not None:
                self._add(one, applies, found, spread)
        return found

    def _add(
        self,
        selections: SelectionSetNode,
        applies: Applies,
        found: dict[str, list[FieldNode]],
        spread: set[str],
    ) -> None:
        for node in selections.selections:
            if not self._wanted(node):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                found.setdefault(key, []).append(node)
                continue
            inner = self._inner(node, applies, spread)
            if inner is not None:
                self._add(inner, applies, found, spread)

    def _inner(
        self, node: SelectionNode, applies: Applies, spread: set[str]
    ) -> SelectionSetNode | None:
        """Return what a fragment selects, where it applies and is new."""
        if isinstance(node, InlineFragmentNode):
            condition = node.type_condition
            if condition is not None and not applies(condition.name.value):
                return None
            return node.selection_set
        assert isinstance(node, FragmentSpreadNode)  # noqa: S101 - the grammar's third and last selection
        name = node.name.value
        if name in spread:
            return None
        spread.add(name)
        fragment = self._fragments[name]
        return (
            fragment.selection_set
            if applies(fragment.type_condition.name.value)
            else None
        )

    def _wanted(self, node: SelectionNode) -> bool:
        for directive in node.directives or ():
            name = directive.name.value
            if name == "skip" and self._condition(directive):
                return False
            if name == "include" and not self._condition(directive):
                return False
        return True

    def _condition(self, directive: DirectiveNode) -> bool:
        value = next(a.value for a in directive.arguments or () if a.name.value == "if")
        if isinstance(value, VariableNode):
            return self._conditions[value.name.value]
        return isinstance(value, BooleanValueNode) and value.value
