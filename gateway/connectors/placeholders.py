"""Placeholders of a call: an argument's value, found, written, named if refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TypeAlias

from gateway.config.model import Argument, InputDef, Table, Template
from gateway.config.place import Word
from gateway.config.typeref import TypeRef
from gateway.connectors.paths import compile_path
from gateway.connectors.writers import Write, compile_writer
from gateway.errors import BadInput

Args: TypeAlias = Mapping[str, object]
Texts: TypeAlias = Callable[[Args], list[str]]
Slot: TypeAlias = Callable[[Args], object]


@dataclass(frozen=True, slots=True)
class Scope:
    """What the placeholders of one call may name."""

    args: Mapping[Word, Argument]
    tables: Mapping[Word, Table] = field(default_factory=dict[Word, Table])
    inputs: Mapping[Word, InputDef] = field(default_factory=dict[Word, InputDef])

    def argument(self, path: tuple[str, ...]) -> tuple[Argument, TypeRef]:
        """Find the argument, or the field of an input object, that a path names.

        A path may end in the name of one of its parts: it is written as that.
        Also its type: a list of its own where an object before it stands in a
        list. Raises ValueError, in Indonesian, for an unknown one.
        """
        found, many = self._known(self.args, path[0], path), False
        for name in path[1:]:
            part = found.send.parts.get(Word(name))
            if part is not None:
                found = replace(found, send=part)
                break
            many = many or found.type.is_list
            below = self.inputs.get(Word(found.type.named))
            found = self._known({} if below is None else below.fields, name, path)
        return found, TypeRef(of=found.type) if many else found.type

    def lead(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """Return a path to the value that is written, without the name of a part."""
        if len(path) == 1:
            return path
        parent, _ = self.argument(path[:-1])
        return path[:-1] if Word(path[-1]) in parent.send.parts else path

    @staticmethod
    def _known(
        args: Mapping[Word, Argument], name: str, path: tuple[str, ...]
    ) -> Argument:
        found = args.get(Word(name))
        if found is None:
            reason = f"argumen `{'.'.join(path)}` tidak ada"
            raise ValueError(reason)
        return found


def compile_value(path: tuple[str, ...]) -> Slot:
    """Compile a placeholder into a function that finds its value; None if absent."""
    name, rest = path[0], compile_path(path[1:])
    if len(path) == 1:
        return lambda args: args.get(name)
    return lambda args: rest(args.get(name))


def compile_text(
    path: tuple[str, ...], scope: Scope
) -> Callable[[Args], str | list[str] | None]:
    """Compile a placeholder into a function that writes its value as text.

    A refusal (BadInput) names the argument.
    """
    argument, ref = scope.argument(path)
    value = compile_value(scope.lead(path))
    write: Write = compile_writer(ref, argument.send, scope.tables, scope.inputs)
    name = ".".join(path)

    def text(args: Args) -> str | list[str] | None:
        try:
            return write(value(args))
        except BadInput as error:
            raise named(name, error) from error

    return text


def named(name: str, error: BadInput) -> BadInput:
    """Return a refusal that tells which argument it is about.

    `name` may lead into an input object: it is that argument then.
    """
    argument = name.partition(".")[0]
    return BadInput(f"argument `{name}`: {error.message}", argument=argument)


def compile_texts(template: Template, scope: Scope) -> Texts:
    """Compile a template into a function that gives its texts.

    None of them if a placeholder is absent or null; several if one is a list
    that its writer does not join: one for each element, and for several such
    lists one for each combination. Of a template of pieces those that have a text,
    joined.
    """
    if template.pieces:
        return _compile_pieces(template, scope)
    parts = [
        part if isinstance(part, str) else compile_text(part, scope)
        for part in template.parts
        if part != ""
    ]
    if all(isinstance(part, str) for part in parts):
        constant = ["".join(part for part in parts if isinstance(part, str))]
        return lambda _: constant
    if len(parts) == 1 and not isinstance(parts[0], str):
        return _single(parts[0])

    def texts(args: Args) -> list[str]:
        choices = [
            [part] if isinstance(part, str) else _listed(part(args)) for part in parts
        ]
        return ["".join(choice) for choice in product(*choices)]

    return texts


def _compile_pieces(template: Template, scope: Scope) -> Texts:
    pieces = [compile_texts(one, scope) for one in template.pieces]
    join = template.join

    def texts(args: Args) -> list[str]:
        found = [text for piece in pieces for text in piece(args)]
        return [join.join(found)] if found else []

    return texts


def _single(part: Callable[[Args], str | list[str] | None]) -> Texts:
    return lambda args: _listed(part(args))


def _listed(value: str | list[str] | None) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [] if value is None else value
