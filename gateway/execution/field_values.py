"""The functions that make the values of one selection's fields.

Here is decided what reads a field and what shapes it; `generate.py` writes the lines
that call it. A field is of the row itself, or of the row that completes it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from gateway.config.model import BadRows, Operation
from gateway.config.typeref import TypeRef
from gateway.connectors.reading import FieldReading
from gateway.connectors.value import BadValue
from gateway.errors import Unauthenticated
from gateway.execution.failure import Origin, Path
from gateway.execution.fetched import completed, fetched
from gateway.execution.keys import compile_key
from gateway.execution.plan import (
    Completion,
    Denied,
    Embedded,
    Fetched,
    Field,
    Leaf,
    Selection,
    Shown,
    Source,
)
from gateway.execution.typed import Rows, typed
from gateway.execution.values import (
    BROKEN,
    Run,
    Shaped,
    Value,
    blame,
    got,
    leaf,
    leaf_item,
    refused,
    required_leaf,
    vacant,
)

if TYPE_CHECKING:  # the two compile each other: a field's rows have fields
    from gateway.execution.project import Projector

_ASK_LOGIN: Final = Unauthenticated("This field is personal data; log in to read it.")


class FieldValues:
    """Makes the functions of one selection's fields."""

    def __init__(
        self, projector: "Projector", selection: Selection, origin: Origin
    ) -> None:
        self.projector = projector
        self.selection = selection
        self.origin = origin

    # -------------------------------------------------- where a value stands

    def operation(self, completion: int | None) -> Operation:
        """Return whose rows hold a field: this row's, or its completion's."""
        if completion is None:
            return self.selection.operation
        definition = self.selection.type.definition
        assert definition is not None  # noqa: S101 - only configured types are completed
        assert definition.lookup is not None  # noqa: S101 - by their lookup
        return definition.lookup

    def reading(self, name: str, operation: Operation) -> FieldReading:
        """Return the compiled reading of a field."""
        readings = self.projector.readings
        return readings.field(self.selection.type.name, operation, name)

    def item(self, field: Field) -> str | None:
        """Return the item of the row that is the value, or its key, just as it is."""
        if isinstance(field, Leaf) and field.completion is None:
            reading = self.reading(field.shown.name, self.selection.operation)
            return reading.key if field.shown.type.of is None else None
        return self._plain_key(field) if isinstance(field, Fetched) else None

    def _plain_key(self, field: Fetched) -> str | None:
        """Return the item of the row that is the key, where it is a single one."""
        if field.completion is not None or len(field.keys) != 1:
            return None
        if field.lookup and field.shown.type.of is not None:
            return None
        reading = self.reading(field.keys[0], self.selection.operation)
        return reading.key if reading.plain is str else None

    def completing(self, completion: Completion) -> Callable[[Any], Any]:
        """Make the function that reads the key of the row that completes this one."""
        key = compile_key(
            self.projector.readings,
            self.selection.type.name,
            self.selection.operation,
            completion.keys,
        )
        return _quiet(key)

    # ------------------------------------------------------- what it becomes

    def inline(self, shown: Shown, reading: FieldReading) -> Value:
        """Make the function of a leaf of this row, whose item is found in line."""
        origin = Origin(shown.nodes, self.origin.connector)
        return _one_leaf(shown.type, reading, origin)

    def value(self, field: Leaf | Embedded) -> Value:
        """Make the function of a value of this row, or of the one that completes it."""
        operation = self.operation(field.completion)
        reading = self.reading(field.shown.name, operation)
        rows = self.projector.rows(operation, field.shown)
        if isinstance(field, Leaf):
            value = _leaves(field.shown.type, reading, rows)
        else:
            item = self.projector.composite(field.of, rows.origin)
            assert item is not None  # noqa: S101 - an embedded field has a selection
            value = typed(field.shown.type, item, rows, one_or_many=reading.one_or_many)
        if field.completion is None:
            return got(reading.get, value, rows.origin)
        return completed(reading, value, rows.origin)

    def fetched(self, field: Fetched) -> tuple[Value, Value]:
        """Make the functions of what other fetches gave: from the row, and from its key."""
        owner = self.operation(field.completion)
        return fetched(self.projector, field, owner, self.selection.type.name)

    def not_object(self) -> Value:
        """Make the function of a row that is no object."""
        origin = self.origin

        def not_object(row: Any, path: Path, key: str | int, run: Run) -> Any:
            """Note that there is no row, or record that it is no object."""
            if vacant(row):
                run.odd = True
                return None
            blame(run, origin, path, key, row, "not an object")
            return BROKEN

        return not_object


def denied(field: Denied) -> Value:
    """Make the function of personal data that nobody is logged in for."""
    return refused(_ASK_LOGIN, Origin(field.shown.nodes))


def source_of(field: Source) -> object:
    """Return what is shown of the connector that gave a row."""
    if field.fields is None:
        return field.values["konektor"]
    names = {"__typename": "Sumber", **field.values}
    return {shown.key: names[shown.name] for shown in field.fields}


def _leaves(kind: TypeRef, reading: FieldReading, rows: Rows) -> Value:
    """Make the function of a leaf type, within lists or not."""
    if kind.of is None:
        return _one_leaf(kind, reading, rows.origin)
    strict = Rows(rows.origin, BadRows.NULL)
    item = Shaped(leaf_item(reading.read, rows.origin))
    return typed(kind, item, strict, one_or_many=reading.one_or_many)


def _one_leaf(kind: TypeRef, reading: FieldReading, origin: Origin) -> Value:
    """Make the function of a leaf type that is no list."""
    make = required_leaf if kind.required else leaf
    return make(reading.read, origin)


def _quiet(key: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Read a key, where one that cannot be read is simply not found."""

    def quiet(row: Any) -> Any:
        try:
            return key(row)
        except BadValue:
            return None

    return quiet
