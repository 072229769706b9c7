"""Rows of a table that is as wide as its header throughout, as most are."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeAlias, cast

MANY: Final = 2_000
"""Rows that are worth a function of their own: making it takes 0.2 ms."""

_WIDEST: Final = 100  # columns
_Rows: TypeAlias = Iterable[list[str]]


def even_rows(rows: _Rows, names: Sequence[str]) -> list[object] | None:
    """Make an object of each row; a row whose cells are all empty is left out.

    None where a row is wider or narrower than its header, or the header is one
    cell or a hundred: whoever asks has to look at each row then.
    """
    if not 1 < len(names) < _WIDEST or not all(names):
        return None
    try:
        return _maker(len(names))(filter(None, rows), names)
    except ValueError:  # of Python, taking apart a row that is not as wide
        return None


def _maker(width: int) -> Callable[[_Rows, Sequence[str]], list[object]]:
    """Generate the comprehension of objects of so many keys.

    It says each key and cell by a variable, which takes a third of the time of
    `dict(zip(names, row))`. What is generated depends on a number alone; the
    names of columns are its argument.
    """
    keys = ", ".join(f"k{i}" for i in range(width))
    cells = ", ".join(f"v{i}" for i in range(width))
    items = ", ".join(f"k{i}: v{i}" for i in range(width))
    full = " or ".join(f"v{i}" for i in range(width))
    text = (
        f"def make(rows, names):\n {keys} = names\n"
        f" return [{{{items}}} for {cells} in rows if {full}]"
    )
    made: dict[str, object] = {}
    exec(compile(text, "<table>", "exec"), made)  # noqa: S102 - its text is made of numbers
    return cast("Callable[[_Rows, Sequence[str]], list[object]]", made["make"])
