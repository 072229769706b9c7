"""Conditions on an answer: success, "there is none", and the OPD's own message."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import unescape
from types import MappingProxyType
from typing import Final, TypeAlias

from gateway.config.model import Condition, Missing, Success, Table
from gateway.config.place import Word
from gateway.connectors.paths import compile_first, compile_path
from gateway.connectors.value import text_of

Test: TypeAlias = Callable[[object], bool]
Tell: TypeAlias = Callable[[object], str | None]
Tables: TypeAlias = Mapping[Word, Table]

NO_TABLES: Final[Tables] = MappingProxyType({})
_NULL: Final = "null"
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


def compile_sign(condition: Condition) -> Test:
    """Compile a condition that an answer says something, into a test on its body.

    What is not there is no sign: `none_of` alone does not hold for null, or an
    answer of another kind, an error's for one, would say it too.
    """
    if condition.none_of and not condition.one_of:
        condition = replace(condition, none_of=(*condition.none_of, _NULL))
    return compile_condition(condition)


def compile_success(
    success: tuple[Success, ...], tables: Tables = NO_TABLES
) -> Callable[[object], Refusal | None]:
    """Compile `success` into a function that gives a Refusal, or None for yes.

    The message is that of the first condition that does not hold.
    """
    judges = tuple([_compile_judge(one, tables) for one in success])
    if len(judges) == 1:
        return judges[0]

    def judge(body: object) -> Refusal | None:
        for one in judges:
            refusal = one(body)
            if refusal is not None:
                return refusal
        return None

    return judge


def _compile_judge(
    success: Success, tables: Tables
) -> Callable[[object], Refusal | None]:
    test = compile_condition(success.condition)
    message = compile_message((success,), tables)

    def judge(body: object) -> Refusal | None:
        return None if test(body) else Refusal(message(body))

    return judge


def compile_missing(missing: Missing) -> Callable[[int, object], bool]:
    """Compile `missing` into a test on an HTTP status and a decoded body."""
    statuses = frozenset(missing.statuses)
    tests = tuple(map(compile_sign, missing.conditions))
    if not tests:
        return lambda status, _body: status in statuses

    def is_missing(status: int, body: object) -> bool:
        return status in statuses or any(test(body) for test in tests)

    return is_missing


def compile_message(success: tuple[Success, ...], tables: Tables = NO_TABLES) -> Tell:
    """Compile where an OPD's message may stand into a function that gives the first.

    Only a single line of at most 300 characters is given, without markup,
    addresses, what looks like a key, or the marks of a program's error: whatever else an
    upstream writes there is not for citizens. A code is told as its table says, in words
    of our own; one that the table does not know is no message.
    """
    tells = [
        (compile_path(path), None if one.map is None else tables[one.map])
        for one in success
        for path in one.messages
    ]

    def message(body: object) -> str | None:
        for get, table in tells:
            value = get(body)
            text = _shown(value) if table is None else _told(value, table)
            if text is not None:
                return text
        return None

    return message


def _shown(value: object) -> str | None:
    return fit_to_show(value) if isinstance(value, str) else None


def _told(value: object, table: Table) -> str | None:
    """Return what a table says of a code, if there is one."""
    code = None if value is None else text_of(value)
    return None if code is None else table.entries.get(code.strip(), table.otherwise)


def fit_to_show(text: str) -> str | None:
    """Return an OPD's text if it is fit for citizens; see `compile_message`.

    What PHP escaped for a page is read as it would stand there.
    """
    if len(text := text.strip()) > _LONGEST:
        return None
    text = unescape(text).replace("\u00a0", " ").strip()
    if not text or _UNFIT.search(text):
        return None
    if any(len(word) >= _KEY and _mixed(word) for word in text.split()):
        return None
    return text if text.isprintable() else None


def _mixed(word: str) -> bool:
    return any(map(str.isdigit, word)) and any(map(str.isalpha, word))
