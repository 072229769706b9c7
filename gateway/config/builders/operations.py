"""Queries, and what they share with a type's lookup."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from gateway.config.builders.answers import conditions, missing, selection, success
from gateway.config.builders.arguments import arguments
from gateway.config.builders.batches import batch, called
from gateway.config.builders.cache import cache
from gateway.config.builders.examples import stated
from gateway.config.builders.fields import overrides, reread
from gateway.config.builders.formats import body_format, judge_format
from gateway.config.builders.inherit import Inherited, bad_rows
from gateway.config.builders.pages import pages
from gateway.config.builders.readings import reader
from gateway.config.builders.refresh import lasting, refresh
from gateway.config.builders.routes import routed, spread
from gateway.config.builders.rows import filter_by, near, sort_keys, where
from gateway.config.builders.shapers import shapers
from gateway.config.model import (
    FieldDef,
    LookupIn,
    Operation,
    Reading,
    Selection,
    Table,
)
from gateway.config.notes import Notes
from gateway.config.place import NOWHERE, Word
from gateway.config.section import EMPTY, Section
from gateway.config.typeref import TypeRef

FATAL = frozenset({"args", "call", "graphql", "batch", "pages", "returns", "near"})
"""Words of a query without which it cannot be judged."""
_ANSWER: Final = frozenset(
    {
        *("format", "select", "shape", "success", "missing", "one_or_many", "read"),
        *(
            "cache",
            "refresh",
            "timeout",
            "bad_rows",
            "pages",
            "spread",
            "route",
            "near",
        ),
        *("where", "filter_by", "sort_by", "dedupe"),
    }
)
"""Words about an answer, of which an operation with `in` has none."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What operations look up while they are built.

    `fields` are, by type, the sections of its fields, `homes` what its own
    connector lends them, and `inputs` the sections of input objects.
    """

    fields: Mapping[str, Mapping[str, Section]]
    homes: Mapping[str, Inherited]
    inputs: Mapping[str, Section]
    notes: Notes
    tables: Mapping[Word, Table] = field(default_factory=dict[Word, Table])


def query(
    name: Word, connector: Word, section: Section, inherited: Inherited, shelf: Shelf
) -> Operation | None:
    """Build one query; None where it cannot be judged."""
    notes = shelf.notes
    returns = section.get("returns", TypeRef)
    if returns is None or FATAL & section.broken:
        return None
    args = arguments(section.sections("args"), shelf.inputs)
    one, sound = called(section, notes)
    many = section.get("batch", Section)
    together = batch(many, args, (), one, notes) if many is not None else None
    found, whole = inside(section, shelf)
    if not (sound and whole) or (many is not None and together is None):
        return None
    around = near(section.get("near", Section))
    provides = section.words("provides") if "provides" in section else None
    if provides is not None and around is not None and around.distance is not None:
        provides = (*provides, around.distance)  # it is made here
    answer = answered(section, returns, inherited, shelf)
    scheduled = refresh(section, inherited, args, shelf.inputs)
    if scheduled is not None:
        answer["cache"] = lasting(answer["cache"], section, scheduled)
    return Operation(
        name=name,
        connector=connector,
        returns=returns,
        call=one,
        args=args,
        about=section.get("about", Word),
        deprecated=section.get("deprecated", Word),
        expose=section.flag("expose", default=True),
        force=section.flag("force"),
        batch=together,
        lookup_in=found,
        pages=pages(section),
        route=routed(section, inherited.route, args, shelf.tables),
        spread=spread(section),
        bad_rows=bad_rows(section, inherited.bad_rows),
        provides=provides,
        read=_read(section, returns, inherited),
        where=where(section.sections("where")),
        filter_by=filter_by(section.values.get("filter_by")),
        sort_by=sort_keys(section.words("sort_by")),
        dedupe=section.words("dedupe"),
        near=around,
        examples=stated(section),
        at=name.at,
        returns_at=section.spot("returns"),
        refresh=scheduled,
        **answer,
    )


def _read(section: Section, returns: TypeRef, inherited: Inherited) -> Reading:
    """Build how leaves that are the result are read."""
    stated = section.get("read", Section)
    return Reading(
        reader=reader(stated or EMPTY, returns.named, inherited),
        at=NOWHERE if stated is None else section.spot("read"),
    )


def answered(
    section: Section, returns: TypeRef, inherited: Inherited, shelf: Shelf
) -> dict[str, Any]:
    """Build what a query and a lookup say alike about their answers."""
    conditions(section, shelf.notes)
    judge_format(section, shelf.notes)
    return {
        "format": body_format(section, inherited.format),
        "select": selection(section, shelf.notes) or Selection(),
        "shape": shapers(section, shelf.notes) or (),
        "success": success(section) or inherited.success,
        "missing": missing(section) or inherited.missing,
        "one_or_many": section.flag("one_or_many"),
        "fields": _overridden(section, returns, inherited, shelf),
        "cache": cache(section, inherited.cache),
        "timeout": section.get("timeout", float) or inherited.timeout,
    }


def _overridden(
    section: Section, returns: TypeRef, inherited: Inherited, shelf: Shelf
) -> Mapping[Word, FieldDef]:
    base = shelf.fields.get(returns.named, {})
    home = shelf.homes.get(returns.named, inherited)
    lent = reread(base, home, inherited)
    own = overrides(section.sections("fields"), base, inherited)
    return {**lent, **own} if lent else own


def inside(
    section: Section, shelf: Shelf, *, lent: bool = False
) -> tuple[LookupIn | None, bool]:
    """Build a lookup among a query's rows; the flag is false where it is faulty.

    `lent` tells that a batch stands beside it, which takes its words.
    """
    query, match = section.get("in", Word), section.get("match", Word)
    if query is None and match is None:
        return None, True
    if query is None or match is None:
        if not {"in", "match"} & section.broken:
            shelf.notes.problems.add(
                section.at,
                "`in` dan `match` harus bersama-sama",
                "misalnya `{in: daftarWilayah, match: kode}`",
            )
        return None, False
    for way in {"call", "graphql"}.intersection(section.values):
        shelf.notes.problems.add(
            section.spot(way),
            f"`{way}` dan `in` dipakai sekaligus",
            "pilih satu",
        )
    if not lent:
        _idle(section, query, shelf)
    return LookupIn(query, match, section.at), True


def _idle(section: Section, query: Word, shelf: Shelf) -> None:
    """Refuse words about an answer where the rows are those of another query."""
    for word in _ANSWER.intersection({*section.values, *section.broken}):
        shelf.notes.problems.add(
            section.spot(word),
            f"`{word}` tidak berlaku bersama `in`: barisnya sudah dibaca oleh `{query}`",
            f"hapus, atau tulis pada `{query}`",
        )
