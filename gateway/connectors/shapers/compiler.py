"""From the steps of `shape` to one function."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from gateway.config import shapers as steps
from gateway.connectors.codec import Unreadable
from gateway.connectors.shapers.cells import compile_rows, compile_zip
from gateway.connectors.shapers.columns import compile_pivot, compile_unpivot
from gateway.connectors.shapers.entries import compile_entries
from gateway.connectors.shapers.inside import inside
from gateway.connectors.shapers.lists import compile_echo, compile_flatten
from gateway.connectors.shapers.run import Change, Run, Within
from gateway.connectors.shapers.sides import compile_codes, compile_join
from gateway.connectors.shapers.texts import compile_parse
from gateway.connectors.shapers.wrappers import compile_one_or_many, compile_unwrap
from gateway.connectors.value import BadValue
from gateway.errors import Sent, UpstreamBadBody

_Compile: TypeAlias = Callable[[Any], Change]

_STEPS: Final[Mapping[type, tuple[str, _Compile]]] = MappingProxyType(
    {
        steps.Unwrap: ("unwrap", compile_unwrap),
        steps.OneOrMany: ("one_or_many", compile_one_or_many),
        steps.Rows: ("rows", compile_rows),
        steps.Entries: ("entries", compile_entries),
        steps.Unpivot: ("unpivot", compile_unpivot),
        steps.Parse: ("parse", compile_parse),
        steps.Join: ("join", compile_join),
        steps.Codes: ("codes", compile_codes),
        steps.Pivot: ("pivot", compile_pivot),
        steps.Zip: ("zip", compile_zip),
        steps.Flatten: ("flatten", compile_flatten),
        steps.Echo: ("echo", compile_echo),
    }
)


def compile_shapers(
    shape: Sequence[steps.Shaper], within: Within | None = None
) -> Callable[[object, object, Mapping[str, object]], object]:
    """Compile the steps of `shape`, in order.

    From the selected value, the whole body and the arguments to the shaped value.
    The function raises UpstreamBadBody, naming the step and never the data, for
    a value that a step cannot work on, and for one that would grow too large. It
    tells `within` of the rows that a step looks for rows in.
    """
    compiled = [_compiled(step) for step in shape]

    def reshape(value: object, body: object, arguments: Mapping[str, object]) -> object:
        run = Run(body, arguments, within)
        for number, (name, change) in enumerate(compiled, 1):
            run.renew()
            try:
                value = change(value, run)
            except BadValue as error:
                message = (
                    f"Shape step {number} ({name}) does not suit the answer: {error}."
                )
                raise UpstreamBadBody(message, sent=Sent.YES) from error
        return value

    return reshape


def _compiled(step: steps.Shaper) -> tuple[str, Change]:
    name, compile_ = _STEPS[type(step)]
    change = compile_(step)
    if isinstance(step, steps.OneOrMany):
        return name, inside(step.path, change)
    path = () if isinstance(step, (steps.Flatten, steps.Echo)) else step.path
    return name, inside(path, _sparing(change))


def _sparing(change: Change) -> Change:
    """Make a step leave null, and what is Unreadable, as they are."""

    def changed(value: Any, run: Run) -> object:
        if value is None or isinstance(value, Unreadable):
            return value
        return change(value, run)

    return changed
