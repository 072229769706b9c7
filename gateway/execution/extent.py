"""How large a root field is: in the bytes of its answers, and in those it would take."""

from collections.abc import Mapping
from typing import Any, Final

from gateway.connectors.answer import Answer
from gateway.execution.compiled import CompiledRoot
from gateway.execution.outline import CELL, Outline

_MOST_BYTES: Final = 16 * 1024**2  # of a root field
MOST: Final = 4 * _MOST_BYTES
"""Bytes of a response, of all its roots together: what is beyond that is not shown."""
_TIMES: Final = 8  # the bytes of an answer that roots may take of it in any case


def size_of(root: CompiledRoot, got: list[dict[Any, Any]]) -> int:
    """Return the bytes of the answers that a root is made of."""
    return sum(_bytes(got[fetch]) for fetch in (*root.firsts, *root.below))


def overgrown(root: CompiledRoot, got: list[dict[Any, Any]], roots: int) -> bool:
    """Tell whether what one of so many roots shows of its answers is too large.

    It is told before anything is made of them, and of small answers without a look at
    their rows: no row has less than two bytes. Of what it links to a row is made once for
    each place in the selection.
    """
    of, least = root.linked or {}, Outline(width=root.lines * CELL)
    if _overlinked([(got[fetch], of.get(fetch, least)) for fetch in root.below]):
        return True
    copies, width, within = root.outline
    size = sum(_bytes(got[fetch]) for fetch in root.firsts)
    share = _MOST_BYTES // roots
    if size // 2 * max(width, within) + size * copies <= share:
        return False
    answers = [one for fetch in root.firsts for one in _answers(got[fetch])]
    rows = sum(_rows(one.value) for one in answers)
    below = sum(_rows_within(one.value) for one in answers) if within else 0
    alike = max((_shown(one, got) for one in answers), default=1)
    made = rows * width + below * within + size * copies
    return made > max(share, _TIMES * size // alike)


def _overlinked(linked: list[tuple[Mapping[Any, Any], Outline]]) -> bool:
    """Tell whether rows that are linked to take too much at the least, with their names.

    What stands within them may be shown or not: that is allowed for as with what roots
    take of their answers.
    """
    rows = within = size = 0
    for outcomes, of in linked:
        answers, own = _answers(outcomes), _bytes(outcomes)
        rows += sum([_rows(one.value) for one in answers]) * of.width
        if own // 2 * of.within > _MOST_BYTES:
            within += sum([_rows_within(one.value) for one in answers]) * of.within
        size += own
    return rows > _MOST_BYTES or rows + within > max(_MOST_BYTES, _TIMES * size)


def _shown(answer: Answer, got: list[dict[Any, Any]]) -> int:
    """Return how many roots show an answer."""
    return sum(outcomes.get(()) is answer for outcomes in got)


def _rows(value: Any) -> int:
    return len(value) if value.__class__ is list else 1


def _rows_within(value: Any) -> int:
    """Count the rows of an answer, its own too: there may be lists of them in lists."""
    rows = 0
    waiting: list[Any] = [value]
    while waiting:
        one: Any = waiting.pop()
        rows += one.__class__ is dict
        parts: Any = one.values() if one.__class__ is dict else one
        waiting += [part for part in parts if isinstance(part, dict | list)]
    return rows


def bounded(root: CompiledRoot, got: list[dict[Any, Any]]) -> bool:
    """Tell whether a root is small enough, roughly, by the bytes it was made of.

    Where no link hangs from a link nothing multiplies level by level, and a
    rough bound will do: no more rows than the first answers have pairs of
    bytes, each with every field, under its name, of the largest answer it links to.
    Measuring each row would cost a small linked request a tenth of its time.
    """
    if not root.below:
        return True
    if not root.flat:
        return False
    of, most = root.linked or {}, Outline(width=root.width)
    first = sum(_bytes(got[fetch]) for fetch in root.firsts)
    linked = sum(
        _widest(_answers(got[fetch]), of.get(fetch, most), root.lines)
        for fetch in root.below
    )
    return first // 2 * (linked + root.width) <= _MOST_BYTES


def _answers(outcomes: Mapping[Any, Any]) -> list[Answer]:
    return [one for one in outcomes.values() if one.__class__ is Answer]


def _bytes(outcomes: Mapping[Any, Any]) -> int:
    return sum([one.size for one in _answers(outcomes)])


def _widest(answers: list[Answer], of: Outline, fields: int) -> int:
    """Return the bytes that the largest of some answers takes at the most, with its names."""
    size = max([one.size for one in answers], default=0)
    rows = max([_rows(one.value) for one in answers], default=0)
    return size * fields + rows * of.width + size // 2 * of.within


def too_large(value: Any) -> bool:
    """Tell whether a value takes more bytes than may be written.

    Rows that several others link to are one object here but many in the
    response, which so grows with every level of lists: each is measured once.
    """
    sizes: dict[int, int] = {}
    waiting: list[Any] = [value]
    while waiting:
        one: Any = waiting[-1]
        known = sizes.get(id(one))
        if known is not None:
            waiting.pop()
            continue
        parts: Any = one.values() if one.__class__ is dict else one
        below: list[Any] = [part for part in parts if isinstance(part, dict | list)]
        fresh = [part for part in below if id(part) not in sizes]
        if fresh:
            waiting.extend(fresh)
            continue
        waiting.pop()
        texts = sum(len(part) for part in parts if isinstance(part, str))
        names = sum(map(len, one)) if one.__class__ is dict else 0
        size = 4 * len(one) + names + texts + sum(sizes[id(part)] for part in below)
        if size > _MOST_BYTES:
            return True
        sizes[id(one)] = size
    return False
