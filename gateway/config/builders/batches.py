"""What is called: an operation's own call, and its `batch`, for many keys at once."""

from collections.abc import Iterable, Mapping

from gateway.config.builders.answers import selection
from gateway.config.builders.calls import call, placeholders
from gateway.config.builders.graphql import query_call, ways
from gateway.config.builders.shapers import shapers
from gateway.config.model import Argument, Batch, Call
from gateway.config.notes import Notes
from gateway.config.place import Word
from gateway.config.section import Section


def called(section: Section, notes: Notes) -> tuple[Call | None, bool]:
    """Build a call or a GraphQL query; the flag is false where it is faulty."""
    if not ways(section, notes):
        return None, False
    stated, asked = section.get("call", Section), section.get("graphql", Section)
    if stated is None and asked is None:
        return None, {"call", "graphql"}.isdisjoint(section.broken)
    made = query_call(asked) if asked is not None else None
    if stated is not None:
        made = call(stated, notes)
    return made, made is not None


def batch(
    section: Section,
    args: Mapping[Word, Argument],
    keys: tuple[Word, ...],
    otherwise: Call | None,
    notes: Notes,
) -> Batch | None:
    """Build a batch. `keys` are the key fields of a type's own batch.

    `otherwise` is the call of one that states none: the operation's own for
    `aliases`, that of `entities`.
    """
    one, sound = called(section, notes)
    lent = section.flag("aliases") or section.get("entities", Word) is not None
    if one is None and lent:
        one = otherwise
    if not sound or section.broken:
        return None
    if one is None:
        notes.problems.add(
            section.at,
            "`batch` belum punya `call`",
            "tambahkan, misalnya `call: GET /wilayah?kode={kode}`",
        )
        return None
    by = section.get("by", Word) or _by(one, args, keys)
    if by is None and lent:
        by = next(iter(args), None)
    if by is None:
        notes.problems.add(
            section.at,
            "`batch` tidak jelas kuncinya",
            "tambahkan `by: <argumen>`: argumen yang menerima kunci",
        )
        return None
    return _batch(section, one, by, notes)


def _batch(section: Section, one: Call, by: Word, notes: Notes) -> Batch:
    join = section.get("join", Word)
    return Batch(
        call=one,
        by=by,
        match=section.get("match", Word),
        group=section.get("group", Word),
        join=None if join is None else str(join),
        size=section.get("size", int) or 100,
        select=selection(section, notes),
        shape=shapers(section, notes),
        aliases=section.flag("aliases"),
        entities=section.get("entities", Word),
        at=section.at,
    )


def _by(
    one: Call, args: Mapping[Word, Argument], keys: tuple[Word, ...]
) -> Word | None:
    """Infer the argument that takes the keys: the only one there is."""
    used = {name: name for name, _ in placeholders(one)}
    if len(used) == 1:
        return next(iter(used))
    joined = [name for name in used if name in args and args[name].send.join]
    return _only(joined) or _only(keys)


def _only(words: Iterable[Word]) -> Word | None:
    listed = tuple(words)
    return listed[0] if len(listed) == 1 else None
