"""Keys of rows that no field looks at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from gateway.config.model import Reading
from gateway.connectors.reads import names_in, paths_of

_MOST_ROWS: Final = 200


@dataclass(slots=True)
class Used:
    """The keys of rows that were seen, and the paths that are looked at.

    Both by the place of the row: "" for the answer's own, `rincian[].` for
    those embedded in a field. What another type is read from is its own matter.
    """

    rows: dict[str, list[Mapping[str, object]]] = field(
        default_factory=dict[str, list[Mapping[str, object]]]
    )
    paths: dict[str, set[tuple[str, ...]]] = field(
        default_factory=dict[str, set[tuple[str, ...]]]
    )
    names: dict[str, set[str]] = field(default_factory=dict[str, set[str]])

    def row(self, row: Mapping[str, object], place: str) -> None:
        """Note a row."""
        kept = self.rows.setdefault(place, [])
        if len(kept) < _MOST_ROWS:
            kept.append(row)

    def reading(self, reading: Reading, place: str, *, embeds: bool) -> None:
        """Note what a reading looks at; a row itself (`.`) only hands it on."""
        if reading.jmespath is not None:
            self.names.setdefault(place, set()).update(names_in(reading.jmespath))
        for path in paths_of(reading):
            names = tuple(one for one in path if isinstance(one, str))
            if names or not embeds:
                self.paths.setdefault(place, set()).add(names)

    def unused(self) -> Iterator[str]:
        """Yield the keys that nothing looks at, with their place."""
        same_row = {key for paths in self.paths.values() for key in map(_first, paths)}
        for place, rows in self.rows.items():
            looked = self.paths.get(place, set())
            names = self.names.get(place, set())
            found: dict[str, None] = {}
            for row in rows:
                found.update(dict.fromkeys(_lying(row, (), looked)))
            for key in found:
                if key.rpartition(".")[2] not in names and key not in same_row:
                    yield f"{place}{key}"


def _first(path: tuple[str, ...]) -> str:
    return path[0] if path else ""


def _lying(
    value: object, above: tuple[str, ...], looked: set[tuple[str, ...]]
) -> Iterator[str]:
    if not isinstance(value, Mapping):
        return
    for key, inner in cast("Mapping[str, object]", value).items():
        path = (*above, key)
        if path in looked:
            continue
        if any(one[: len(path)] == path for one in looked):
            items = cast("list[object]", inner) if isinstance(inner, list) else [inner]
            for item in items:
                yield from _lying(item, path, looked)
        else:
            yield ".".join(path)
