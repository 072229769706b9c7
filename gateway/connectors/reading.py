"""Readings compiled: from a row to a field's raw value, and to its graph value."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from gateway.config.links import answers_with, link_target
from gateway.config.model import (
    Config,
    Discriminator,
    FieldDef,
    Operation,
    Reader,
    Reading,
)
from gateway.config.place import Word
from gateway.connectors.media_links import MediaLinks
from gateway.connectors.nearness import DISTANCE
from gateway.connectors.paths import compile_jmespath, compile_path
from gateway.connectors.readers import (
    TEXTS,
    Effort,
    Read,
    ReadColumn,
    compile_column,
    compile_constant,
    compile_reader,
    passes,
    tokens_of,
)
from gateway.connectors.sourcing import (
    Get,
    composed,
    dated,
    first_of,
    parted,
    without,
)
from gateway.connectors.value import text_of

_MEASURED: Final = Reading(paths=((DISTANCE,),))
_WRITTEN: Final = frozenset({"csv", "xml", "soap", "feed", "text"})  # in texts alone


@dataclass(frozen=True, slots=True)
class FieldReading:
    """How one field is read from a row.

    `get` finds the raw value in a row that is a mapping; `key` is set where
    that is the plain item of this name. `read` makes the graph value of one
    raw leaf, never None; instances of exactly `plain` need no reading. `value`
    does both: it gives a leaf, or a list of leaves, and may raise BadValue.
    """

    get: Get
    key: str | None
    read: Read | None
    plain: type | None
    one_or_many: bool
    value: Get


class Readings:
    """Compiles readings of a configuration and keeps them.

    `links` make addresses of files into links to the gateway, where there are some.
    """

    def __init__(self, config: Config, links: MediaLinks | None = None) -> None:
        self.config = config
        self._links = links
        self._kept: dict[tuple[str, str, str, str], FieldReading] = {}
        self._efforts: dict[str, Effort] = {}

    def definition(self, type_: str, operation: Operation, field: str) -> FieldDef:
        """Return a field's definition as an operation's rows have it."""
        name = Word(field)
        kind = Word(type_)
        owner = self.config.types.get(kind) or self.config.interfaces[kind]
        override = self._override(operation, name)
        near = operation.near
        measured = near is not None and near.distance == field
        if not measured and override is None:
            return owner.fields[name]
        if not answers_with(self.config, operation, type_):
            return owner.fields[name]
        found = override or owner.fields[name]
        return replace(found, reading=_MEASURED) if measured else found

    def _override(self, operation: Operation, name: Word) -> FieldDef | None:
        """Return an operation's own reading, or that of the list whose rows it gives."""
        found, local = operation.fields.get(name), operation.lookup_in
        if found is not None or local is None or operation.batch is not None:
            return found
        queries = self.config.connectors[operation.connector].queries
        return queries[local.query].fields.get(name)

    def field(self, type_: str, operation: Operation, field: str) -> FieldReading:
        """Compile the reading of a field of an operation's rows."""
        identity = (type_, operation.connector, operation.name, field)
        found = self._kept.get(identity)
        if found is None:
            definition = self.definition(type_, operation, field)
            home = str(operation.connector)
            found = self._kept[identity] = self._compile(definition, home)
        return found

    def column(self, type_: str, operation: Operation, field: str) -> ReadColumn | None:
        """Compile the reading of a field in all of an operation's rows at once.

        From the plain items of the rows to graph values. None where it is no plain
        leaf of each row, or most values are so that they need no reading.
        """
        found = self.field(type_, operation, field)
        if found.read is None or found.key is None or found.plain is str:
            return None
        if found.plain is not None and operation.format.kind not in _WRITTEN:
            return None
        definition = self.definition(type_, operation, field)
        if definition.type.is_list:
            return None
        leaf = str(self.leaf(definition))
        return compile_column(leaf, definition.reading.reader, found.read)

    def discriminator(self, name: str) -> Callable[[object], str | None]:
        """Compile how a row of an interface or union tells its type."""
        word = Word(name)
        abstract = self.config.interfaces.get(word) or self.config.unions[word]
        assert abstract.discriminator is not None  # noqa: S101 - checks/ demand it
        return self.discriminate(abstract.discriminator)

    @staticmethod
    def discriminate(discriminator: Discriminator) -> Callable[[object], str | None]:
        """Compile a discriminator: the name of a row's type, None where none fits."""
        get = compile_path(discriminator.path)
        cases = {text: str(name) for text, name in discriminator.cases.items()}
        other = discriminator.otherwise
        otherwise = None if other is None else str(other)

        def decide(row: object) -> str | None:
            text = text_of(get(row))
            return otherwise if text is None else cases.get(text, otherwise)

        return decide

    def returned(self, operation: Operation) -> Read:
        """Compile the reader of an operation that returns leaves."""
        leaf = operation.returns.named
        enum = self.config.enums.get(Word(leaf))
        reader = operation.read.reader
        effort = self._effort(str(operation.connector))
        return compile_reader(leaf, reader, self.config.tables, enum, effort)

    def _effort(self, connector: str) -> Effort:
        """Return what the patterns of one connector's fields share."""
        return self._efforts.setdefault(connector, Effort())

    @staticmethod
    def answered(operation: Operation) -> Get | None:
        """Compile what is made of an answer before its leaves are read, if anything."""
        split = operation.read.reader.split
        return parted(lambda answer: answer, split) if split else None

    def leaf(self, definition: FieldDef) -> str | None:
        """Return the leaf type a field's raw values are read as; None for objects."""
        name = definition.type.named
        kind = self.config.types.get(Word(name))
        if kind is None:
            abstract = Word(name) in self.config.interfaces or (
                Word(name) in self.config.unions
            )
            return None if abstract else name
        if link_target(self.config, definition) is None or len(kind.key) != 1:
            return None
        return kind.fields[kind.key[0]].type.named

    def _compile(self, definition: FieldDef, connector: str) -> FieldReading:
        reading = definition.reading
        leaf = self.leaf(definition)
        get, key = self._get(definition, leaf)
        read = plain = None
        if leaf is not None and reading.value is None:
            enum = self.config.enums.get(Word(leaf))
            tables, effort = self.config.tables, self._effort(connector)
            read = compile_reader(leaf, reading.reader, tables, enum, effort)
            plain = passes(leaf, reading.reader)
            if leaf == "Int" and reading.reader == Reader():
                plain = int  # whoever uses it checks the 32 bits
            if definition.proxy and self._links is not None:
                read, plain = self._links.read(connector, read), None
        one = leaf == "JSON" or reading.reader.part is not None
        value = _valued(get, read, whole=one and not definition.type.is_list)
        if key is not None and plain is str and leaf == "ID":
            value = _identified(key, value)
        return FieldReading(get, key, read, plain, reading.one_or_many, value)

    def _get(self, definition: FieldDef, leaf: str | None) -> tuple[Get, str | None]:
        reading, listed = definition.reading, definition.type.is_list
        if reading.value is not None:
            enum = self.config.enums.get(Word(leaf or ""))
            constant = compile_constant(reading.value, leaf or "String", enum)
            return (lambda _row: constant), None
        single = leaf not in {None, "JSON"} and not listed
        get, key = _raw(reading, leaf, single=single)
        if listed or (leaf is None and not definition.with_):
            tokens = tokens_of(leaf or "String", reading.reader)
            get = without(get, tokens, single=not listed)
        if reading.reader.split:
            get, key = parted(get, reading.reader.split), None
        return get, key


