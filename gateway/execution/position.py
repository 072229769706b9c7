"""Where rows stand in a plan, and what they need of a fetch."""

from collections.abc import Mapping
from dataclasses import dataclass

from graphql import (
    FieldNode,
)

from gateway.execution.plan import (
    Step,
)


@dataclass(frozen=True, slots=True)
class Position:
    """Where rows stand: under each of these fetches, at these steps.

    Several fetches make a merge; their rows stand at one place of the
    response, so what hangs below them is fetched together.
    """

    feeds: tuple[tuple[int, tuple[Step, ...]], ...]
    path: tuple[str, ...]

    def down(self, step: Step, key: str | None = None) -> "Position":
        """Return the position one step further down."""
        path = self.path if key is None else (*self.path, key)
        feeds = tuple((fetch, (*steps, step)) for fetch, steps in self.feeds)
        return Position(feeds, path)


@dataclass(frozen=True, slots=True)
class Need:
    """What a fetch needs of the rows: for each argument, the field that fills it.

    `nodes` are those of the field that it serves. With `spread` the one field
    is a link, whose lists hold a key each.
    """

    require: Mapping[str, str]
    nodes: tuple[FieldNode, ...] = ()
    spread: bool = False

    @property
    def identity(self) -> tuple[object, ...]:
        """Return what two needs of one fetch share.

        At one place of the response stand different fields, where the rows
        are of different types.
        """
        return (*self.require.items(), self.spread, *map(id, self.nodes))
