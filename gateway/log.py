"""An observer that writes lines to a stream: JSON for machines, or plain to read.

Lines carry names, numbers and codes only. A fault is its exception's type and
the lines of code it passed; its text, which may quote somebody's data, is
written in the readable form alone, where a developer looks at test data.

What cannot be written, because the disk is full or nobody reads, is counted and
told of once it can: nobody's request fails because of the log.
"""

import json
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol, cast

from gateway.observe import (
    BreakerClosed,
    BreakerOpened,
    CallEnded,
    CallRefused,
    CredentialRefused,
    Drifted,
    Event,
    Fault,
    FellBack,
    KeyRefused,
    MaintenanceBegan,
    MaintenanceEnded,
    Misfit,
    OperationEnded,
    OperationLeft,
    Overloaded,
    Purged,
    PurgeOrdered,
    Refreshed,
    Refused,
    Relieved,
    Reloaded,
    ReloadFailed,
    Retried,
    SharedTierTurned,
    SnapshotsTurned,
    Spoiled,
    Warmed,
)
from gateway.settings import LogLevel

_ORDER: Final = tuple(LogLevel)
_NAMED: Final[Mapping[type[Event], tuple[LogLevel, str]]] = {
    Refused: (LogLevel.WARNING, "refused"),
    FellBack: (LogLevel.WARNING, "fell_back"),
    CredentialRefused: (LogLevel.ERROR, "credential"),
    Retried: (LogLevel.INFO, "retried"),
    BreakerOpened: (LogLevel.WARNING, "breaker_opened"),
    BreakerClosed: (LogLevel.INFO, "breaker_closed"),
    Spoiled: (LogLevel.WARNING, "spoiled"),
    Misfit: (LogLevel.WARNING, "misfit"),
    Drifted: (LogLevel.WARNING, "drifted"),
    Reloaded: (LogLevel.INFO, "reloaded"),
    ReloadFailed: (LogLevel.ERROR, "reload_failed"),
    MaintenanceBegan: (LogLevel.WARNING, "maintenance"),
    MaintenanceEnded: (LogLevel.INFO, "maintenance_over"),
    Purged: (LogLevel.INFO, "purged"),
    Warmed: (LogLevel.INFO, "warmed"),
    PurgeOrdered: (LogLevel.WARNING, "purge_ordered"),
    KeyRefused: (LogLevel.WARNING, "key_refused"),
    SnapshotsTurned: (LogLevel.WARNING, "snapshots"),
    Overloaded: (LogLevel.WARNING, "overloaded"),
    Relieved: (LogLevel.INFO, "relieved"),
}
"""Events that are written as they are, and how."""
_QUIET: Final = frozenset({OperationEnded, OperationLeft})
_FINE: Final = frozenset({None, "CANCELLED"})
"""Codes of calls that nothing is wrong with: of one that nobody waited for any more, too."""


def _now() -> datetime:
    return datetime.now(UTC)


class Stream(Protocol):
    """Where lines go; an OSError says that one could not be written."""

    def write(self, text: str, /) -> object:
        """Take a line."""
        ...

    def flush(self) -> None:
        """Hold nothing back."""
        ...


@dataclass(slots=True)
class _Gap:
    """How many lines in a row could not be written."""

    lines: int = 0