def _raw(reading: Reading, leaf: str | None, *, single: bool) -> tuple[Get, str | None]:
    """Compile how a raw value is found, and the plain item that it is."""
    if reading.jmespath is not None:
        return compile_jmespath(reading.jmespath), None
    if reading.template is not None:
        return composed(reading.template), None
    if reading.date:
        partial = leaf == "String" or reading.reader.part is not None
        return dated(reading.date, whole=not partial), None
    first, *others = reading.paths
    if others:
        tokens = tokens_of(leaf or "String", reading.reader)
        blank = leaf not in TEXTS or reading.reader.nulls is None
        return first_of(reading.paths, tokens, blank=blank, single=single), None
    plain = len(first) == 1 and isinstance(first[0], str)
    return compile_path(first, single=single), str(first[0]) if plain else None


def _valued(get: Get, read: Read | None, *, whole: bool = False) -> Get:
    """Get and read: a leaf, or a list of leaves; with `whole` of a list one leaf."""
    if read is None:
        return get

    def value(row: object) -> object:
        raw = get(row)
        if raw is None or whole or not isinstance(raw, list):
            return None if raw is None else read(raw)
        items = cast("list[object]", raw)
        return [None if item is None else read(item) for item in items]

    return value


def _identified(key: str, value: Get) -> Get:
    """Read an ID in few steps where it is the plain text or number it mostly is.

    Rows are asked for their keys again and again: to fetch what they link to,
    to match what came, to show it.
    """

    def identified(row: Any) -> object:
        try:
            raw = row[key]
        except (KeyError, TypeError):
            return value(row)
        if raw.__class__ is str:
            return raw
        return str(raw) if raw.__class__ is int else value(row)

    return identified
