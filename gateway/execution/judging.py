"""Judge: whether most of an answer breaks its types, once a client has met that it does.

What breaks its type is found while it is shown, in what was asked for alone. A call is
judged by all that its answer holds, so that what a client selects does not decide it,
and but once.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gateway.config.model import Config, Operation
from gateway.connectors.answer import Answer
from gateway.connectors.answered import Call
from gateway.connectors.misfit import Tally, tally
from gateway.connectors.reading import Readings
from gateway.errors import UpstreamBadValue
from gateway.execution.compiled import CompiledFetch
from gateway.execution.failure import Failure


def judge(
    failures: Iterable[Failure],
    fetches: Sequence[CompiledFetch],
    got: Sequence[Mapping[Any, Any]],
    readings: Readings,
) -> None:
    """Count calls as failed whose answers mostly break their types."""
    suspects = {
        one.origin.connector.name
        for one in failures
        if one.code == UpstreamBadValue.code and one.origin.connector is not None
    }
    if not suspects:
        return
    for fetch, outcomes in zip(fetches, got, strict=True):
        operation = fetch.fetch.operation
        if operation.connector in suspects:
            _judge(_listed(readings.config, operation), outcomes.values(), readings)


def _judge(operation: Operation, outcomes: Iterable[Any], readings: Readings) -> None:
    """Judge the calls of one fetch by all their answers."""
    breaker = readings.config.connectors[operation.connector].breaker
    found: dict[Call, Tally] = {}
    gave: dict[Call, list[Answer]] = {}
    for answer in map(_whole, filter(_is_answer, outcomes)):
        calls, answer.calls = answer.calls, ()
        if calls:
            one = tally(readings, operation, answer.value)
            for call in calls:
                found[call] = found.get(call, Tally()).plus(one)
                gave.setdefault(call, []).append(answer)
    for call, one in found.items():
        if breaker is not None and one.exceeds(breaker.misfit):
            call.misfit(str(operation.name), round(one.bad, 2), one.rows)
            _let_go(gave[call])


def _let_go(answers: Iterable[Answer]) -> None:
    """Let go of what was made of several calls; these let go of their own answers."""
    for answer in answers:
        if answer.composed and answer.current:
            answer.disown(0.0)


def _is_answer(outcome: object) -> bool:
    return isinstance(outcome, Answer)


def _whole(answer: Answer) -> Answer:
    """Return the answer that another is a part of."""
    while answer.whole is not None:
        answer = answer.whole
    return answer


def _listed(config: Config, operation: Operation) -> Operation:
    """Return whose answer an operation's rows stand in: where it searches a list, that."""
    local = operation.lookup_in
    if local is None or operation.batch is not None:
        return operation
    return config.connectors[operation.connector].queries[local.query]
