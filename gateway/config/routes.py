"""Routes: an argument's value chooses which service is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gateway.config.place import NOWHERE, Place, Word


@dataclass(frozen=True, slots=True)
class Route:
    """The addresses of a service by the value of an argument.

    With `pattern`, by what its first group has of that.

    `bases` are the table's, `otherwise` its `else`. A value that has none goes
    to the connector's own address, or with `unknown` "none" to nobody: there is
    nothing then. Where the argument is absent `every` address is asked, or else
    the connector's own.
    """

    by: Word
    table: Word
    bases: Mapping[str, str] = field(default_factory=dict[str, str])
    otherwise: str | None = None
    unknown: str = "url"
    every: bool = False
    pattern: Word | None = None
    at: Place = NOWHERE

    @property
    def addresses(self) -> tuple[str, ...]:
        """Return every address of the table, each once, in its order."""
        own = () if self.otherwise is None else (self.otherwise,)
        return tuple(dict.fromkeys((*self.bases.values(), *own)))
