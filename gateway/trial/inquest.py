"""The rows of an answer gone through field by field: each null and its reason."""

from collections.abc import Iterator
from typing import Any, cast

from gateway.config.links import link_target
from gateway.config.model import Config, FieldDef, Operation, Reading, TypeDef
from gateway.config.paths import parse_path
from gateway.config.place import Word
from gateway.connectors.reading import FieldReading, Readings
from gateway.connectors.value import BadValue, text_of
from gateway.execution.values import vacant
from gateway.trial.absent import ONE_OF_MANY, absent, unread
from gateway.trial.findings import Findings
from gateway.trial.masking import HIDDEN
from gateway.trial.wording import quoted

BAD = "UPSTREAM_BAD_VALUE"
_DEEPEST = 12
_ROW = "(baris)"


class Inquest:
    """Goes through the rows of one operation."""

    def __init__(
        self, readings: Readings, operation: Operation, *, show: bool = False
    ) -> None:
        self._readings = readings
        self._config: Config = readings.config
        self._operation = operation
        self._show = show
        self.found = Findings()

    def value(self, value: object) -> Findings:
        """Go through a selected value: rows, an object, or leaves."""
        name = self._operation.rows.named
        rows = cast("list[object]", value) if isinstance(value, list) else [value]
        for word in _looked_at(self._operation):
            path = parse_path(word)
            if isinstance(path, tuple):
                self.found.used.reading(Reading((path,)), "", embeds=False)
        operation = self._operation
        single = isinstance(value, dict) and not operation.one_or_many
        if single and operation.rows.is_list:
            return self.found  # no list: an error tells of it, and it has no rows
        for row in _flat(rows):
            if self._composite(name):
                self._row(row, name, "", 0)
        return self.found

    def _composite(self, name: str) -> bool:
        word = Word(name)
        config = self._config
        return (
            word in config.types or word in config.interfaces or word in config.unions
        )

    def _kind(self, row: object, name: str) -> TypeDef | None:
        found = self._config.types.get(Word(name))
        if found is not None:
            return found
        chosen = self._readings.discriminator(name)(row)
        return None if chosen is None else self._config.types.get(Word(chosen))

    def _marker(self, name: str, path: str) -> None:
        """Note what tells the type of a row: it is looked at."""
        word = Word(name)
        abstract = self._config.interfaces.get(word) or self._config.unions.get(word)
        if abstract is not None and abstract.discriminator is not None:
            reading = Reading((abstract.discriminator.path,))
            self.found.used.reading(reading, path, embeds=False)

    def _row(self, row: object, name: str, path: str, deep: int) -> bool:
        """Go through one object; tell whether it is sound."""
        if vacant(row) or deep > _DEEPEST:
            return not vacant(row)
        where = path.rstrip(".") or _ROW
        if not path or path.endswith("[]."):
            self.found.seen[where] += 1  # of a single object its field is counted
        kind = self._kind(row, name)
        if not isinstance(row, dict):
            self._null(where, _no_row(row, name))
            return False
        if kind is None:
            self._null(where, f"penanda tidak menunjuk satu pun tipe `{name}`")
            return False
        entries = cast("dict[str, object]", row)
        self._marker(name, path)
        self.found.used.row(entries, path)
        lacking = [
            str(one)
            for one in kind.fields
            if not self._field(entries, kind, str(one), path, deep)
        ]
        for one in lacking:
            self.found.broken[f"{path}{one}"] += 1
        return not lacking

    def _field(
        self, row: dict[str, object], kind: TypeDef, name: str, path: str, deep: int
    ) -> bool:
        """Go through one field; False where it is null and may not be."""
        definition = self._readings.definition(str(kind.name), self._operation, name)
        if definition.provenance or definition.with_ or self._elsewhere(name, path):
            return True
        where = f"{path}{name}"
        self.found.seen[where] += 1
        reading = self._readings.field(str(kind.name), self._operation, name)
        self.found.used.reading(
            definition.reading, path, embeds=self._embeds(definition)
        )
        hide = (definition.personal or kind.personal) and not self._show
        try:
            raw = reading.get(row)
        except BadValue as error:
            self._null(where, f"{error} ({BAD})")
            return not definition.type.required
        if definition.personal or kind.personal:
            self.found.personal.update(_texts(raw))
        if raw is None:
            self._null(where, absent(row, definition))
            return not definition.type.required
        sound = self._content(raw, definition, reading, where, deep, hide)
        return sound or not definition.type.required

    def _content(
        self,
        raw: object,
        definition: FieldDef,
        reading: FieldReading,
        where: str,
        deep: int,
        hide: bool,  # noqa: FBT001 - handed on
    ) -> bool:
        """Judge what was found, value by value; tell whether there is something."""
        many = definition.type.is_list
        values = (
            _flat(cast("list[object]", raw))
            if many and isinstance(raw, list)
            else [raw]
        )
        if self._embeds(definition):
            inner = f"{where}[]." if many else f"{where}."
            results = [
                self._row(one, definition.type.named, inner, deep + 1) for one in values
            ]
            return many or all(results)
        results = [self._leaf(one, definition, reading, where, hide) for one in values]
        return many or all(results)

    def _leaf(
        self,
        raw: object,
        definition: FieldDef,
        reading: FieldReading,
        where: str,
        hide: bool,  # noqa: FBT001 - handed on
    ) -> bool:
        if reading.read is None or raw is None:
            return raw is not None
        shown = HIDDEN if hide else raw
        try:
            value = reading.read(raw)
        except BadValue:
            leaf = self._readings.leaf(definition) or "String"
            reason = unread(raw, leaf, definition.reading.reader, self._config)
            if hide:
                reason = f"nilai {HIDDEN} tidak terbaca sebagai {leaf}"
            self._null(where, f"{reason} ({BAD})")
            return False
        if value is None:
            self._null(where, f"{quoted(shown, 40)} berarti kosong")
            return False
        target = link_target(self._config, definition)
        if target is not None:
            samples = self.found.links.setdefault(f"{where} → {target.name}", [])
            samples.append(HIDDEN if hide else value)
        return True

    def _elsewhere(self, name: str, path: str) -> bool:
        """Tell whether a field is none of this answer's: its type's lookup gives it."""
        provides = self._operation.provides
        return not path and provides is not None and name not in provides

    def _embeds(self, definition: FieldDef) -> bool:
        linked = link_target(self._config, definition) is not None
        return not linked and self._composite(definition.type.named)

    def _null(self, where: str, reason: str) -> None:
        self.found.nulls[where, reason] += 1


