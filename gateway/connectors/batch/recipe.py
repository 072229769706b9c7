"""A batch, compiled."""

from dataclasses import dataclass

from gateway.config.model import Batch
from gateway.connectors.labels import Label
from gateway.connectors.parting import Parts
from gateway.connectors.shape import Shape
from gateway.connectors.template import Prepare


@dataclass(frozen=True, slots=True)
class BatchRecipe:
    """A batch, compiled: `label` gives the text of the key that a row belongs to.

    `text` gives that of a key; for `item` see labels.shares. With `parts` keys are
    asked for together where one key's part goes to the same address.
    """

    batch: Batch
    prepare: Prepare
    shape: Shape
    label: Label
    item: str | None
    text: Label
    parts: Parts | None = None
    shaped: bool = False  # its rows are not those of the body
