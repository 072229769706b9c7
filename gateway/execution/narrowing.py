"""Narrow: what a plan's fetches need of services whose selection can be narrowed.

What is shown, and what the gateway itself works with: the keys of links and of
completions, what tells a row's type, and the fields by which rows are matched,
sorted, filtered and merged.
"""

from collections.abc import Iterable
from typing import cast

from graphql import print_ast

from gateway.config.expressions import leading, needed
from gateway.config.links import link_target
from gateway.config.model import (
    Config,
    Discriminator,
    Merge,
    Operation,
    Reading,
    Selection as Selected,
)
from gateway.config.paths import parse_path
from gateway.config.place import Word
from gateway.config.steps import Path
from gateway.connectors.reading import Readings
from gateway.connectors.selecting import Wanted, selects
from gateway.execution.plan import (
    Choice,
    Embedded,
    Fetch,
    Fetched,
    Leaf,
    Mode,
    Plan,
    Root,
    Selection,
)

_TYPENAME = ("__typename",)


def narrowed(plan: Plan, readings: Readings) -> dict[int, str]:
    """Return the selection of each fetch that has one.

    Fetches that ask an operation the same have the same: the union of what
    they need, so that one request serves them all.
    """
    sources = [asked_of(readings.config, fetch) for fetch in plan.fetches]
    if not any(map(selects, sources)):
        return {}
    return _Narrowing(plan, sources, readings).run()


def asked_of(config: Config, fetch: Fetch) -> Operation:
    """Return the operation whose requests a fetch makes: its own, or a list's."""
    operation = fetch.operation
    if fetch.mode is not Mode.LOCAL or operation.lookup_in is None:
        return operation
    return config.connectors[operation.connector].queries[operation.lookup_in.query]


