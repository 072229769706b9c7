"""GraphQL queries and fields in scalars, read by graphql-core."""

import hashlib
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from gateway.config.graphql import MORE, OWN, ROWS, Aliased, Document, Variable
from gateway.config.kinds import Wrong
from gateway.config.nodes import Scalar

if TYPE_CHECKING:  # imported when a file first holds a query: few do
    from graphql import (
        FieldNode,
        FragmentSpreadNode,
        OperationDefinitionNode,
        SelectionSetNode,
        VariableDefinitionNode,
    )

_MOST_TOKENS: Final = 2000
_FIELD_LIKE: Final = 'misalnya `"harga(mata_uang: IDR)"`'
_NAME: Final = re.compile(r"[_A-Za-z][_0-9A-Za-z]*\Z")


class _Place(NamedTuple):
    """Where the rows' selection goes: in the selection set of `owner`.

    `spread` is the `...rows`; None where the field has no selection yet.
    """

    keys: tuple[str, ...]
    owner: "FieldNode | OperationDefinitionNode"
    spread: "FragmentSpreadNode | None"


class _Cut(NamedTuple):
    """A part of a text that is replaced."""

    start: int
    end: int
    by: str


def document(node: Scalar) -> object:
    """Read a scalar as a query with at most one `...rows`, or its place inferred."""
    operation = _operation(node.text)
    if isinstance(operation, Wrong):
        return operation
    places = _places(operation.selection_set, (), operation)
    if isinstance(places, Wrong):
        return places
    if len(places) > 1:
        return Wrong(
            "`...rows` ditulis dua kali",
            "tulis satu kali saja",
            _start(places[1].spread),
        )
    place = places[0] if places else _inferred(operation)
    if isinstance(place, Wrong):
        return place
    variables = _variables(operation, node)
    if isinstance(variables, Wrong):
        return variables
    return _made(node, operation, place, variables)


def field_path(node: Scalar) -> object:
    """Read a scalar as one field with arguments, or one within another: a path.

    The path's keys are aliases made of the text, unless the author gives one.
    """
    operation = _operation(f"{{{node.text}}}", 1)
    if isinstance(operation, Wrong):
        return operation
    chain = _chain(operation.selection_set)
    if chain is None or chain[-1].selection_set is not None:
        return Wrong(f"`{node.shown}` bukan satu field", _FIELD_LIKE)
    uses = _uses(operation)
    if uses:
        return Wrong(
            f"`${uses[0][0]}` tidak dapat dipakai di field",
            "tulis nilainya; argumen hanya ada di `graphql` milik query",
            uses[0][1] - 1,
        )
    return tuple(_segment(one) for one in chain)


def _operation(text: str, inset: int = 0) -> "OperationDefinitionNode | Wrong":
    """Parse a text that must hold one query; `inset` is what we put before it."""
    from graphql import GraphQLError, parse  # noqa: PLC0415 - as above
    from graphql.language import OperationDefinitionNode  # noqa: PLC0415 - as above

    try:
        tree = parse(text, max_tokens=_MOST_TOKENS)
    except GraphQLError as error:
        offset = next(iter(error.positions or ()), 0)
        told = text[offset : offset + 12] or "akhir teks"
        return Wrong(
            f"query GraphQL tidak dapat dibaca di dekat `{told.splitlines()[0]}`",
            "tulis misalnya `{ buku(kode: $kode) { ...rows } }`",
            min(max(offset - inset, 0), len(text)),
        )
    except RecursionError:
        return Wrong("query GraphQL terlalu dalam", "kurangi kurungnya")
    first, *others = tree.definitions
    if others or not isinstance(first, OperationDefinitionNode):
        return Wrong(
            "`graphql` memuat lebih dari satu query",
            "tulis satu query, tanpa fragment; untuk barisnya pakai `...rows`",
            _start(others[0] if others else first) - inset,
        )
    kind = first.operation.value
    if kind != "query":
        return Wrong(
            f"`{kind}` tidak dapat dipanggil: query hanya membaca",
            "pakai query milik layanan itu",
        )
    return first


def _start(node: object) -> int:
    """Return the offset of a node; 0 where it has none."""
    loc = getattr(node, "loc", None)
    return 0 if loc is None else loc.start


def _end(node: object) -> int:
    loc = getattr(node, "loc", None)
    return 0 if loc is None else loc.end


def _places(
    selections: "SelectionSetNode",
    keys: tuple[str, ...],
    owner: "FieldNode | OperationDefinitionNode",
) -> list[_Place] | Wrong:
    """Find every `...rows`; another fragment is wrong."""
    from graphql import (  # noqa: PLC0415 - as above
        FieldNode,
        FragmentSpreadNode,
        InlineFragmentNode,
    )

    found: list[_Place] = []
    for one in selections.selections:
        below: list[_Place] | Wrong = []
        if isinstance(one, FragmentSpreadNode):
            if one.name.value != "rows":
                return Wrong(
                    f"fragment `...{one.name.value}` tidak dikenal",
                    "yang ada hanya `...rows`",
                    _start(one),
                )
            found.append(_Place(keys, owner, one))
        elif isinstance(one, FieldNode):
            if one.selection_set is not None:
                below = _places(one.selection_set, (*keys, _key(one)), one)
        elif isinstance(one, InlineFragmentNode):
            below = _places(one.selection_set, keys, owner)
        if isinstance(below, Wrong):
            return below
        found += below
    return found


def _key(node: "FieldNode") -> str:
    return node.alias.value if node.alias is not None else node.name.value


