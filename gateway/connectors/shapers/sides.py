"""`join` and `codes`: what the rest of the body says of the codes in its rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, repeat
from typing import Any, Final, TypeAlias, cast

from gateway.config.shapers import Codes, Join
from gateway.config.steps import Path
from gateway.connectors.paths import compile_path
from gateway.connectors.shapers.run import (
    Change,
    Row,
    Run,
    attempt,
    each,
    misfit,
    row_of,
)
from gateway.connectors.value import text_of

_AMBIGUOUS: Final = 2
_CUT: Final = 4  # cells that to try one code at one place counts as

_Find: TypeAlias = Callable[[object], object]
_Text: TypeAlias = str | tuple[str, ...]


def compile_join(step: Join) -> Change:
    """Compile `join`: the side list is indexed once for all rows."""
    side = compile_path(step.side)
    code = _code(step.code)
    name = step.name

    def join(value: Any, run: Run) -> object:
        find = run.once(step, lambda: _finder(side(run.body), step))
        if not isinstance(value, list):
            row = row_of(value)
            return {**row, name: find(code(row, 0))}

        def joined(place: int) -> Change:
            return lambda row, _: {
                **row_of(row),
                name: find(code(row, place)),
            }

        rows = cast("list[object]", value)
        return [attempt(joined(place), row, run) for place, row in enumerate(rows)]

    return join


def _finder(side: object, step: Join) -> _Find:
    """Return how a code, or a list of codes, finds what the side list has for it."""
    take = compile_path(step.take)
    index = {code: take(one) for code, one in _coded(side, step)}

    def find(code: object) -> object:
        if isinstance(code, list):
            return [find_one(one) for one in cast("list[object]", code)]
        return find_one(code)

    def find_one(code: object) -> object:
        text = _whole(code)
        return None if text is None else index.get(text)

    return find


def _code(paths: tuple[Path, ...]) -> Callable[[object, int], object]:
    """Compile a row's code: its place, a value, or a tuple of several.

    Where those are lists, as those of a list of objects are, so is the code.
    """
    gets = tuple(map(compile_path, paths))
    if not gets:
        return lambda _, place: place
    if len(gets) == 1:
        only = gets[0]
        return lambda row, _: only(row)

    def code(row: object, _place: int) -> object:
        values = tuple([get(row) for get in gets])
        lists = [cast("list[object]", one) for one in values if isinstance(one, list)]
        if not lists:
            return values
        each = [
            cast("list[object]", one) if isinstance(one, list) else repeat(one)
            for one in values
        ]
        return list(zip(*each, strict=False))

    return code


def _whole(code: object) -> _Text | None:
    """Return a code as text, one of several values as the texts of them all."""
    if not isinstance(code, tuple):
        return _text(code)
    texts = tuple(map(_text, cast("tuple[object, ...]", code)))
    return None if None in texts else cast("tuple[str, ...]", texts)


def _coded(side: object, step: Join) -> Iterator[tuple[_Text, object]]:
    """Yield what a side list holds by its codes, the first of a code last."""
    if isinstance(side, dict):
        entries = cast("Row", side)
        if not step.match:
            return ((key.strip(), one) for key, one in entries.items())
        return _matched([*entries.values()], step)
    if not isinstance(side, list):
        raise misfit("the list to join with is not there")
    listed = cast("list[object]", side)
    if not step.match:
        return ((str(place), one) for place, one in enumerate(listed))
    return _matched(listed, step)


def _matched(listed: Sequence[object], step: Join) -> Iterator[tuple[_Text, object]]:
    match = _code(step.match)
    for one in reversed(listed):
        text = _whole(match(one, 0))
        if text is not None:
            yield text, one


def _text(code: object) -> str | None:
    text = None if code is None else text_of(code)
    return None if text is None else text.strip()


# ------------------------------------------------------------------ codes


def compile_codes(step: Codes) -> Change:
    """Compile `codes`: a text cut where the codes that there are fit on each other."""
    names = list(step.of)
    lists = [compile_path(path) for path in step.of.values()]

    def codes(value: Any, run: Run) -> object:
        known = run.once(step, lambda: [_known(one(run.body)) for one in lists])

        def cut(text: Any, _run: Run) -> object:
            whole = text_of(text)
            found = [] if whole is None else _cuts(whole, known, run)
            if len(found) != 1:
                raise misfit("a text is not made of the codes")
            return dict(zip(names, found[0], strict=True))

        return each(cut)(value, run)

    return codes


def _known(listed: object) -> dict[int, frozenset[str]]:
    """Return the codes that there are, by their length."""
    if not isinstance(listed, (list, dict)):
        raise misfit("the list of codes is not there")
    texts = {_text(one) for one in cast("Iterable[object]", listed)} - {None, ""}
    lengths = {len(text) for text in texts if text is not None}
    return {
        length: frozenset(text for text in texts if text and len(text) == length)
        for length in lengths
    }


def _cuts(
    text: str, known: Sequence[dict[int, frozenset[str]]], run: Run
) -> list[tuple[str, ...]]:
    """Return how a text can be cut into codes: no way, the only one, or two of several.

    From place to place, and at each no more ways than tell that there are several.
    Raises UpstreamBadBody where the codes of all rows together take too long.
    """
    ways: dict[int, list[tuple[str, ...]]] = {0: [()]}
    for codes in known:
        further: dict[int, list[tuple[str, ...]]] = {}
        run.spend(len(ways) * len(codes) * _CUT)
        for place, begun in ways.items():
            for length, texts in codes.items():
                piece = text[place : place + length]
                if piece in texts:
                    there = further.setdefault(place + length, [])
                    room = _AMBIGUOUS - len(there)
                    there.extend((*way, piece) for way in islice(begun, room))
        ways = further
    return ways.get(len(text), [])