class _Narrowing:
    """The narrowing of one plan. A place is what is wanted of the objects there."""

    def __init__(
        self, plan: Plan, sources: list[Operation], readings: Readings
    ) -> None:
        self._plan = plan
        self._readings = readings
        self._wanted: dict[tuple[object, ...], Wanted] = {}
        self._rows: dict[int, list[Wanted]] = {}
        self._texts: dict[int, Wanted] = {}
        for fetch, source in zip(plan.fetches, sources, strict=True):
            self._begin(fetch, source)

    def run(self) -> dict[int, str]:
        """Go through all that is shown."""
        for root in self._plan.roots:
            if isinstance(root, Root):
                self._answers(root)
        return {fetch: one.text() for fetch, one in self._texts.items()}

    # ------------------------------------------------------------- fetches

    def _begin(self, fetch: Fetch, source: Operation) -> None:
        """Make the place of a fetch's rows, with what the operation itself needs."""
        if not selects(source):
            self._rows[fetch.id] = []
            return
        batch = source.batch if fetch.mode is Mode.BATCH else None
        select = (None if batch is None else batch.select) or source.select
        identity = (id(source), id(batch), _asked(fetch))
        whole = self._wanted.setdefault(identity, Wanted())
        self._texts[fetch.id] = whole
        rows = self._rows[fetch.id] = _selected(whole, select)
        if source.shape or (batch is not None and batch.shape):
            self._rows[fetch.id] = []  # what steps take of an answer is written in it
            return
        words = _worked(source)
        if batch is not None and not batch.ordered:
            words.append(batch.match or batch.group or batch.by)
        if fetch.mode is Mode.LOCAL and fetch.operation.lookup_in is not None:
            words.append(fetch.operation.lookup_in.match)
        for word in words:
            self._word(source, word, rows)

    def _answers(self, shown: Root | Fetched) -> None:
        """Go through what is shown of each operation's rows."""
        for fetch, operation, part in zip(
            shown.fetches, shown.operations, shown.of, strict=True
        ):
            rows = self._rows[fetch]
            if operation.rows is operation.returns:
                self._part(part, rows)
            else:
                self._connection(part, rows)
            if shown.merge is not None:
                self._merged(shown.merge, operation, self._rows[fetch])

    def _merged(self, merge: Merge, operation: Operation, rows: list[Wanted]) -> None:
        for word in (*(one.field for one in merge.sort), *merge.dedupe):
            self._word(operation, word, rows)

    def _word(self, operation: Operation, word: Word, rows: list[Wanted]) -> None:
        """Want what a word means in an operation's rows: a field, or else a path.

        As `columns.py` finds it: a field may be of an object within the row.
        """
        path = parse_path(word)
        steps = path if isinstance(path, tuple) else (str(word),)
        if not self._within(operation, operation.rows.named, steps, rows):
            for row in rows:
                row.leaf(steps)

    def _within(
        self, operation: Operation, name: str, path: Path, rows: list[Wanted]
    ) -> bool:
        """Want the field at a path of fields; tell whether they are fields at all."""
        config = self._readings.config
        kind = config.types.get(Word(name)) or config.interfaces.get(Word(name))
        step, *rest = path or ("",)
        if kind is None or not isinstance(step, str) or Word(step) not in kind.fields:
            return False
        if rest:
            definition = self._readings.definition(name, operation, step)
            if link_target(config, definition) is not None:
                return False
            below = self._below(name, operation, step, rows)
            if not self._within(operation, definition.type.named, tuple(rest), below):
                return False
        self._field(name, operation, step, rows)
        return True

    # ---------------------------------------------------------- selections

    def _part(self, part: Selection | Choice | None, rows: list[Wanted]) -> None:
        if isinstance(part, Selection):
            self._selection(part, rows)
        elif isinstance(part, Choice):
            self._choice(part, rows)

    def _connection(self, part: Selection | Choice | None, rows: list[Wanted]) -> None:
        """Go through what is shown of a connection, which is made here, to its rows."""
        for field in part.fields if isinstance(part, Selection) else ():
            if isinstance(field, Embedded):
                if field.shown.name == "edges":
                    self._connection(cast("Selection", field.of), rows)
                elif field.shown.name in {"nodes", "node"}:
                    self._part(field.of, rows)

    def _choice(self, choice: Choice, rows: list[Wanted]) -> None:
        """Want what tells the type, and of each type what is shown of it."""
        discriminator = choice.discriminator
        for row in rows:
            row.leaf(discriminator.path)
        for name, selection in choice.cases.items():
            self._selection(selection, _cases(discriminator, name, rows))

    def _selection(self, selection: Selection, rows: list[Wanted]) -> None:
        kind = selection.type.name
        for completion in selection.completions:
            for key in completion.keys:
                self._field(kind, selection.operation, key, rows)
        for field in selection.fields:
            if isinstance(field, Leaf | Embedded | Fetched):
                self._shown(field, selection, rows)

    def _shown(
        self, field: Leaf | Embedded | Fetched, selection: Selection, rows: list[Wanted]
    ) -> None:
        """Want what a field shows, of this row or of the one that completes it."""
        kind, operation = selection.type.name, selection.operation
        if field.completion is not None:
            definition = selection.type.definition
            assert definition is not None  # noqa: S101 - only configured types are completed
            assert definition.lookup is not None  # noqa: S101 - by their lookup
            operation = definition.lookup
            rows = self._rows[selection.completions[field.completion].fetch]
        if isinstance(field, Fetched):
            for key in field.keys:
                self._field(kind, operation, key, rows)
            self._answers(field)
            return
        self._field(kind, operation, field.shown.name, rows)
        if isinstance(field, Embedded):
            self._part(field.of, self._below(kind, operation, field.shown.name, rows))

    def _field(
        self, kind: str, operation: Operation, name: str, rows: list[Wanted]
    ) -> None:
        near = operation.near
        if rows and not (near is not None and near.distance == name):  # made here
            reading = self._readings.definition(kind, operation, name).reading
            for path in needed(reading):
                for row in rows:
                    row.leaf(path)

    def _below(
        self, kind: str, operation: Operation, name: str, rows: list[Wanted]
    ) -> list[Wanted]:
        """Return the places of the objects that a field holds."""
        if not rows:
            return []
        reading = self._readings.definition(kind, operation, name).reading
        return [row.down(path) for path in leading(reading) for row in rows]


def _worked(operation: Operation) -> list[Word]:
    """Return the words of the work on an operation's rows."""
    words = [one.field for one in operation.where]
    words += [one.field for one in operation.sort_by]
    words += [one.field for one in operation.filter_by]
    near = operation.near
    return [*words, *operation.dedupe, *((near.lat, near.lon) if near else ())]


def _asked(fetch: Fetch) -> str:
    """Return the arguments of a fetch, as they are written; keys are not among them."""
    if fetch.definition is None or not fetch.node.arguments:
        return ""
    return " ".join(sorted(map(print_ast, fetch.node.arguments)))


def _selected(whole: Wanted, select: Selected) -> list[Wanted]:
    """Return the places of the rows that are selected of an answer."""
    if select.jmespath is None:
        return [whole.down(select.path)]
    reading = Reading(jmespath=select.jmespath)
    for path in needed(reading):
        whole.leaf(path)
    return [whole.down(path) for path in leading(reading)]


def _cases(
    discriminator: Discriminator, name: str, rows: Iterable[Wanted]
) -> list[Wanted]:
    """Return the places of the rows of one type, by the service's names for it.

    Where rows tell their type otherwise than by `__typename` they are of one
    type of the service; so are those of no name, of an interface of its own.
    """
    if discriminator.path != _TYPENAME:
        return list(rows)
    texts = [text for text, case in discriminator.cases.items() if case == name]
    found = [row.on(text) for row in rows for text in texts]
    if discriminator.otherwise == name:
        found += rows
    return found
