"""What one operation has asked: the same call is made once, for all its fields."""

import asyncio
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeAlias

from gateway.connectors.answer import Answer
from gateway.errors import CodedError, Internal

Outcome: TypeAlias = "Answer | CodedError | None"
"""What came of a call for one key: an answer, an error, or that there is none."""

Call: TypeAlias = "asyncio.Future[Mapping[Hashable, Outcome]]"


class Asked:
    """The calls that one operation has made, or is making: for a subject, by key.

    Unlike single flight, which joins concurrent callers of any operation, this
    holds until the operation ends, for failures as well, and also where
    answers are neither kept nor shared.
    """

    __slots__ = ("_subjects",)

    def __init__(self) -> None:
        self._subjects: dict[Hashable, dict[Hashable, Call]] = {}

    def about(self, subject: Hashable) -> dict[Hashable, Call]:
        """Return the calls about a subject, by key."""
        return self._subjects.setdefault(subject, {})


def begin(calls: dict[Hashable, Call], keys: Iterable[Hashable]) -> Call:
    """Announce a call for some keys; whoever does sets its result in any case.

    A key without an outcome in the result was given up.
    """
    call: Call = asyncio.get_running_loop().create_future()
    calls.update(dict.fromkeys(keys, call))
    return call


async def outcome_of(call: Call, key: Hashable) -> Answer | CodedError:
    """Wait for what comes of a key."""
    # A caller who goes must not take the call along: shielded.
    found = (await asyncio.shield(call)).get(key)
    return Internal("A call that was shared was given up.") if found is None else found


def expected(outcome: "Answer | BaseException | None") -> Outcome:
    """Return an outcome that was gathered; raise what is a fault of ours."""
    if isinstance(outcome, BaseException) and not isinstance(outcome, CodedError):
        raise outcome
    return outcome
