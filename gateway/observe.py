"""What happened, as frozen records handed to an Observer.

Stages report through the `Observer` they were given and import no logger.
Records carry names and numbers only: no address, argument, body or header.
"""

from dataclasses import dataclass
from typing import NamedTuple, Protocol, runtime_checkable


class CallEnded(NamedTuple):
    """One upstream call ended. `seconds` is its duration; `code` None for success.

    `cause` names why no connection stood, where that is known. `own` tells that it was
    sent with a citizen's own token, the limits of which are nobody else's.
    """

    connector: str
    operation: str
    seconds: float
    status: int | None
    code: str | None
    cause: str | None = None
    own: bool = False


class CallRefused(NamedTuple):
    """A call was not made: the breaker is open, or the connector has enough to do."""

    connector: str
    operation: str
    code: str


class OperationEnded(NamedTuple):
    """One GraphQL operation was answered. `seconds` is the whole of its duration."""

    name: str | None
    kind: str
    seconds: float
    errors: int
    calls: int


class OperationLeft(NamedTuple):
    """One GraphQL operation was given up after `seconds`, for nobody waits for it any more.

    Its client is gone, or the gateway has to stop. `calls` had been begun.
    """

    name: str | None
    kind: str
    seconds: float
    calls: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Something broke inside the gateway; `error` is for the operator's log."""

    where: str
    error: BaseException


@dataclass(frozen=True, slots=True)
class Refused:
    """A dialled address was outside a connector's network: a security event."""

    connector: str
    host: str
    address: str


@dataclass(frozen=True, slots=True)
class FellBack:
    """An address of a connector did not answer, and the next is asked.

    `base` is its number among the connector's addresses, 0 the primary.
    """

    connector: str
    operation: str
    base: int
    code: str


@dataclass(frozen=True, slots=True)
class CredentialRefused:
    """A service refused the gateway's own credential: somebody must see to it.

    Told once, until a call succeeds again.
    """

    connector: str


@dataclass(frozen=True, slots=True)
class Reloaded:
    """A new configuration serves.

    `kept` connectors are declared as before and go on as they were; `begun` are
    new or declared otherwise, `ended` are no longer declared.
    """

    kept: tuple[str, ...]
    begun: tuple[str, ...]
    ended: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class ReloadFailed:
    """A changed configuration is wrong, and the old one goes on serving.

    `mistakes` are told as `gateway check` does: with their places, without secrets.
    """

    mistakes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MaintenanceBegan:
    """The operator switched a connector off; `until` is an ISO 8601 time, or open."""

    connector: str
    until: str | None


@dataclass(frozen=True, slots=True)
class MaintenanceEnded:
    """A connector is switched on again, by the operator or because its time is over."""

    connector: str


@dataclass(frozen=True, slots=True)
class Purged:
    """The operator had the kept answers of a connector forgotten: so many of them."""

    connector: str
    answers: int


@dataclass(frozen=True, slots=True)
class PurgeOrdered:
    """Somebody had kept answers of a connector forgotten, by an endpoint.

    `by` is the operator, or the connector whose key it was; `tags` how many tags were
    named, None for everything. The tags themselves are not told.
    """

    connector: str
    by: str
    tags: int | None


@dataclass(frozen=True, slots=True)
class KeyRefused:
    """Somebody asked an endpoint of the operator's with a key that is none."""

    where: str


@dataclass(frozen=True, slots=True)
class SharedTierTurned:
    """The shared tier went away, or came back: its `link`, or `writes` alone.

    `code` is one of a few words of ours for the trouble, None where it came back. The
    `first` time that it is there nothing had been wrong.
    """

    part: str
    up: bool
    code: str | None
    first: bool = False


@dataclass(frozen=True, slots=True)
class SnapshotsTurned:
    """Snapshots on the disk can no longer be read or written, or can again.

    `part` is `reads` or `writes`, `code` one of a few words of ours for the trouble,
    None where there is none any more.
    """

    part: str
    up: bool
    code: str | None


@dataclass(frozen=True, slots=True)
class Overloaded:
    """Operations are refused, since more would pile up; so many are in work.

    So many may be active, and so many requests came lately on connections above the limit.
    """

    work: int
    limit: int
    turned_away: int


@dataclass(frozen=True, slots=True)
class Relieved:
    """Nothing had to be refused for a while; so many operations were before."""

    refused: int


@dataclass(frozen=True, slots=True)
class Retried:
    """A call failed and is sent again. `attempt` is the number of the one that failed.

    It is 1, too, where a reused connection had closed under any of them.
    """

    connector: str
    operation: str
    attempt: int
    code: str


@dataclass(frozen=True, slots=True)
class BreakerOpened:
    """An address of a connector failed too often and is not asked for a while.

    `bad` of `calls` had failed; `base` is its number, 0 the primary.
    """

    connector: str
    base: int
    bad: int
    calls: int


@dataclass(frozen=True, slots=True)
class BreakerClosed:
    """An address of a connector is asked again as before, after some seconds."""

    connector: str
    base: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Spoiled:
    """What a call answered could not be read: it counts as failed, with this code.

    Told in the turn of the event loop in which its CallEnded was, after it.
    """

    connector: str
    operation: str
    code: str


@dataclass(frozen=True, slots=True)
class Misfit:
    """Most of an answer broke its declared types, and its call counts as failed.

    Of `rows` that were looked at `bad` are broken; a null value counts as its part of
    its row.
    """

    connector: str
    operation: str
    bad: float
    rows: int


@dataclass(frozen=True, slots=True)
class Drifted:
    """A key that a service used to send is `gone` from its answers, or is there again.

    It is declared in the configuration, and what reads it is null. Told once for each
    change. `path` is the file's own word for it.
    """

    connector: str
    operation: str
    path: str
    gone: bool


@dataclass(frozen=True, slots=True)
class Warmed:
    """Queries were asked before a new engine serves; `failed` are names of files."""

    ran: int
    failed: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Refreshed:
    """An answer was fetched by the clock, or could not be: `code` tells why.

    It is `shared` where another process had fetched it, or this one before a restart.
    """

    connector: str
    operation: str
    seconds: float
    code: str | None
    shared: bool = False


Event = (
    CallEnded
    | CallRefused
    | Retried
    | BreakerOpened
    | BreakerClosed
    | Spoiled
    | Misfit
    | Drifted
    | OperationEnded
    | OperationLeft
    | Fault
    | Refused
    | FellBack
    | CredentialRefused
    | Reloaded
    | ReloadFailed
    | MaintenanceBegan
    | MaintenanceEnded
    | Purged
    | Warmed
    | PurgeOrdered
    | KeyRefused
    | SharedTierTurned
    | SnapshotsTurned
    | Overloaded
    | Relieved
    | Refreshed
)


class Observer(Protocol):
    """Whoever wants to know."""

    def see(self, event: Event) -> None:
        """Take note of an event; must not block or raise."""
        ...


@runtime_checkable
class Choosy(Observer, Protocol):
    """An observer that says beforehand what it has no use for."""

    def hears(self, kind: type[Event]) -> bool:
        """Tell whether events of a kind are of any use; always the same."""
        ...


def hears(observer: Observer, kind: type[Event]) -> bool:
    """Tell whether an observer wants events of a kind: others need not be made."""
    return not isinstance(observer, Choosy) or observer.hears(kind)


class Silent:
    """An observer that looks away."""

    def hears(self, kind: type[Event]) -> bool:
        """Say no."""
        del kind
        return False

    def see(self, event: Event) -> None:
        """Do nothing."""
