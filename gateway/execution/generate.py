"""Generate the function that shows the fields of one object type's rows.

An object type's fields become one generated Python function, because calling
a closure for each of a thousand leaves costs as much as all the rest of a
request. What is generated is only the sequence: reading one item, testing its
class, building the dict; every decision is a function of `values.py` bound by
name, as `field_values.py` chooses it.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from gateway.connectors.reading import FieldReading
from gateway.execution.assemble import HERE, STOP, Lines, text_of_many, text_of_one
from gateway.execution.columnar import LARGE, Column, compile_columns
from gateway.execution.failure import Origin, Path
from gateway.execution.field_values import FieldValues, denied, source_of
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
from gateway.execution.values import BROKEN, Many, Run, Shaped, Value

if TYPE_CHECKING:  # the two compile each other: a field's rows have fields
    from gateway.execution.project import Projector


class Generator:
    """Generates the function of one selection."""

    def __init__(
        self, projector: "Projector", selection: Selection, origin: Origin
    ) -> None:
        self.readings = projector.readings
        self.selection = selection
        self.values = FieldValues(projector, selection, origin)
        # Nothing in here leads back to it, nor to what is compiled with it: a plan is
        # freed when it is let go of, not when the collector comes by.
        self.names: dict[str, Any] = {
            "BROKEN": BROKEN,
            "not_object": self.values.not_object(),
        }
        found = map(self.values.item, selection.fields)
        # Of the fields that are plain items of the row, by their index.
        self.items = {i: item for i, item in enumerate(found) if item is not None}
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
                large = self.many(compile_columns(self.readings, self.selection))
            return large(rows, path, run)

        return Shaped(self.compiled(text_of_one(self.made)), many)

    def many(self, columns: Mapping[int, Column]) -> Many:
        """Compile the function of many rows, of which some fields are columns."""
        for index, column in columns.items():
            self.bind(f"column{index}", column)
        return cast("Many", self.compiled(text_of_many(self.made, columns)))

    def compiled(self, text: str) -> Value:
        """Compile the text of a function.

        Others of the selection may be compiled beside the loop (aside.py): the names are
        theirs as well, what it makes is not.
        """
        made: dict[str, Value] = {}
        # The text is made of our own names and of repr()s of response keys.
        exec(compile(text, "<projection>", "exec"), self.names, made)  # noqa: S102 - see above
        return made["project"]

    def generate(self) -> None:
        """Generate the lines that read a row, and the expression that shows it."""
        made = self.made
        made.items = list(self.items.items())
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

    def bind(self, name: str, value: Any) -> str:
        """Give the generated code a name for a value."""
        self.names[name] = value
        return name

    def completion(self, index: int, completion: Completion) -> None:
        """Find the row that completes this one."""
        self.bind(f"key{index}", self.values.completing(completion))
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
                self.bind(f"s{index}", source_of(field))
                self.lines.append(f" v{index} = s{index}")
            case Fresh():
                self.bind(f"s{index}", compile_freshness(field.fields))
                self.lines.append(f" v{index} = s{index}(run)")
            case Denied():
                name = self.bind(f"f{index}", denied(field))
                self.call(index, field.shown, name, "None")
            case Leaf() | Embedded():
                self.value(index, field)
            case Fetched():
                self.fetched(index, field)

    # ------------------------------------------------------------- leaves

    def leaf(self, index: int, field: Leaf) -> None:
        """Generate a leaf of this row; the common ones are read in line."""
        if index not in self.items:
            self.value(index, field)
            return
        reading = self.values.reading(field.shown.name, self.selection.operation)
        self.bind(f"f{index}", self.values.inline(field.shown, reading))
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
        name = self.bind(f"f{index}", self.values.value(field))
        self.call(index, field.shown, name, _row(field.completion))

    def fetched(self, index: int, field: Fetched) -> None:
        """Generate a field whose value other fetches gave."""
        value, inner = self.values.fetched(field)
        row = _row(field.completion)
        name = self.bind(f"f{index}", value)
        if index not in self.items:
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


def _row(completion: int | None) -> str:
    """Return the variable of the row that holds a field."""
    return "row" if completion is None else f"c{completion}"