def _chain(selections: "SelectionSetNode") -> "list[FieldNode] | None":
    """Return fields each of which is the only one of the field before it."""
    from graphql import FieldNode  # noqa: PLC0415 - as above

    found: list[FieldNode] = []
    below: SelectionSetNode | None = selections
    while below is not None:
        if len(below.selections) != 1:
            return None
        (one,) = below.selections
        if not isinstance(one, FieldNode):
            return None
        found.append(one)
        below = one.selection_set
    return found


def _inferred(operation: "OperationDefinitionNode") -> _Place | Wrong:
    """Return the place of the rows where none is written: the innermost field."""
    chain = _chain(operation.selection_set)
    if chain is None:
        return Wrong(
            "letak baris tidak jelas",
            "tulis `...rows` di tempat field barisnya, misalnya"
            " `{ arsip { nodes { ...rows } total } }`",
            _start(operation.selection_set),
        )
    return _Place(tuple(map(_key, chain)), chain[-1], None)


def _uses(operation: "OperationDefinitionNode") -> list[tuple[str, int]]:
    """Return the variables that are used, each with its first offset, in order."""
    from graphql import VariableNode, Visitor, visit  # noqa: PLC0415 - as above

    found: list[tuple[str, int]] = []

    class Uses(Visitor):
        def enter_variable(self, node: VariableNode, *_: object) -> None:
            found.append((node.name.value, _start(node)))

    visit(operation.selection_set, Uses())
    return found


def _variables(
    operation: "OperationDefinitionNode", node: Scalar
) -> tuple[Variable, ...] | Wrong:
    """Return the variables of a query in the order of their use."""
    declared = {
        one.variable.name.value: one for one in operation.variable_definitions or ()
    }
    found: dict[str, Variable] = {}
    for name, start in _uses(operation):
        stated = declared.get(name)
        kind = None if stated is None else _declaration(stated, node)
        found.setdefault(name, Variable(name, kind, node.within(start)))
    for name, one in declared.items():
        if name not in found:
            return Wrong(
                f"variabel `${name}` tidak dipakai",
                "hapus, atau pakai dalam query",
                _start(one),
            )
    return tuple(found.values())


def _declaration(one: "VariableDefinitionNode", node: Scalar) -> str:
    """Return what stands behind a variable's colon: its type and default."""
    from graphql import strip_ignored_characters  # noqa: PLC0415 - as above

    return strip_ignored_characters(node.text[_start(one.type) : _end(one)])


def _made(
    node: Scalar,
    operation: "OperationDefinitionNode",
    place: _Place,
    variables: tuple[Variable, ...],
) -> Document:
    whole = operation.selection_set
    cuts = _cuts(place)
    plain = None
    if place.spread is None:
        plain = _stripped(node.text, _start(whole), _end(whole), [])
    return Document(
        text=_stripped(node.text, _start(whole), _end(whole), cuts),
        rows=place.keys,
        variables=variables,
        plain=plain,
        single=_single(node, operation, cuts),
        at=node.at,
    )


def _cuts(place: _Place) -> list[_Cut]:
    """Return what is put in: the rows' selection, and what tells of success."""
    if place.spread is None:
        end = _end(place.owner)
        return [_Cut(end, end, f"{{{ROWS} {MORE}}}")]
    spread = _Cut(_start(place.spread), _end(place.spread), f" {ROWS} ")
    brace = _end(place.owner.selection_set) - 1
    return [spread, _Cut(brace, brace, f" {MORE} ")]


def _single(
    node: Scalar, operation: "OperationDefinitionNode", cuts: list[_Cut]
) -> str | None:
    """Return the one root field, fit to be asked for many keys by aliases."""
    from graphql import FieldNode  # noqa: PLC0415 - as above

    first, *others = operation.selection_set.selections
    if others or not isinstance(first, FieldNode) or first.name.value == "__typename":
        return None
    own = [
        _Cut(start, start + 1 + len(name), f"${OWN}{name}")
        for name, start in _uses(operation)
    ]
    return _stripped(node.text, _start(first.name), _end(first), [*cuts, *own])


def _stripped(text: str, start: int, end: int, cuts: list[_Cut]) -> str:
    """Return a part of a text with its cuts made and insignificant characters gone."""
    from graphql import strip_ignored_characters  # noqa: PLC0415 - as above

    pieces: list[str] = []
    for cut in sorted(cuts):
        pieces += (text[start : cut.start], cut.by)
        start = cut.end
    return strip_ignored_characters("".join((*pieces, text[start:end])))


def _segment(node: "FieldNode") -> str:
    """Return the key of a field: its name, or an alias where it has arguments."""
    from graphql import print_ast, strip_ignored_characters  # noqa: PLC0415 - as above

    name = node.name.value
    if node.alias is None and not node.arguments and not node.directives:
        return name
    parts = [*(node.arguments or ()), *(node.directives or ())]
    told = " ".join(print_ast(one) for one in parts)
    mark = hashlib.sha256(told.encode()).hexdigest()[:8]
    key = node.alias.value if node.alias is not None else f"{name}_{mark}"
    asked = f"({' '.join(print_ast(one) for one in node.arguments or ())})"
    rules = " ".join(print_ast(one) for one in node.directives or ())
    written = f"{key}:{name}{asked if node.arguments else ''}{rules}"
    return Aliased(key, strip_ignored_characters(written))


def is_name(text: str) -> bool:
    """Tell whether a text can be a name in GraphQL (§2.1.9)."""
    return _NAME.match(text) is not None
