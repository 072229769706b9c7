"""Readers of Boolean and of enums."""

import re
from collections.abc import Collection
from typing import Final

from gateway.config.model import EnumDef
from gateway.connectors.readers.stages import Read
from gateway.connectors.value import BadValue, text_of

_TRUE: Final = ("true", "1", "ya", "y", "yes", "t")
_FALSE: Final = ("false", "0", "tidak", "n", "no", "f", "tdk")
_EITHER: Final = "T"
"""Yes in English (true), no in Indonesian (tidak); as `t` it is PostgreSQL's true."""

_GAPS: Final = re.compile(r"[\s\-]+")


def compile_boolean(true: Collection[str], false: Collection[str]) -> Read:
    """Compile the reader of a Boolean.

    The stated words come before the usual ones (true 1 ya y yes t; false 0
    tidak tdk n no f); upper or lower case is one. A `T` has to be stated.
    """
    stated = {word.strip().casefold() for word in (*true, *false)}
    either = None if _EITHER.casefold() in stated else _EITHER
    words = {
        **dict.fromkeys(_TRUE, True),
        **dict.fromkeys(_FALSE, False),
        **{word.strip().casefold(): True for word in true},
        **{word.strip().casefold(): False for word in false},
    }

    def read(value: object) -> bool:
        text = text_of(value)
        known = None if text is None else words.get(text.strip().casefold())
        if known is None:
            reason = "not a boolean"
            raise BadValue(reason)
        if text is not None and text.strip() == either:
            reason = "a T may be yes or no"
            raise BadValue(reason)
        return known

    return read


def compile_enum(enum: EnumDef) -> Read:
    """Compile the reader of an enum: its names, in any case, blanks as `_`."""
    names: dict[str, str] = {str(name): str(name) for name in enum.values}
    upper = {name.upper(): name for name in names}

    def read(value: object) -> str:
        text = text_of(value)
        if text is not None:
            name = names.get(text) or upper.get(_GAPS.sub("_", text.strip()).upper())
            if name is not None:
                return name
        reason = "not a value of its enum"
        raise BadValue(reason)

    return read
