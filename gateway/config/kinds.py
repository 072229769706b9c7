"""What may stand in a position of connectors.yaml: the vocabulary's building blocks.

These are data. The reader (`read.py`), the JSON Schema (`json_schema.py`) and
the reference (`reference.py`) are each derived from them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from gateway.config.nodes import Scalar


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a scalar is refused, better than "this is not a …".

    `offset` is where in the text it goes wrong.
    """

    reason: str
    remedy: str | None = None
    offset: int = 0


Parse: TypeAlias = Callable[[Scalar], object]
"""A scalar to its value, to a `Wrong`, or to None where it just is not one."""


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar.

    `noun` and `like` are Indonesian: "durasi" and "`3s`, `5m`". `pattern` is
    the regular expression of its text for the JSON Schema, and `json` the
    types an editor may take an unquoted one for.
    """

    noun: str
    like: str
    parse: Parse
    pattern: str | None = None
    json: tuple[str, ...] = ("string",)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words, each with what it means."""

    noun: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class List:
    """Several values; with `single`, one alone may stand without brackets.

    Only with `empty` may there be none.
    """

    item: "Kind"
    single: bool = False
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """A mapping whose keys the author chooses. `each` names one of them."""

    each: str
    value: "Kind"


@dataclass(frozen=True, slots=True)
class Key:
    """One word of the vocabulary: what it takes and what it means (Indonesian).

    `default` and `example` are YAML text for the reference and for messages.
    `also` are words that people try instead of it.
    """

    name: str
    kind: "Kind"
    about: str
    required: bool = False
    default: str | None = None
    example: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known keys.

    `short` is the key that a value without a mapping stands for; `hints` are remedies
    for words that belong elsewhere, or stand in its place. An `open` record stays
    although a required word is missing or faulty, since others refer to what it holds.
    One with `some` must not be empty.
    """

    label: str
    about: str
    keys: tuple[Key, ...]
    short: str | None = None
    hints: Mapping[str, str] = field(default_factory=dict[str, str])
    open: bool = False
    some: bool = False
    words: Mapping[str, Key] = field(init=False, repr=False)
    required: tuple[str, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        required = tuple([key.name for key in self.keys if key.required])
        object.__setattr__(self, "required", required)
        object.__setattr__(self, "words", {key.name: key for key in self.keys})


@dataclass(frozen=True, slots=True)
class Shapes:
    """One kind or another, told apart by the shape of what is written."""

    scalar: "Kind"
    items: "Kind | None" = None
    pairs: "Kind | None" = None


@dataclass(frozen=True, slots=True)
class Fork:
    """A mapping that is `then` where it has the key `key`, else `otherwise`."""

    key: str
    then: Record
    otherwise: "Names | Record"


@dataclass(frozen=True, slots=True)
class Variants:
    """A mapping that is one of several records: the one its word `key` names.

    A text alone names one that needs nothing more. Each record has `key` itself.
    """

    noun: str
    key: str
    records: Mapping[str, Record]

    @property
    def choice(self) -> Choice:
        """Return what may stand under the key."""
        return Choice(
            self.noun, {name: one.about for name, one in self.records.items()}
        )


@dataclass(frozen=True, slots=True)
class Free:
    """Anything; kept as nodes."""

    noun: str


Kind: TypeAlias = (
    Text | Choice | List | Names | Record | Shapes | Fork | Variants | Free
)
