"""Which snapshots there are, as far as this process knows: what is not there is not looked for."""

from collections.abc import Iterable

from gateway.connectors.snapshots.names import Place, stem_in


class Listing:
    """The names in each folder. One thread changes it, any may ask.

    `turned` is what a folder looked like when its names were read.
    """

    def __init__(self) -> None:
        self.turned: dict[str, int] = {}
        self._names: dict[str, dict[str, str]] = {}

    def has(self, place: Place) -> bool:
        """Tell whether a snapshot may be there: also where its folder is yet to be read."""
        names = self._names.get(place.folder)
        return names is None or names.get(stem_in(place.name)) == place.name

    def read(self, folder: str, names: Iterable[str], turned: int) -> None:
        """Take note of all names in a folder."""
        self._names[folder] = {stem_in(name): name for name in names}
        self.turned[folder] = turned

    def add(self, place: Place) -> None:
        """Take note of a snapshot that was written."""
        names = self._names.get(place.folder)
        if names is not None:
            names[stem_in(place.name)] = place.name

    def discard(self, places: Iterable[Place]) -> None:
        """Take note of snapshots that were deleted."""
        for place in places:
            self._names.get(place.folder, {}).pop(stem_in(place.name), None)

    def forget(self, folder: str) -> None:
        """Know no more of a folder."""
        self._names.pop(folder, None)
        self.turned.pop(folder, None)
