"""Arguments: their bounds, and how they are written into a request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from gateway.config.place import NOWHERE, Place, Word
from gateway.config.typeref import TypeRef

Const: TypeAlias = (
    "bool | int | float | str | tuple[Const, ...] | Mapping[str, Const] | None"
)
"""A constant as GraphQL input: JSON's values with tuples for lists."""


@dataclass(frozen=True, slots=True)
class Writer:
    """How an argument's value becomes upstream text: the reverse of a reader.

    `parts` are further ways to write the same value, each by a name that a
    placeholder says after the argument's: `{tanggal.bulan}`.
    """

    format: Word | None = None
    zone: Word | None = None
    part: Word | None = None  # from | to: the end of a period
    pattern: Word | None = None  # regular expression; its first group is sent
    map: Word | None = None  # a one-to-one table, used backwards
    pad: int | None = None  # zero-padded to this width
    case: str | None = None  # upper | lower | title
    plus: int | None = None
    minus: int | None = None
    times: Word | None = None  # a factor, as a decimal number
    round: int | None = None  # digits after the point
    notation: Word | None = None
    prefix: str | None = None
    suffix: str | None = None
    quote: str | None = None  # around the text, and doubled within it
    join: str | None = None
    true: Word | None = None
    false: Word | None = None
    encode: tuple[Word, ...] = ()  # json | base64 | base64url, in turn
    parts: "Mapping[Word, Writer]" = field(default_factory=dict["Word", "Writer"])


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of an operation, or a field of an input object."""

    name: Word
    type: TypeRef
    about: str | None = None
    deprecated: str | None = None
    default: Const = None
    has_default: bool = False
    pattern: Word | None = None  # the whole text must match
    min: Word | None = None
    max: Word | None = None
    length: tuple[int, int | None] | None = None  # of a text or a list
    enum: tuple[Word, ...] = ()  # allowed values, as text
    personal: bool = False
    send: Writer = Writer()
    at: Place = NOWHERE
    type_at: Place = NOWHERE