def _no_row(row: object, name: str) -> str:
    """Say why something is no object of a type; what a list holds may be personal."""
    if isinstance(row, list):
        return f"daftar, bukan objek `{name}`{ONE_OF_MANY} ({BAD})"
    return f"{quoted(row, 40)}, bukan objek `{name}` ({BAD})"


def _looked_at(operation: Operation) -> Iterator[Word]:
    """Yield the fields or paths that local work and batches look at."""
    yield from (one.field for one in operation.where)
    yield from (one.field for one in operation.filter_by)
    yield from (one.field for one in operation.sort_by)
    batch = operation.batch
    if batch is not None:
        yield from (one for one in (batch.match, batch.group) if one is not None)


def _flat(values: list[object]) -> list[object]:
    found: list[object] = []
    for one in values:
        if isinstance(one, list):
            found.extend(_flat(cast("list[object]", one)))
        else:
            found.append(one)
    return found


def _texts(raw: Any) -> Iterator[str]:
    if isinstance(raw, dict):
        for one in cast("dict[str, object]", raw).values():
            yield from _texts(one)
    elif isinstance(raw, list):
        for one in cast("list[object]", raw):
            yield from _texts(one)
    elif raw is not None and not isinstance(raw, bool):
        text = text_of(raw)
        if text is not None and text.strip():
            yield text.strip()
