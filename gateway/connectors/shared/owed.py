"""Invalidations that could be told to nobody, until they can: decided without I/O."""

from typing import Final

from gateway.connectors.shared.news import Tags

MOST_TAGS: Final = 100
"""Tags of one invalidation; of more it is everything of a connector."""


class Owed:
    """What is to be dropped of each connector: by tags, or all of it."""

    def __init__(self) -> None:
        self._tags: dict[str, Tags] = {}

    def __bool__(self) -> bool:
        """Tell whether anything is owed."""
        return bool(self._tags)

    def __contains__(self, connector: str) -> bool:
        """Tell whether something of a connector is."""
        return connector in self._tags

    def add(self, connector: str, tags: Tags = None) -> None:
        """Owe one invalidation more."""
        known = self._tags.get(connector, ())
        self._tags[connector] = (
            None if known is None or tags is None else bounded((*known, *tags))
        )

    def pop(self) -> tuple[str, Tags]:
        """Take a connector, and what is owed of it."""
        return self._tags.popitem()


def bounded(tags: Tags) -> Tags:
    """Return tags, each once; None, for everything, where they are too many."""
    found = None if tags is None else tuple(dict.fromkeys(tags))
    return None if found is None or len(found) > MOST_TAGS else found
