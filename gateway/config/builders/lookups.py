"""A type's `lookup` and `batch`: one operation whose arguments are its key."""

from collections.abc import Mapping
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation

from gateway.config.builders.batches import batch, called
from gateway.config.builders.graphql import entities_call
from gateway.config.builders.inherit import Inherited
from gateway.config.builders.operations import Shelf, answered, inside
from gateway.config.builders.routes import routed
from gateway.config.checks.builtins import SCALARS
from gateway.config.model import (
    Argument,
    FieldDef,
    Operation,
    Reader,
    Writer,
)
from gateway.config.place import Place, Word
from gateway.config.section import EMPTY, Section
from gateway.config.typeref import TypeRef


def lookup(
    name: Word,
    connector: Word | None,
    section: Section,
    fields: Mapping[Word, FieldDef],
    context: tuple[Inherited, Shelf],
) -> Operation | None:
    """Build the lookup of the type `name`; None where it has none, or a faulty one."""
    inherited, shelf = context
    stated, many = section.get("lookup", Section), section.get("batch", Section)
    if stated is None and many is None:
        return None
    at = section.spot("lookup") if stated is not None else section.spot("batch")
    if connector is None:
        _homeless(name, at, shelf)
        return None
    keys = section.words("key")
    args = {key: _argument(key, fields.get(key)) for key in keys}
    one, sound = called(stated or EMPTY, shelf.notes)
    together = None
    if many is not None:
        other = entities_call(many, fields, keys) if "entities" in many else one
        together = batch(many, args, keys, other, shelf.notes)
    found, whole = inside(stated or EMPTY, shelf, lent=many is not None)
    if not (sound and whole) or (many is not None and together is None):
        shelf.notes.broken.add(name)
        return None
    returns = TypeRef(name)
    return Operation(
        name=Word(f"lookup{name}", name.at),
        connector=connector,
        returns=returns,
        call=one,
        args=args,
        expose=False,
        batch=together,
        lookup_in=found,
        route=routed(EMPTY, inherited.route, args, shelf.tables),
        at=at,
        returns_at=name.at,
        **answered(stated or EMPTY, returns, inherited, shelf),
    )


def _homeless(name: Word, at: Place, shelf: Shelf) -> None:
    shelf.notes.problems.add(
        at,
        f"type `{name}` tidak berada di dalam konektor, jadi tidak dapat dicari",
        "pindahkan `lookup` dan `batch` bersama tipenya ke konektor pemiliknya",
    )


def _reversed(leaf: str, reader: Reader) -> Writer:
    """Return the writer that undoes a reader, as far as one can.

    Of several formats the first is written; a factor is undone where its
    reciprocal is a decimal number.
    """
    return Writer(
        format=reader.format[0] if reader.format and leaf in SCALARS else None,
        zone=reader.zone if leaf in {"DateTime", "Time"} else None,
        map=reader.map,
        true=next(iter(reader.true), None),
        false=next(iter(reader.false), None),
        times=None if reader.times is None else _reciprocal(reader.times),
    )


def _reciprocal(factor: Word) -> Word | None:
    """Return one divided by a factor, None where that never ends."""
    exactly = Context(prec=40, traps=[Inexact, DivisionByZero, InvalidOperation])
    try:
        found = exactly.divide(Decimal(1), Decimal(factor))
    except ArithmeticError:
        return None
    return Word(format(found, "f"), factor.at)


def _argument(key: Word, field: FieldDef | None) -> Argument:
    """Make the argument of a key field, written as the field is read, reversed."""
    if field is None:
        return Argument(key, TypeRef("ID", required=True), at=key.at, type_at=key.at)
    leaf = field.type.named
    return Argument(
        name=key,
        type=TypeRef(leaf, required=True),
        personal=field.personal,
        send=_reversed(leaf, field.reading.reader),
        at=key.at,
        type_at=field.type_at,
    )
