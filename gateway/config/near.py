"""Nearness: rows by their distance from a point that the arguments give."""

from dataclasses import dataclass

from gateway.config.place import NOWHERE, Place, Word


@dataclass(frozen=True, slots=True)
class Near:
    """Keep the rows around a point, nearest first.

    `lat` and `lon` are fields of the rows, in degrees; `to_lat` and `to_lon` the
    arguments of the point, given together or not at all. `within` is the
    argument of the radius and `distance` the field that holds how far a row
    is, both in kilometres.
    """

    lat: Word
    lon: Word
    to_lat: Word
    to_lon: Word
    within: Word | None = None
    distance: Word | None = None
    at: Place = NOWHERE

    @property
    def arguments(self) -> tuple[Word, ...]:
        """Return the arguments it takes."""
        point = (self.to_lat, self.to_lon)
        return point if self.within is None else (*point, self.within)
