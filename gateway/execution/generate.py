"""Generate the function that shows the fields of one object type's rows.

An object type's fields become one generated Python function, because calling
a closure for each of a thousand leaves costs as much as all the rest of a
request. What is generated is only the sequence: reading one item, testing its
class, building the dict; every decision is a function of `values.py` bound by
name.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from gateway.config.model import BadRows, Operation
from gateway.config.typeref import TypeRef
from gateway.connectors.reading import FieldReading
from gateway.connectors.value import BadValue
from gateway.errors import Unauthenticated
from gateway.execution.assemble import HERE, STOP, Lines, text_of_many, text_of_one
from gateway.execution.columnar import LARGE, Column, compile_columns
from gateway.execution.failure import Origin, Path
from gateway.execution.fetched import completed, fetched
from gateway.execution.keys import compile_key
from gateway.execution.plan import (
    Completion,
    Denied,
    Embedded,
    Fetched,
    Field,
    Fresh,
    Leaf,
    Selection,
    Shown,
    Source,
    Typename,
)
from gateway.execution.told import compile_freshness
from gateway.execution.values import (
    BROKEN,
    Many,
    Rows,
    Run,
    Shaped,
    Value,
    blame,
    got,
    leaf,
    leaf_item,
    refused,
    required_leaf,
    typed,
    vacant,
)

if TYPE_CHECKING:  # the two compile each other: a field's rows have fields
    from gateway.execution.project import Projector

_ASK_LOGIN = Unauthenticated("This field is personal data; log in to read it.")


def _not_object(origin: Origin) -> Value:
    def not_object(row: Any, path: Path, key: str | int, run: Run) -> Any:
        """Note that there is no row, or record that it is no object."""
        if vacant(row):
            run.odd = True
            return None
        blame(run, origin, path, key, row, "not an object")
        return BROKEN

    return not_object


class Generator:
    """Generates the function of one selection."""

    def __init__(
        self, projector: "Projector", selection: Selection, origin: Origin
    ) -> None:
        self.projector = projector
        self.selection = selection
        self.origin = origin
        # Nothing in here leads back to it, nor to what is compiled with it: a plan is
        # freed when it is let go of, not when the collector comes by.
        self.names: dict[str, Any] = {
            "BROKEN": BROKEN,
            "not_object": _not_object(origin),
        }
        self.made = Lines()
        self.lines: list[str] = []  # of what is being generated

    def build(self) -> Shaped:
        """Generate the functions; those of many rows are compiled when first used."""
        self.generate()
        few: Many | None = None
        large: Many | None = None

        def many(rows: list[Any], path: Path, run: Run) -> list[Any] | None:
            nonlocal few, large
            if len(rows) < LARGE:
                if few is None:
                    few = self.many({})
                return few(rows, path, run)
            if large is None:
                readings = self.projector.readings
                large = self.many(compile_columns(readings, self.selection))
            return large(rows, path, run)

        return Shaped(self.compiled(text_of_one(self.made)), many)

    def many(self, columns: Mapping[int, Column]) -> Many:
        """Compile the function of many rows, of which some fields are columns."""
        for index, column in columns.items():
            self.bind(f"column{index}", column)
        return cast("Many", self.compiled(text_of_many(self.made, columns)))

    def compiled(self, text: str) -> Value:
        """Compile the text of a function."""
        # The text is made of our own names and of repr()s of response keys.
        exec(compile(text, "<projection>", "exec"), self.names)  # noqa: S102 - see above
        made: Value = self.names.pop("project")
        return made

    def generate(self) -> None:
        """Generate the lines that read a row, and the expression that shows it."""
        made = self.made
        made.items = self.items()
        for index, completion in enumerate(self.selection.completions):
            self.completion(index, completion)
        made.completing = self.lines
        entries: list[str] = []
        for index, field in enumerate(self.selection.fields):
            self.lines = []
            self.field(index, field)
            made.fields.append(self.lines)
            entries.append(f"{field.shown.key!r}: v{index}")
        made.shown = f"{{{', '.join(entries)}}}"

    def items(self) -> list[tuple[int, str]]:
        """Return the fields that are plain items of the row, by index."""
        found: list[tuple[int, str]] = []
        for index, field in enumerate(self.selection.fields):
            if isinstance(field, Leaf) and field.completion is None:
                reading = self.reading(field.shown, self.selection.operation)
                if reading.key is not None and field.shown.type.of is None:
                    found.append((index, reading.key))
            elif isinstance(field, Fetched):
                key = self.plain_key(field)
                if key is not None:
                    found.append((index, key))
        return found

    def plain_key(self, field: Fetched) -> str | None:
        """Return the item of the row that is the key, where it is a single one."""
        if field.completion is not None or len(field.keys) != 1:
            return None
        if field.lookup and field.shown.type.of is not None:
            return None
        operation, (name,) = self.selection.operation, field.keys
        reading = self.projector.readings.field(
            self.selection.type.name, operation, name
        )
        return reading.key if reading.plain is str else None

    def bind(self, name: str, value: Any) -> str:
        """Give the generated code a name for a value."""
        self.names[name] = value
        return name

    def completion(self, index: int, completion: Completion) -> None:
        """Find the row that completes this one."""
        key = self.key(completion.keys)
        self.bind(f"key{index}", _quiet(key))
        self.lines.append(
            f" c{index} = run.got[{completion.fetch}].get(key{index}(row))"
        )

    def field(self, index: int, field: Field) -> None:
        """Generate the reading of one field into its variable."""
        match field:
            case Typename():
                self.lines.append(f" v{index} = {self.selection.type.name!r}")
            case Leaf(completion=None):
                self.leaf(index, field)
            case Source():
                self.bind(f"s{index}", _source(field))
                self.lines.append(f" v{index} = s{index}")
            case Fresh():
                self.bind(f"s{index}", compile_freshness(field.fields))
                self.lines.append(f" v{index} = s{index}(run)")
            case Denied():
                value = refused(_ASK_LOGIN, Origin(field.shown.nodes))
                self.call(index, field.shown, self.bind(f"f{index}", value), "None")
            case Leaf() | Embedded():
                self.value(index, field)
            case Fetched():
                self.fetched(index, field)

    # ------------------------------------------------------------- leaves

    def leaf(self, index: int, field: Leaf) -> None:
        """Generate a leaf of this row; the common ones are read in line."""
        reading = self.reading(field.shown, self.selection.operation)
        simple = reading.key is not None and field.shown.type.of is None
        if not simple:
            self.value(index, field)
            return
        origin = Origin(field.shown.nodes, self.origin.connector)
        make = required_leaf if field.shown.type.required else leaf
        self.bind(f"f{index}", make(reading.read, origin))
        test = self.plain(index, reading)
        otherwise = "if"
        if reading.plain is str and field.shown.type.name == "ID":
            self.lines.append(
                f' if v{index}.__class__ is int: v{index} = f"{{v{index}}}"'
            )
            otherwise = "elif"
        indent = " "
        if test is not None:
            self.lines.append(f" {otherwise} {test}:")
            indent = "  "
        self.lines.append(
            f"{indent}v{index} = f{index}(v{index}, {HERE}, {field.shown.key!r}, run)"
        )
        if field.shown.type.required:
            self.lines.append(f"{indent}if v{index} is BROKEN: {STOP}")

    def plain(self, index: int, reading: FieldReading) -> str | None:
        """Generate the test that a value still needs reading; None for always."""
        if reading.plain is None:
            return None
        kind = self.bind(f"t{index}", reading.plain)
        if reading.plain is int:
            # Within 30 bits a comparison is a single machine word's in CPython;
            # the function that reads the others knows the true bounds.
            bounds = f"-1073741823 <= v{index} <= 1073741823"
            return f"v{index}.__class__ is not {kind} or not {bounds}"
        return f"v{index}.__class__ is not {kind}"

    # ------------------------------------------------------------- others

    def value(self, index: int, field: Leaf | Embedded) -> None:
        """Generate a value that a function makes, of this row or its completion."""
        operation = self.operation(field.completion)
        reading = self.reading(field.shown, operation)
        rows = Rows(
            Origin(field.shown.nodes, self.projector.connector(operation)),
            operation.bad_rows,
        )
        if isinstance(field, Leaf):
            value = self.leaves(field.shown.type, reading, rows)
        else:
            item = self.projector.composite(field.of, rows.origin)
            assert item is not None  # noqa: S101 - an embedded field has a selection
            value = typed(field.shown.type, item, rows, one_or_many=reading.one_or_many)
        if field.completion is None:
            value = got(reading.get, value, rows.origin)
            self.call(index, field.shown, self.bind(f"f{index}", value), "row")
            return
        value = completed(reading, value, rows.origin)
        name = self.bind(f"f{index}", value)
        self.call(index, field.shown, name, f"c{field.completion}")

    @staticmethod
    def leaves(kind: TypeRef, reading: FieldReading, rows: Rows) -> Value:
        """Make the function of a leaf type, within lists or not."""
        if kind.of is None:
            make = required_leaf if kind.required else leaf
            return make(reading.read, rows.origin)
        strict = Rows(rows.origin, BadRows.NULL)
        return typed(
            kind,
            Shaped(leaf_item(reading.read, rows.origin)),
            strict,
            one_or_many=reading.one_or_many,
        )

    def fetched(self, index: int, field: Fetched) -> None:
        """Generate a field whose value other fetches gave."""
        owner = self.operation(field.completion)
        value, inner = fetched(self.projector, field, owner, self.selection.type.name)
        row = "row" if field.completion is None else f"c{field.completion}"
        name = self.bind(f"f{index}", value)
        if self.plain_key(field) is None:
            self.call(index, field.shown, name, row)
            return
        text = f" if v{index}.__class__ is int: v{index} = str(v{index})"
        if not field.lookup:
            quick = self.bind(f"q{index}", inner)
            self.lines += [text, f" if v{index}.__class__ is str:"]
            self.call(index, field.shown, quick, f"v{index}", indent="  ")
            self.lines.append(" else:")
            self.call(index, field.shown, name, row, indent="  ")
            return
        # Many rows link to few: what a key's row became is found in line.
        (fetch,) = field.fetches
        self.made.begun.append(f" s{index} = run.shown[{fetch}].get")
        self.lines += [
            text,
            f" l{index} = s{index}(v{index}) if v{index}.__class__ is str else None",
            f" if l{index} is not None: v{index} = l{index}",
            " else:",
        ]
        self.call(index, field.shown, name, row, indent="  ")

    def call(
        self, index: int, shown: Shown, name: str, argument: str, indent: str = " "
    ) -> None:
        """Generate the call of a value function, passing on what is broken."""
        self.lines.append(
            f"{indent}v{index} = {name}({argument}, {HERE}, {shown.key!r}, run)"
        )
        refusal = STOP if shown.type.required else f"v{index} = None"
        self.lines.append(f"{indent}if v{index} is BROKEN: {refusal}")

    def operation(self, completion: int | None) -> Operation:
        """Return whose rows hold a field: this row's, or its completion's."""
        if completion is None:
            return self.selection.operation
        definition = self.selection.type.definition
        assert definition is not None  # noqa: S101 - only configured types are completed
        assert definition.lookup is not None  # noqa: S101 - by their lookup
        return definition.lookup

    def reading(self, shown: Shown, operation: Operation) -> FieldReading:
        """Return the compiled reading of a field."""
        return self.projector.readings.field(
            self.selection.type.name, operation, shown.name
        )

    def key(
        self, names: tuple[str, ...], completion: int | None = None
    ) -> Callable[[Any], Any]:
        """Make the function that reads a key from a row."""
        return compile_key(
            self.projector.readings,
            self.selection.type.name,
            self.operation(completion),
            names,
        )


def _quiet(key: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Read a key, where one that cannot be read is simply not found."""

    def quiet(row: Any) -> Any:
        try:
            return key(row)
        except BadValue:
            return None

    return quiet


def _source(field: Source) -> object:
    if field.fields is None:
        return field.values["konektor"]
    names = {"__typename": "Sumber", **field.values}
    return {shown.key: names[shown.name] for shown in field.fields}
