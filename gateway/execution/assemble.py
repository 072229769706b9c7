"""Assemble generated lines into the functions of one row, and of many."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

# What no repr() of ours can hold stands for what is said where a row ends early.
STOP: Final = "\0stop"  # something that must not be null is broken
REFUSE: Final = "\0refuse"  # the row is no object
HERE: Final = "\0here"  # the row's path


@dataclass(slots=True)
class Lines:
    """What is generated of one selection.

    `begun` are lines before the first row. `items` are the fields, by index, that
    are plain items of a row, by name; `completing` the lines that find rows which
    complete it; `fields` those of each field. `shown` is the expression of the row
    shown.
    """

    begun: list[str] = field(default_factory=list[str])
    items: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    completing: list[str] = field(default_factory=list[str])
    fields: list[list[str]] = field(default_factory=list[list[str]])
    shown: str = ""


def text_of_one(lines: Lines) -> str:
    """Return the source of the function of one row, a Value."""
    refuse = "return not_object(row, path, key, run)"
    all_ = [
        "def project(row, path, key, run):",
        *lines.begun,
        *_body(lines),
        f" return {lines.shown}",
    ]
    text = "\n".join(all_).replace(STOP, "return BROKEN")
    return text.replace(REFUSE, refuse).replace(HERE, "(path, key)")


def text_of_many(lines: Lines, columns: Collection[int] = ()) -> str:
    """Return the source of the function of many rows, a Many.

    Its errors are never told: where there is one the list is gone through again
    with care. So all rows have the first one's path. The fields of `columns`, by
    index, are read in all rows first.
    """
    body = "\n ".join(["", *_body(lines, columns), f" add({lines.shown})"])
    body = body.replace(STOP, "return None").replace(REFUSE, "return None")
    begun = ["def project(rows, path, run):", *lines.begun]
    for index in columns:
        read = f" a{index} = column{index}(rows)"
        begun += [read, f" if a{index} is None: return None"]
    each = "for row in rows"
    if columns:
        row = ", ".join(f"v{index}" for index in columns)
        rows = ", ".join(f"a{index}" for index in columns)
        each = f"for row, {row} in zip(rows, {rows})"
    begun += [" here = (path, 0)", " out = []", " add = out.append"]
    return "\n".join(begun) + f"\n {each}:{body.replace(HERE, 'here')}\n return out"


def _body(lines: Lines, columns: Collection[int] = ()) -> list[str]:
    """Return the lines that read a row, but for the fields read before."""
    found = [*_items(lines, columns), *lines.completing]
    for index, reading in enumerate(lines.fields):
        if index not in columns:
            found += reading
    return found


def _items(lines: Lines, columns: Collection[int]) -> list[str]:
    """Return the lines that take the plain items of a row."""
    items = [one for one in lines.items if one[0] not in columns]
    if not items:
        return [f" if row.__class__ is not dict: {REFUSE}"]
    # Subscripts cost half of what calls of get() do.
    wanted = "; ".join(f"v{index} = row[{name!r}]" for index, name in items)
    lenient = "; ".join(f"v{index} = get({name!r})" for index, name in items)
    return [
        f" try: {wanted}",
        " except (KeyError, TypeError):",
        f"  if row.__class__ is not dict: {REFUSE}",
        f"  get = row.get; {lenient}",
    ]
