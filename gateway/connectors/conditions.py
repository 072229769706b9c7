"""Conditions on an answer: success, "there is none", and the OPD's own message."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from gateway.config.model import Condition, Missing, Path, Success
from gateway.connectors.paths import compile_first, compile_path
from gateway.connectors.value import text_of

Test: TypeAlias = Callable[[object], bool]

_LONGEST: Final = 300  # characters of a message that is shown
_KEY: Final = 32  # characters; a word so long, of letters and digits, is a key
_UNFIT: Final = re.compile(
    r"[<>]|&[#\w]{1,10};|://|SQLSTATE|Exception|Traceback|\bline \d", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """The OPD said no; `message` is its own text, fit to show, if it gave one."""

    message: str | None


def compile_condition(condition: Condition) -> Test:
    """Compile a condition into a test on a decoded body.

    Values compare as text, exactly. An object or a list is no text: it equals
    nothing. A condition that lists no values asks that the value is not null.
    """
    get = compile_first(condition.paths)
    wanted = frozenset(condition.one_of)
    unwanted = frozenset(condition.none_of)
    if not wanted and not unwanted:
        return lambda body: get(body) is not None

    def test(body: object) -> bool:
        text = text_of(get(body))
        if text is None:
            return not wanted
        return text not in unwanted and (not wanted or text in wanted)

    return test


def compile_success(
    success: tuple[Success, ...],
) -> Callable[[object], Refusal | None]:
    """Compile `success` into a function that gives a Refusal, or None for yes.

    The message is that of the first condition that does not hold.
    """
    judges = tuple(map(_compile_judge, success))
    if len(judges) == 1:
        return judges[0]

    def judge(body: object) -> Refusal | None:
        for one in judges:
            refusal = one(body)
            if refusal is not None:
                return refusal
        return None

    return judge


def _compile_judge(success: Success) -> Callable[[object], Refusal | None]:
    test = compile_condition(success.condition)
    message = compile_message(success.messages)

    def judge(body: object) -> Refusal | None:
        return None if test(body) else Refusal(message(body))

    return judge


def all_messages(success: tuple[Success, ...]) -> tuple[Path, ...]:
    """Return where any message may stand, for an answer that is refused by its status."""
    return tuple([path for one in success for path in one.messages])


def compile_missing(missing: Missing) -> Callable[[int, object], bool]:
    """Compile `missing` into a test on an HTTP status and a decoded body."""
    statuses = frozenset(missing.statuses)
    tests = tuple(map(compile_condition, missing.conditions))
    if not tests:
        return lambda status, _body: status in statuses

    def is_missing(status: int, body: object) -> bool:
        return status in statuses or any(test(body) for test in tests)

    return is_missing


def compile_message(paths: tuple[Path, ...]) -> Callable[[object], str | None]:
    """Compile the paths of an OPD's message into a function that gives the first.

    Only a single line of at most 300 characters is given, without markup,
    addresses, what looks like a key, or the marks of a program's error: whatever else an upstream
    writes there is not for citizens.
    """
    gets = tuple(map(compile_path, paths))

    def message(body: object) -> str | None:
        for get in gets:
            value = get(body)
            text = fit_to_show(value) if isinstance(value, str) else None
            if text is not None:
                return text
        return None

    return message


def fit_to_show(text: str) -> str | None:
    """Return an OPD's text if it is fit for citizens; see `compile_message`."""
    text = text.replace("\u00a0", " ").strip()
    if not text or len(text) > _LONGEST or _UNFIT.search(text):
        return None
    if any(len(word) >= _KEY and _mixed(word) for word in text.split()):
        return None
    return text if text.isprintable() else None


def _mixed(word: str) -> bool:
    return any(map(str.isdigit, word)) and any(map(str.isalpha, word))
