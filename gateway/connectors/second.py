"""The seam for a second tier of what is kept: shared by processes, or on disk.

The memory (store.py) is the first tier: live objects, no await. A second tier is
asked inside single flight, after the memory and before the service, and is told of
every answer that the memory keeps. Without one nothing here is ever called.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple, Protocol, TypeAlias

import orjson

from gateway.connectors.answer import Answer
from gateway.connectors.freshness import Lifetime, State
from gateway.connectors.key import Key
from gateway.connectors.shelf import Shelf
from gateway.connectors.store import Store
from gateway.connectors.validators import Validators

_STRICT: Final = (
    orjson.OPT_PASSTHROUGH_DATACLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_SUBCLASS
)

_SAME: Final = 0.5
"""Seconds by which two clocks may differ about the age of one answer."""

Wanted: TypeAlias = Mapping[Key, tuple[str, ...]]
"""Keys of calls, each with the tags that its answer would have."""


class Form(NamedTuple):
    """What JSON is made of an operation's values, and what is made of that again.

    `write` raises TypeError for what is to stay in this process, `read` ValueError for
    what `write` has not made.
    """

    write: Callable[[Any], object]
    read: Callable[[object], object]


def _as_it_is(value: object) -> object:
    return value


PLAIN: Final = Form(_as_it_is, _as_it_is)
"""The form of values that are JSON already."""


class Kept(NamedTuple):
    """One answer as a second tier keeps it.

    `body` is the shaped value as JSON, `size` its share of the service's body in
    bytes, `as_of` the Unix time at which it was got, for people to read. How old it
    is when it is given back, in seconds, `age`, is the tier's to know, by one clock
    that all who share it agree on: nothing is decided by `as_of`. It is to be let go
    of after `lifetime.ttl + lifetime.stale`. What is `personal` is one subject's own,
    whose name is in the key; a tier may refuse it.
    """

    body: bytes
    size: int
    as_of: float
    lifetime: Lifetime
    age: float = 0.0
    validators: Validators | None = None
    tags: tuple[str, ...] = ()
    personal: bool = False


class SecondTier(Protocol):
    """Keeps answers outside this process's memory, for one connector.

    It fails open: trouble is a miss, never an exception, and is bounded in time by
    the tier itself. Names for its keys are made by `digest` (key.py). Only `get` and
    `claim` are waited for; the others begin to work and return.
    """

    async def get(self, wanted: Wanted) -> Mapping[Key, Kept]:
        """Return what is kept under some keys; what is put for one is put after this."""
        ...

    def put(self, key: Key, kept: Kept) -> None:
        """Keep an answer under a key, in place of the old one."""
        ...

    def delete(self, keys: Sequence[Key]) -> None:
        """Forget some keys."""
        ...

    def invalidate(self, tags: Sequence[str] | None) -> None:
        """Forget what any of these tags names; None for everything of the connector."""
        ...

    async def claim(self, keys: Sequence[Key], seconds: float) -> Sequence[bool]:
        """Tell of each key whether this process is to renew it, for some seconds."""
        ...

    def hold(self, keys: Sequence[Key], seconds: float) -> None:
        """Hold what this process has claimed for so many seconds more, for 0 no more.

        What was put before is found by whoever claims it next.
        """
        ...


def packed(
    answer: Answer, tags: tuple[str, ...], form: Form = PLAIN, *, personal: bool
) -> Kept | None:
    """Return an answer, which was just kept, for a second tier; None if it is not JSON."""
    if answer.lifetime is None:
        return None
    try:
        body = orjson.dumps(form.write(answer.value), option=_STRICT)
    except TypeError:  # a value that was refused, an integer beyond 64 bits
        return None
    return Kept(
        body,
        answer.size,
        answer.as_of,
        answer.lifetime,
        validators=answer.validators,
        tags=tags,
        personal=personal,
    )


def unpacked(
    kept: Kept, key: Key, store: Shelf[Answer], form: Form = PLAIN
) -> Answer | None:
    """Return a second tier's answer, put into the memory; None where it is of no use.

    What cannot be read, or is too old, is none.
    """
    if kept.age >= kept.lifetime.ttl + kept.lifetime.stale:
        return None
    try:
        value = form.read(orjson.loads(kept.body))
    except ValueError:
        return None
    answer = Answer(value, kept.size, kept.as_of, key)
    answer.validators = kept.validators
    answer.keep(store, kept.lifetime, kept.tags, max(kept.age, 0.0))
    return answer if answer.kept else None


async def recalled(
    tier: SecondTier, wanted: Wanted, store: Store[Answer], form: Form = PLAIN
) -> dict[Key, Answer]:
    """Return what a second tier has of some keys, now in the memory as well.

    What is no newer than the memory's own is none, unless that is fresh by now and so
    as good; nor is what was dropped by order while the tier was asked.
    """
    epoch = store.epoch
    held = await tier.get(wanted)
    if epoch != store.epoch:
        return {}
    found: dict[Key, Answer] = {}
    for key, kept in held.items():
        own = store.old(key)
        if own is not None and store.now() - kept.age <= (own.kept_at or 0.0) + _SAME:
            if own.step().state is State.FRESH:  # another caller came first
                found[key] = own
            continue
        answer = unpacked(kept, key, store, form)
        if answer is None:
            tier.delete((key,))
        else:
            found[key] = answer
    return found
