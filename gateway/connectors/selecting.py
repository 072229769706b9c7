"""The selection of a GraphQL service's fields that is wanted, as text.

It is the same text whatever the order in which fields were asked for, so that
equal needs are one request, here and in whatever keeps answers upstream.
"""

from collections.abc import Iterable
from typing import Final

from gateway.config.graphql import Aliased
from gateway.config.model import Operation
from gateway.config.steps import Path, Pick

SELECT: Final = "\0select"
"""The argument that holds the rows' selection: no client's can have its name."""
EACH: Final = "\0each"
"""The argument that holds those of each key, where one request asks for many."""
NOTHING: Final = "__typename"
"""What is selected where nothing is wanted: every object has it (§4.4)."""


def selects(operation: Operation) -> bool:
    """Tell whether an operation's own requests say which fields they want."""
    calls = (operation.call, operation.batch.call if operation.batch else None)
    return any(one is not None and one.graphql is not None for one in calls)


class Wanted:
    """What is wanted of one object: fields by response key, and cases by type."""

    __slots__ = ("_cases", "_fields", "_object", "_written")

    def __init__(self, written: str = "") -> None:
        self._written = written
        self._object = False
        self._fields: dict[str, Wanted] = {}
        self._cases: dict[str, Wanted] = {}

    def __bool__(self) -> bool:
        """Tell whether anything is wanted."""
        return bool(self._fields or self._cases)

    def leaf(self, path: Path) -> None:
        """Want the value at a path; of (), nothing more than there is."""
        self._at(path)

    def down(self, path: Path) -> "Wanted":
        """Want the object, or the objects, at a path; return what is wanted of it."""
        below = self._at(path)
        below._object = True  # noqa: SLF001 - of this class
        return below

    def on(self, kind: str) -> "Wanted":
        """Return what is wanted of those that are of a type of the service."""
        return self._cases.setdefault(kind, Wanted())

    def text(self) -> str:
        """Return the selection, without the braces around it."""
        parts = [self._fields[key]._text() for key in sorted(self._fields)]  # noqa: SLF001 - of this class
        parts += [
            f"...on {kind}{{{self._cases[kind].text()}}}"
            for kind in sorted(self._cases)
        ]
        return _joined(parts) or NOTHING

    def _text(self) -> str:
        below = self._object or self._fields or self._cases
        return f"{self._written}{{{self.text()}}}" if below else self._written

    def _at(self, path: Path) -> "Wanted":
        here = self
        for key in path:
            if isinstance(key, Pick):
                here.leaf(key.path)
            elif isinstance(
                key, str
            ):  # an index is of an answer's list, not of its type
                written = key.written if isinstance(key, Aliased) else key
                here = here._fields.setdefault(str(key), Wanted(written))
        return here


def _joined(parts: Iterable[str]) -> str:
    """Join what is selected, with blanks where two names would become one."""
    text = ""
    for part in parts:
        blank = text and not text.endswith("}")
        text += f" {part}" if blank else part
    return text
