"""Arguments and results of examples: typed by the operation, and judged."""

from collections.abc import Iterator, Mapping

from gateway.config.builders.constants import scalar
from gateway.config.checks.arguments import broken_bound
from gateway.config.checks.constants import misfit, text_misfit
from gateway.config.checks.hint import hint
from gateway.config.checks.scope import Scope
from gateway.config.examples import Example
from gateway.config.model import Argument, Const, Operation
from gateway.config.nodes import Items, Node, Pairs, Scalar
from gateway.config.outputs import output_fields
from gateway.config.place import Place
from gateway.config.problems import Problem, Problems
from gateway.config.recorded_answers import plain
from gateway.config.typeref import TypeRef
from gateway.errors import CODES

_NULLS = frozenset({"null", "~"})


def batched_by(operation: Operation) -> str | None:
    """Return the argument that many keys may be given for; None where none may."""
    if operation.batch is not None:
        return str(operation.batch.by)
    local = operation.lookup_in is not None and len(operation.args) == 1
    return str(next(iter(operation.args))) if local else None


def key_of(operation: Operation, example: Example) -> str | None:
    """Return the argument that an example gives many keys for."""
    by = batched_by(operation)
    for name, node in example.args.items():
        if name == by and isinstance(node, Items):
            return None if operation.args[name].type.is_list else by
    return None


# ------------------------------------------------------------------ arguments


def arguments(
    scope: Scope, operation: Operation, example: Example, problems: Problems
) -> dict[str, Const]:
    """Type the arguments of an example and note what is wrong with them."""
    many = key_of(operation, example)
    typed: dict[str, Const] = {}
    for name, node in example.args.items():
        argument = operation.args.get(name)
        if argument is None:
            problems.add(
                name.at,
                f"`{name}` bukan argumen `{operation.name}`",
                hint(name, operation.args) or "hapus",
            )
            continue
        ref = argument.type
        if name == many:
            ref = TypeRef(of=TypeRef(ref.name, ref.of, required=True), required=True)
        value = typed[str(name)] = literal(scope, node, ref)
        reason = refused(scope, argument, ref, value)
        if reason is not None:
            problems.add(node.at, f"argumen `{name}` {reason[0]}", reason[1])
    for problem in lacking(operation, typed, example.at):
        problems.add(problem.at, problem.reason, problem.remedy)
    return typed


def refused(
    scope: Scope, argument: Argument, ref: TypeRef, value: Const
) -> tuple[str, str] | None:
    """Say why a value is none of an argument's: the reason and the remedy."""
    expected = misfit(value, ref, scope)
    if expected is not None:
        return f"bukan nilai `{ref}`", f"tulis {expected}"
    broken = _broken(scope, argument, value)
    if broken is not None:
        return f"melanggar `{broken}`", "pakai nilai yang memenuhinya"
    return None


def _broken(scope: Scope, argument: Argument, value: Const) -> str | None:
    """Name the bound that a value breaks, of the argument or of an input's field."""
    broken = broken_bound(argument, value)
    if broken is not None:
        return broken
    known = scope.inputs.get(argument.type.named)
    if known is None:
        return None
    for item in value if isinstance(value, tuple) else (value,):
        for name, one in item.items() if isinstance(item, Mapping) else ():
            field = {str(key): each for key, each in known.fields.items()}[name]
            broken = _broken(scope, field, one)
            if broken is not None:
                return f"{name}: {broken}"
    return None


def lacking(
    operation: Operation, given: Mapping[str, Const], at: Place
) -> Iterator[Problem]:
    """Yield the required arguments that were not given."""
    for name, argument in operation.args.items():
        if argument.type.required and not argument.has_default and name not in given:
            yield Problem(
                at,
                f"argumen `{name}` wajib diisi",
                argument.about or f"tulis nilai `{argument.type}`",
            )


def literal(scope: Scope, node: Node, ref: TypeRef) -> Const:
    """Type what is written by an input or output type; what does not fit stays text."""
    if isinstance(node, Scalar):
        return scalar(node, ref.named)
    if isinstance(node, Items):
        inner = ref.of or ref
        return tuple(literal(scope, item, inner) for item in node.items)
    known = scope.inputs.get(ref.named)
    if known is not None:
        types: Mapping[str, TypeRef] = {
            str(name): one.type for name, one in known.fields.items()
        }
    else:
        types = output_fields(scope, ref.named)
    fallback = TypeRef("JSON" if ref.named == "JSON" else "String")
    return {
        key.text: literal(scope, value, types.get(key.text, fallback))
        for key, value in node.pairs
    }


# ------------------------------------------------------------------ results


def outcome(
    scope: Scope,
    operation: Operation,
    example: Example,
    problems: Problems,
    *,
    many: bool,
) -> object:
    """Type the result of an example and note what is wrong with it.

    Ellipsis where only errors are expected.
    """
    for code in example.errors:
        if code not in CODES:
            problems.add(
                code.at, f"kode galat `{code}` tidak dikenal", hint(code, CODES)
            )
    node = example.result
    if node is None:
        if not example.errors:
            problems.add(
                example.at,
                "contoh tanpa `result` atau `error`",
                "tulis hasil yang diharapkan; `result: null` bila kosong",
            )
        return ...
    ref = TypeRef(operation.returns.name, operation.returns.of)
    if many:
        ref = TypeRef(of=ref)
    problems.found.extend(_wrong(scope, node, ref, "`result`"))
    return literal(scope, node, ref) if not _is_json(ref) else plain(node)


def _is_json(ref: TypeRef) -> bool:
    return ref.named == "JSON"


def _wrong(scope: Scope, node: Node, ref: TypeRef, what: str) -> Iterator[Problem]:
    """Yield where a result is not of its type."""
    if isinstance(node, Scalar) and node.plain and node.text in _NULLS:
        return
    if ref.of is not None:
        if not isinstance(node, Items):
            yield Problem(node.at, f"{what} harus daftar `{ref}`", "tulis `[…]`")
            return
        for item in node.items:
            yield from _wrong(scope, item, ref.of, what)
    elif scope.is_leaf(ref.named):
        yield from _wrong_leaf(scope, node, ref.named, what)
    elif not isinstance(node, Pairs):
        yield Problem(
            node.at,
            f"{what} harus objek `{ref.named}`",
            f"tulis field yang diharapkan: {hint('', output_fields(scope, ref.named))}",
        )
    else:
        yield from _wrong_fields(scope, node, ref.named)


def _wrong_leaf(scope: Scope, node: Node, leaf: str, what: str) -> Iterator[Problem]:
    if leaf == "JSON":
        return
    if not isinstance(node, Scalar):
        yield Problem(node.at, f"{what} harus satu nilai `{leaf}`", "tulis nilainya")
        return
    expected = text_misfit(node.text, leaf, scope)
    if expected is not None:
        yield Problem(
            node.at, f"{what}: `{node.shown}` bukan nilai `{leaf}`", f"tulis {expected}"
        )


def _wrong_fields(scope: Scope, node: Pairs, name: str) -> Iterator[Problem]:
    fields = output_fields(scope, name)
    if not node.pairs:
        yield Problem(node.at, "objek tanpa field", "tulis setidaknya satu field")
    for key, value in node.pairs:
        if key.text == "__typename":
            continue
        ref = fields.get(key.text)
        if ref is None:
            yield Problem(
                key.at,
                f"`{key.text}` bukan field type `{name}`",
                hint(key.text, fields),
            )
        else:
            yield from _wrong(scope, value, ref, f"field `{key.text}`")
