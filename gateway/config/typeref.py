"""Type references: `Buku`, `Buku!`, `[Buku!]!`, as the GraphQL specification §3.4 writes them."""

import re
from dataclasses import dataclass

from typing_extensions import override

_NAMED = re.compile(r"[_A-Za-z][_0-9A-Za-z]*\Z")


@dataclass(frozen=True, slots=True)
class TypeRef:
    """A type as used by a field or an argument.

    Exactly one of `name` (a named type) and `of` (a list of `of`) is set.
    `required` is the trailing `!`.
    """

    name: str | None = None
    of: "TypeRef | None" = None
    required: bool = False

    @override
    def __str__(self) -> str:
        inner = self.name if self.of is None else f"[{self.of}]"
        return f"{inner}!" if self.required else f"{inner}"

    @property
    def named(self) -> str:
        """Return the name at the innermost of the lists."""
        ref = self
        while ref.of is not None:
            ref = ref.of
        return ref.name or ""

    @property
    def is_list(self) -> bool:
        """Tell whether the outermost is a list."""
        return self.of is not None


def parse_type(text: str) -> TypeRef | None:
    """Read a type reference; None where the text is not one."""
    text = text.strip()
    required = text.endswith("!")
    if required:
        text = text[:-1].rstrip()
    if text.startswith("[") and text.endswith("]"):
        inner = parse_type(text[1:-1])
        return None if inner is None else TypeRef(of=inner, required=required)
    return TypeRef(name=text, required=required) if _NAMED.match(text) else None
