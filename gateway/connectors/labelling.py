"""By which texts rows and keys meet, compiled: a field as it is read, or a path."""

from gateway.config.model import FieldDef, Operation, Writer
from gateway.config.paths import parse_path
from gateway.config.place import Word
from gateway.config.typeref import TypeRef
from gateway.connectors.labels import Label, as_text, item_as_text, trimmed
from gateway.connectors.paths import compile_path
from gateway.connectors.reading import Readings
from gateway.connectors.writers import compile_writer


class Labelling:
    """Compiles the labels of one configuration."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings
        self._config = readings.config

    def row(self, operation: Operation, word: Word) -> Label:
        """Compile which key a row belongs to: a field as read, or a path as text."""
        if self._field(operation, word) is not None:
            kind = operation.rows.named
            return as_text(self._readings.field(kind, operation, str(word)).value)
        path = parse_path(word)
        match path:
            case (str(key),):
                return item_as_text(key)
            case tuple():
                return as_text(compile_path(path))
            case _:
                return item_as_text(str(word))

    def item(self, operation: Operation, word: Word) -> str | None:
        """Return the plain item of a row that labels it, but for its notation."""
        if self._field(operation, word) is not None:
            kind = operation.rows.named
            reading = self._readings.field(kind, operation, str(word))
            return reading.key if reading.plain is str else None
        match parse_path(word):
            case (str(key),):
                return key
            case tuple():
                return None
            case _:
                return str(word)

    def key(self, operation: Operation, by: Word, word: Word) -> Label:
        """Compile the text a key is matched by: as read, or as it was sent."""
        if self._field(operation, word) is not None:
            return as_text(lambda key: key)
        argument = operation.args[by]
        if argument.send == Writer():
            return trimmed
        return as_text(
            compile_writer(
                TypeRef(argument.type.named),
                argument.send,
                self._config.tables,
                self._config.inputs,
            )
        )

    def _field(self, operation: Operation, word: Word) -> FieldDef | None:
        """Return the field of the returned type that a word names, if it does."""
        kind = self._config.types.get(Word(operation.rows.named))
        return None if kind is None else kind.fields.get(word)
