"""One operation, compiled: all that its source has to know of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from gateway.config.model import Operation
from gateway.connectors.answer import Answer
from gateway.connectors.misfit import Fit
from gateway.connectors.outgoing import Reading
from gateway.connectors.second import PLAIN, Form
from gateway.connectors.shape import Shape
from gateway.connectors.template import Prepare

Arguments: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Recipe:
    """One operation, compiled.

    `name` is unlike that of any other operation. `sent` are the arguments that
    go upstream, in the order of the key. `local` filters rows by the arguments
    `narrows`, which may go upstream as well. `checks` refuse arguments, with a
    reason; `private` tells whether their values are personal data.
    """

    name: str
    operation: Operation
    prepare: Prepare
    reading: Reading
    shape: Shape
    arrange: Callable[[object], object]
    sent: tuple[str, ...]
    local: Callable[[Answer, Arguments], object] | None
    checks: Mapping[str, Callable[[object], str | None]]
    narrows: tuple[str, ...] = ()
    heard: tuple[int, ...] = ()  # statuses whose answers are read, failures or not
    private: Mapping[str, Callable[[object], bool]] = field(
        default_factory=dict[str, Callable[[object], bool]]
    )
    personal: bool = False  # the answer is somebody's own
    login: bool = False  # and asked for with their own token
    form: Form = PLAIN  # of its values in a second tier
    fit: Fit | None = None  # where answers are judged