@dataclass(frozen=True, slots=True)
class Log:
    """The log. `level` is the least that is written."""

    stream: Stream
    level: LogLevel = LogLevel.INFO
    readable: bool = False
    clock: Callable[[], datetime] = _now
    _written: frozenset[LogLevel] = field(init=False, default=frozenset())
    _gap: _Gap = field(init=False, default_factory=_Gap)

    def __post_init__(self) -> None:
        """Work out which levels are written."""
        written = frozenset(_ORDER[_ORDER.index(self.level) :])
        object.__setattr__(self, "_written", written)

    def hears(self, kind: type[Event]) -> bool:
        """Tell whether events of a kind may be written."""
        return kind not in _QUIET or self.wants(LogLevel.DEBUG)

    def see(self, event: Event) -> None:
        """Write an event down."""
        match event:
            case CallEnded():
                level = LogLevel.DEBUG if event.code in _FINE else LogLevel.WARNING
                if self.wants(level):  # most are not written: they cost nothing more
                    self.write(level, "call", _call(event))
            case OperationEnded() | OperationLeft():
                if self.wants(LogLevel.DEBUG):
                    self.write(LogLevel.DEBUG, *_operation(event))
            case CallRefused():
                # The breaker's opening was told; what it refuses may be very much.
                self.write(LogLevel.DEBUG, "call_refused", event._asdict())
            case Refreshed() | SharedTierTurned():
                self.write(*_good_or_bad(event))
            case Fault():
                self.write(LogLevel.ERROR, "fault", self._fault(event))
            case _:
                level, name = _NAMED[type(event)]
                self.write(level, name, asdict(event))

    def wants(self, level: LogLevel) -> bool:
        """Tell whether lines of a level are written."""
        return level in self._written

    def write(self, level: LogLevel, event: str, fields: Mapping[str, object]) -> None:
        """Write one line, if the level is high enough; never raises for the stream's trouble."""
        if self.wants(level) and self._put(self._line(level, event, fields)):
            missed, self._gap.lines = self._gap.lines, 0
            if missed:
                self.write(LogLevel.ERROR, "log_interrupted", {"lines": missed})

    def _put(self, line: str) -> bool:
        """Write a line out; tell whether that went well."""
        try:
            self.stream.write(f"{line}\n")
            self.stream.flush()
        except OSError:
            self._gap.lines += 1
            return False
        return True

    def _line(self, level: LogLevel, event: str, fields: Mapping[str, object]) -> str:
        known = {name: value for name, value in fields.items() if value is not None}
        if self.readable:
            rest = " ".join(f"{name}={_shown(value)}" for name, value in known.items())
            return f"{self.clock():%H:%M:%S} {level:<7} {event} {rest}"
        time = self.clock().isoformat(timespec="milliseconds")
        record = {"time": time, "level": level, "event": event, **known}
        return json.dumps(record, ensure_ascii=False)

    def _fault(self, event: Fault) -> dict[str, object]:
        frames = traceback.extract_tb(event.error.__traceback__)
        return {
            "where": event.where,
            "type": type(event.error).__qualname__,
            "text": str(event.error) if self.readable else None,
            "trace": [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames],
        }


def _shown(value: object) -> str:
    """Write a field's value to be read: words beside, and sentences below each other."""
    if not isinstance(value, tuple | list):
        return str(value)
    items = list(map(str, cast("Sequence[object]", value)))
    if any(" " in one for one in items):
        return "".join(f"\n  {one}" for one in items)
    return ",".join(items) or "-"


def _call(event: CallEnded) -> dict[str, object]:
    return {
        "connector": event.connector,
        "operation": event.operation,
        "ms": _milliseconds(event.seconds),
        "status": event.status,
        "code": event.code,
        "cause": event.cause,
    }


def _good_or_bad(
    event: Refreshed | SharedTierTurned,
) -> tuple[LogLevel, str, dict[str, object]]:
    """Say what is no trouble as information, and the rest as a warning."""
    fields = asdict(event)
    if isinstance(event, Refreshed):
        return LogLevel.WARNING if event.code else LogLevel.INFO, "refreshed", fields
    first = fields.pop("first")
    return LogLevel.INFO if first else LogLevel.WARNING, "shared_tier", fields


def _operation(event: OperationEnded | OperationLeft) -> tuple[str, dict[str, object]]:
    word, errors = "operation_left", None
    if isinstance(event, OperationEnded):
        word, errors = "operation", event.errors
    # The name is the client's own text: bounded, so that no line is.
    return word, {
        "name": event.name[:64] if event.name else None,
        "kind": event.kind,
        "ms": _milliseconds(event.seconds),
        "errors": errors,
        "calls": event.calls,
    }


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 3)
