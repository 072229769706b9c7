"""Random operations over a schema, nearly all of them valid.

Arguments and aliases hang on the response key, so that fields of one key
merge; the alias `k…` is for any field of the same type, which may clash and
then both sides must refuse the document.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
)
from hypothesis import strategies as st

_DEEPEST = 5
_INTROSPECTION = (
    "__schema { queryType { name } }",
    '__type(name: "T1") { kind name fields { name type { name kind } } }',
    "meta: __typename",
)
_LITERALS = {
    "Int": ["1", "2", "-3"],
    "Float": ["1.5", "2", "-0.25"],
    "String": ['"a"', '"b"', '"""c"""'],
    "ID": ['"a"', "7"],
    "Boolean": ["true", "false"],
    "Date": ['"2026-08-17"'],
    "Warna": ["MERAH", "BIRU"],
}
_VALUES: dict[str, list[Any]] = {
    "Int": [1, 2, 2.0, "x", True],
    "Float": [1.5, 2, "x"],
    "String": ["a", "b", 5],
    "ID": ["a", 7, 1.5],
    "Boolean": [True, False, 0],
    "Date": ["2026-08-17"],
    "Warna": ["MERAH", "UNGU", 1],
    "Masukan": [{"a": 1}, {"a": 2, "b": "x"}, {"b": ["y"]}, {"a": 1, "d": {"a": 2}}],
}


@dataclass(frozen=True)
class Asked:
    """An operation with its variables."""

    text: str
    variables: dict[str, Any]
    name: str | None
    login: bool


@dataclass
class _Writing:
    """What an operation under way has come to: fragments, variables, arguments."""

    draw: st.DrawFn
    schema: GraphQLSchema
    fragments: list[tuple[str, str, str]] = field(
        default_factory=list[tuple[str, str, str]]
    )
    declared: dict[str, str] = field(default_factory=dict[str, str])
    given: dict[str, Any] = field(default_factory=dict[str, Any])
    arguments: dict[str, str] = field(default_factory=dict[str, str])

    def one_in(self, times: int) -> bool:
        """Draw whether something seldom happens; shrinks to no."""
        return self.draw(st.integers(0, times - 1)) == times - 1

    def among(self, options: list[Any]) -> Any:
        """Draw one of some."""
        return self.draw(st.sampled_from(options))

    # ------------------------------------------------------- selections

    def selections(self, kind: GraphQLNamedType, depth: int) -> str:
        """Write the selection set of a type."""
        count = self.draw(st.integers(1, 4 if depth < _DEEPEST - 1 else 2))
        made = [self.selection(kind, depth) for _ in range(count)]
        return f"{{ {' '.join(made)} }}"

    def selection(self, kind: GraphQLNamedType, depth: int) -> str:
        """Write one selection: a field or a fragment."""
        how = self.draw(st.integers(0, 9))
        if how == 9 and depth < _DEEPEST:
            return self.inline(kind, depth)
        if how == 8 and depth < _DEEPEST:
            return self.spread(kind, depth)
        fields = getattr(kind, "fields", {})
        names = [
            name
            for name, one in fields.items()
            if name != "opd" or kind.name != "Query"
            if depth < _DEEPEST or not hasattr(get_named_type(one.type), "fields")
            if not isinstance(get_named_type(one.type), GraphQLUnionType)
            or depth < _DEEPEST
        ]
        if not names:
            if isinstance(kind, GraphQLUnionType) and depth < _DEEPEST:
                return self.inline(kind, depth)
            return "__typename"
        name = self.among([*names * 3, "__typename"])
        if name == "__typename":
            return f"__typename{self.directive()}"
        return self.field(name, fields[name], depth)

    def field(self, name: str, definition: GraphQLField, depth: int) -> str:
        """Write a field with alias, arguments, directives and selection."""
        key = name
        if self.one_in(5):
            letters = "".join(c for c in str(definition.type) if c.isalnum())
            key = self.among([f"a_{name}", f"b_{name}", f"k_{letters}"])
        shown = f"{key}: {name}" if key != name else name
        if key.startswith("k_") or key not in self.arguments:
            self.arguments[key] = self.all_arguments(definition)
        below = get_named_type(definition.type)
        inner = ""
        if isinstance(
            below, GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType
        ):
            inner = " " + self.selections(below, depth + 1)
        return f"{shown}{self.arguments[key]}{self.directive()}{inner}"

    def inline(self, kind: GraphQLNamedType, depth: int) -> str:
        """Write an inline fragment, with or without a type condition."""
        on = self.among([None, *self.narrower(kind)])
        inner = self.selections(self.schema.type_map[on] if on else kind, depth)
        condition = f" on {on}" if on else ""
        return f"...{condition}{self.directive()} {inner}"

    def spread(self, kind: GraphQLNamedType, depth: int) -> str:
        """Write a spread of a new fragment, or of one that is there."""
        names = self.narrower(kind)
        known = [name for name, on, _ in self.fragments if on in names]
        if known and self.one_in(2):
            return f"...{self.among(known)}{self.directive()}"
        on = self.among(names)
        text = self.selections(self.schema.type_map[on], max(depth, _DEEPEST - 2))
        name = f"F{len(self.fragments)}"
        self.fragments.append((name, on, text))
        return f"...{name}{self.directive()}"

    def narrower(self, kind: GraphQLNamedType) -> list[str]:
        """Return the types that a fragment within this one may be on."""
        found = [kind.name]
        if isinstance(kind, GraphQLInterfaceType | GraphQLUnionType):
            found.extend(one.name for one in self.schema.get_possible_types(kind))
        if isinstance(kind, GraphQLObjectType):
            found.extend(
                one.name
                for one in self.schema.type_map.values()
                if isinstance(one, GraphQLInterfaceType | GraphQLUnionType)
                and self.schema.is_sub_type(one, kind)
            )
        return found

    # ------------------------------------------- directives and arguments

    def directive(self) -> str:
        """Write no directive, mostly; or one or two."""
        if not self.one_in(6):
            return ""
        made = [self.among(["@skip", "@include"])]
        if self.one_in(4):
            made = ["@skip", "@include"]
        return "".join(f" {one}(if: {self.condition()})" for one in made)

    def condition(self) -> str:
        """Write a Boolean: a literal or a variable."""
        if self.one_in(2):
            return str(self.among(["true", "false"]))
        name = self.among(["b0", "b1"])
        if name not in self.declared:
            default = self.among(["", " = true", " = false"])
            self.declared[name] = f"Boolean!{default}"
            if not default or self.one_in(2):
                self.given[name] = self.draw(st.booleans())
        return f"${name}"

    def all_arguments(self, definition: GraphQLField) -> str:
        """Write the arguments of a field."""
        made = [
            f"{name}: {self.argument(one)}"
            for name, one in definition.args.items()
            if _required(one) or self.one_in(2)
        ]
        return f"({', '.join(made)})" if made else ""

    def argument(self, definition: GraphQLArgument) -> str:
        """Write the value of an argument."""
        if self.one_in(2):
            return self.variable(definition.type)
        return self.literal(definition.type, 0)

    def variable(self, kind: Any) -> str:
        """Declare a variable of a type, and perhaps give it a value."""
        name = f"v{len(self.declared)}"
        nullable = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        default = self.literal(nullable, 9) if self.one_in(3) else None
        declared = str(nullable if default else kind)
        self.declared[name] = declared + (f" = {default}" if default else "")
        if (isinstance(kind, GraphQLNonNull) and not default) or not self.one_in(4):
            self.given[name] = self.value(nullable)
        return f"${name}"

    def value(self, kind: Any) -> Any:
        """Draw what a client gives for a variable: seldom null or wrong."""
        if self.one_in(12):
            return None
        if isinstance(kind, GraphQLNonNull):
            return self.value(kind.of_type)
        if isinstance(kind, GraphQLList):
            if self.one_in(4):
                return self.value(kind.of_type)
            return [
                self.value(kind.of_type) for _ in range(self.draw(st.integers(0, 2)))
            ]
        options = _VALUES[kind.name]
        return self.among([*options[:2] * 6, *options])

    def literal(self, kind: Any, depth: int) -> str:
        """Write a literal, in which variables may stand."""
        if isinstance(kind, GraphQLNonNull):
            return self.literal(kind.of_type, depth)
        if 0 < depth < 3 and self.one_in(4):
            return self.variable(kind)
        if isinstance(kind, GraphQLList):
            count = self.draw(st.integers(0, 2))
            items = [self.literal(kind.of_type, depth + 1) for _ in range(count)]
            return str(self.among([f"[{', '.join(items)}]", *items[:1]]))
        if isinstance(kind, GraphQLInputObjectType):
            return self.object(kind, depth)
        assert isinstance(kind, GraphQLEnumType) or kind.name in _LITERALS
        return str(self.among(_LITERALS[kind.name]))

    def object(self, kind: GraphQLInputObjectType, depth: int) -> str:
        """Write an input object."""
        made = [
            f"{name}: {self.literal(one.type, depth + 1)}"
            for name, one in kind.fields.items()
            if isinstance(one.type, GraphQLNonNull) or (depth < 2 and self.one_in(3))
        ]
        return f"{{{', '.join(made)}}}"


def _required(argument: GraphQLArgument) -> bool:
    return isinstance(argument.type, GraphQLNonNull) and not argument.default_value


Operations = Callable[[GraphQLSchema], st.SearchStrategy[Asked]]


@st.composite
def operations(draw: st.DrawFn, schema: GraphQLSchema) -> Asked:
    """Draw a document, the operation of it to run, and variables."""
    writing = _Writing(draw, schema)
    query = schema.query_type
    assert query is not None
    body = writing.selections(query, 0)
    if writing.one_in(8):
        body = body[:-1] + writing.among(list(_INTROSPECTION)) + " }"
    declared = ", ".join(f"${name}: {kind}" for name, kind in writing.declared.items())
    head = f"query Utama({declared})" if declared else "query Utama"
    parts = [f"{head} {body}"]
    parts.extend(
        f"fragment {name} on {on} {text}" for name, on, text in writing.fragments
    )
    name = None
    if writing.one_in(6):
        parts.append("query Lain { __typename }")
        name = "Utama"
    return Asked("\n".join(parts), writing.given, name, draw(st.booleans()))
