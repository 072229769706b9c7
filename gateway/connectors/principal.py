"""Who asks: travels with every operation and into every user-scoped key."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Principal:
    """The identity an operation runs for. `subject` is None for the public."""

    subject: str | None = None

    @property
    def authenticated(self) -> bool:
        """Tell whether somebody is logged in."""
        return self.subject is not None


ANONYMOUS: Final = Principal()
