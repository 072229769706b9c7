"""Who asks: travels with every operation and into every user-scoped key."""

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Principal:
    """The identity an operation runs for. `subject` is None for the public.

    `token` is the citizen's own, for connectors that forward it.
    """

    subject: str | None = None
    token: str | None = field(default=None, repr=False, compare=False)

    @property
    def authenticated(self) -> bool:
        """Tell whether somebody is logged in."""
        return self.subject is not None


ANONYMOUS: Final = Principal()
