"""What reading found on its way."""

from dataclasses import dataclass, field

from gateway.config.problems import Problems


@dataclass(slots=True)
class Notes:
    """Problems, and the names of elements that were dropped since they are faulty.

    A reference to a name in `broken` must not be called unknown.
    """

    problems: Problems = field(default_factory=Problems)
    broken: set[str] = field(default_factory=set[str])
