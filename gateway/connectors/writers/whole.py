"""How a whole value goes into JSON: lists and input objects field by field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, cast

from gateway.config.model import InputDef, Writer
from gateway.config.place import Word
from gateway.config.typeref import TypeRef

Keep: TypeAlias = Callable[[object], object]
Make: TypeAlias = Callable[[TypeRef, Writer], "Keep | None"]
"""From a type and its writer to how a value is written; None for as it is."""


@dataclass(frozen=True, slots=True)
class Wholes:
    """Compiles how whole values go into JSON; a recursive input ends at itself."""

    inputs: Mapping[Word, InputDef]
    write: Make
    known: dict[str, Keep] = field(default_factory=dict[str, Keep])

    def keep(self, ref: TypeRef, writer: Writer) -> Keep:
        """Compile how a value of a type goes in."""
        if Word(ref.named) in self.inputs and not writer.encode:
            return self._object(ref.named)
        return self.write(ref, writer) or (lambda value: value)

    def _object(self, name: str) -> Keep:
        if name in self.known:
            return self.known[name]
        keeps: dict[str, Keep] = {}

        def keep(value: object) -> object:
            if isinstance(value, list):
                return [keep(item) for item in cast("list[object]", value)]
            if not isinstance(value, dict):
                return value
            entries = cast("dict[str, object]", value)
            return {k: keeps[k](v) for k, v in entries.items() if v is not None}

        self.known[name] = keep
        for key, one in self.inputs[Word(name)].fields.items():
            keeps[key] = self.keep(one.type, one.send)
        return keep
