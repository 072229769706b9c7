"""Raw values as text, and the one error for a value that breaks its type."""

from typing import Final, TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

EXACT: Final = 2**53  # beyond this a JSON number may have been rounded


class BadValue(ValueError):  # noqa: N818 - named as the code it becomes
    """A value breaks its declared type; the text never quotes the value."""


def text_of(value: object) -> str | None:
    """Return a scalar as text: 200 is `200`, true is `true`, null is `null`.

    An integral float is written without its point, so that 200, 200.0 and
    "200" are one text. None for objects, lists, and numbers that are not
    finite or too large to be the number that was sent.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float) and -EXACT < value < EXACT:
        return str(int(value)) if value.is_integer() else repr(value)
    return None
