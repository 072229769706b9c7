"""A mapping of the file after its words were read: typed values with places."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from gateway.config.place import Place, Word

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Section:
    """The values of one record. `broken` are keys whose value was refused."""

    at: Place
    values: Mapping[str, object]
    spots: Mapping[str, Place]
    broken: frozenset[str] = frozenset()

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def get(self, key: str, kind: type[T]) -> T | None:
        """Return a value of the class that the vocabulary reads it into."""
        value = self.values.get(key)
        return value if isinstance(value, kind) else None

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return a yes or no."""
        value = self.values.get(key)
        return value if isinstance(value, bool) else default

    def words(self, key: str) -> tuple[Word, ...]:
        """Return a list of words, empty where it is not stated."""
        return cast("tuple[Word, ...]", self.values.get(key, ()))

    def sections(self, key: str) -> "Mapping[Word, Section]":
        """Return the named records below a key."""
        return cast("Mapping[Word, Section]", self.values.get(key, {}))

    def named(self, key: str) -> "dict[str, Section]":
        """Return the named records below a key, by plain text."""
        return {str(name): one for name, one in self.sections(key).items()}

    def entries(self, key: str) -> Mapping[Word, Any]:
        """Return what stands under each name below a key."""
        return cast("Mapping[Word, Any]", self.values.get(key, {}))

    def spot(self, key: str) -> Place:
        """Return the place of a key's value, else of the whole."""
        return self.spots.get(key, self.at)

    def over(self, base: "Section", groups: tuple[frozenset[str], ...]) -> "Section":
        """Return this on top of `base`; stating one of a group drops its others."""
        dropped = {
            key
            for group in groups
            if not group.isdisjoint(self.values)
            for key in group
        }
        kept = {k: v for k, v in base.values.items() if k not in dropped}
        return Section(
            self.at, {**kept, **self.values}, {**base.spots, **self.spots}, self.broken
        )


EMPTY = Section(Place("", 0, 0), {}, {})
