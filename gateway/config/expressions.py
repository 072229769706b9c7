"""What a reading needs of a row: the paths it goes, before any row is there."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from gateway.config.model import Reading
from gateway.config.paths import parse_path
from gateway.config.steps import Path
from gateway.config.templates import Piece, pieces

_EITHER: Final = frozenset(
    {"or_expression", "and_expression", "not_expression", "comparator"}
)
_HERE: Final = frozenset({"current", "identity", "index", "slice"})
_ONWARD: Final = frozenset(
    {"subexpression", "index_expression", "pipe", "projection", "flatten"}
)


class Anything(ValueError):  # noqa: N818 - what an expression asks for
    """An expression wants all there is, whatever its name."""


def needed(reading: Reading) -> tuple[Path, ...]:
    """Return the paths of a row whose values a reading uses.

    Raises Anything for a JMESPath expression that names no fields.
    """
    if reading.jmespath is not None:
        found: list[Path] = []
        _follow(_parsed(reading.jmespath), [()], found)
        return tuple(dict.fromkeys(found))
    if reading.template is not None:
        return _in_template(reading.template)
    return (*reading.paths, *reading.date)


def leading(reading: Reading) -> tuple[Path, ...]:
    """Return the paths at which the objects stand that a reading finds.

    Raises Anything, as `needed` does.
    """
    if reading.jmespath is not None:
        found: list[Path] = []
        return tuple(dict.fromkeys(_follow(_parsed(reading.jmespath), [()], found)))
    return needed(reading)


def _in_template(text: str) -> tuple[Path, ...]:
    found: list[Path] = []
    for piece in pieces(text):
        if isinstance(piece, Piece) and piece.placeholder:
            path = parse_path(piece.text)
            found += [path] if isinstance(path, tuple) else []
    return tuple(found)


def _parsed(text: str) -> Mapping[str, Any]:
    import jmespath  # noqa: PLC0415 - seldom used, and slow to import

    return jmespath.compile(text).parsed


def _follow(
    node: Mapping[str, Any], bases: list[Path], found: list[Path]
) -> list[Path]:
    """Note the paths an expression goes from `bases`; return where it leads to.

    `node` is of the syntax tree of jmespath.org's grammar.
    """
    kind: str = node["type"]
    below: list[Mapping[str, Any]] = node["children"]
    if kind == "field":
        ends = [(*base, str(node["value"])) for base in bases]
        found += ends
        return ends
    if kind in _HERE:
        return bases
    if kind in _ONWARD:
        for one in below:
            bases = _follow(one, bases, found)
        return bases
    if kind == "filter_projection":
        rows = _follow(below[0], bases, found)
        _follow(below[2], rows, found)
        return _follow(below[1], rows, found)
    if kind == "value_projection":
        raise Anything
    return _parts(kind, below, bases, found)


def _parts(
    kind: str,
    below: Iterable[Mapping[str, Any]],
    bases: list[Path],
    found: list[Path],
) -> list[Path]:
    """Follow an expression whose parts stand beside each other."""
    if kind == "function_expression":
        listed = list(below)
        plain = [one for one in listed if one["type"] != "expref"]
        ends = [end for one in plain for end in _follow(one, bases, found)]
        for one in listed:
            if one["type"] == "expref":
                _follow(one["children"][0], ends, found)
        return ends
    ends = [end for one in below for end in _follow(one, bases, found)]
    # An object that an expression makes has keys of its own: nothing leads on.
    return ends if kind in _EITHER else []
