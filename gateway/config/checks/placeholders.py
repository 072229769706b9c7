"""Placeholders in calls: each names an argument, and each argument is used."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from gateway.config.checks.hint import hint
from gateway.config.checks.scope import Scope, depth
from gateway.config.checks.uses import Use, chosen, sent, uses
from gateway.config.connections import page_arguments
from gateway.config.model import (
    Argument,
    Batch,
    Call,
    Operation,
)
from gateway.config.pages import PLACEHOLDERS
from gateway.config.place import Word
from gateway.config.problems import Problem
from gateway.config.shapers import echoed
from gateway.config.spreads import call_arguments

_SINGLE: Final = {
    "path": "path",
    "header": "header",
    "follow": "`follow`",
    "xml one": "atribut atau elemen akar",
    "soap one": "atribut",
}
"""Where only one value can stand, as a message calls it."""
_FREE: Final = frozenset({"String", "ID"})
_QUOTED: Final = frozenset({"path", "query", "form", "json", "text"})


@dataclass(frozen=True, slots=True)
class Traced:
    """What a placeholder stands for: it may be absent, may be many, may be joined."""

    argument: Argument
    optional: bool
    many: bool
    joined: bool


def placeholders(scope: Scope) -> Iterator[Problem]:
    """Refuse placeholders that name no argument or cannot stand where they do."""
    for one in scope.operations():
        if one.call is not None:
            yield from _judge(scope, one, one.call, None)
        if one.batch is not None:
            yield from _judge(scope, one, one.batch.call, one.batch)


def unused_arguments(scope: Scope) -> Iterator[Problem]:
    """Refuse arguments that a call drops: its answer would not depend on them."""
    for one in scope.operations():
        if one.lookup_in is not None or not one.args:
            continue
        local = {str(each.argument) for each in one.filter_by}
        local |= set(map(str, one.near.arguments if one.near else ()))
        local |= {*echoed(one.shape), *chosen(one)}
        call = None if one.call is None else local | sent(one.call)
        batch = None if one.batch is None else local | sent(one.batch.call)
        for argument in one.args.values():
            yield from _unused(one, argument, call, batch)


def _unused(
    one: Operation, argument: Argument, call: set[str] | None, batch: set[str] | None
) -> Iterator[Problem]:
    name = argument.name
    at = max(name.at, one.at)  # a lookup's are the key's words
    queried = one.call is not None and one.call.graphql is not None
    shown = f"${name}" if queried else f"{{{name}}}"
    in_call = call is not None and name in call
    in_batch = batch is not None and name in batch
    if not in_call and not in_batch:
        yield Problem(
            at,
            f"argumen `{name}` tidak dipakai",
            f"pakai `{shown}` di `{'graphql' if queried else 'call'}`, sebut di `filter_by`, atau hapus",
        )
    elif call is not None and not in_call:
        yield Problem(
            at,
            f"argumen `{name}` dipakai di `batch` tetapi tidak di `call`",
            f"pakai `{{{name}}}` di `call` juga",
        )
    elif batch is not None and not in_batch:
        yield Problem(
            at,
            f"argumen `{name}` dipakai di `call` tetapi tidak di `batch`,"
            " jadi nilainya hilang bila banyak kunci diminta sekaligus",
            f"pakai `{{{name}}}` di `batch` juga",
        )


def _judge(
    scope: Scope, one: Operation, call: Call, batch: Batch | None
) -> Iterator[Problem]:
    for use in uses(call):
        found = _trace(scope, one, use)
        if isinstance(found, Traced):
            if batch is not None and use.argument == (batch.by,):
                joined = batch.join is not None
                found = replace(found, optional=False, many=True, joined=joined)
            yield from _stands(scope, use, found)
            yield from _enclosed(scope, one, use, found.argument)
        elif found is not None:
            yield found


def _enclosed(
    scope: Scope, one: Operation, use: Use, argument: Argument
) -> Iterator[Problem]:
    """Refuse free text between quotation marks that it could close itself.

    A key's own writing cannot be stated, and XML and headers have their own.
    """
    own = scope.config.connectors[one.connector].queries.get(one.name) is one
    send = argument.send
    bound = (argument.enum, argument.pattern, send.quote, send.map, send.encode)
    free = argument.type.named in _FREE and not any(bound)
    if own and free and use.mark is not None and use.spot in _QUOTED:
        single = use.mark == "'"
        shown = '"\'"' if single else "'\"'"
        lucene = "" if single else "; `encode: json` untuk Solr dan Elasticsearch"
        yield Problem(
            use.at,
            f"`{use.shown}` di antara tanda petik dapat memuat petik itu sendiri, lalu"
            " mengubah isi permintaan",
            f"hapus petiknya di sini, dan tulis `send: {{quote: {shown}}}` pada"
            f" argumen `{argument.name}`{lucene}",
        )


def _trace(scope: Scope, one: Operation, use: Use) -> Traced | Problem | None:
    """Follow a placeholder's path; None where something on it is broken."""
    name, *rest = use.argument
    args = {**page_arguments(one), **call_arguments(one)}
    argument = args.get(Word(name))
    if argument is None:
        if scope.excused(name):
            return None
        remedy = hint(name, args) or f"tulis `{name}` di `args`"
        if one.pages is None and any(name in names for names in PLACEHOLDERS.values()):
            remedy += ", atau `pages` bila itu halaman layanan"
        return Problem(use.at, f"`{use.shown}` bukan argumen `{one.name}`", remedy)
    return _within(scope, use, argument, rest)


def _within(
    scope: Scope, use: Use, argument: Argument, rest: list[str]
) -> Traced | Problem | None:
    optional = _optional(argument)
    for step in rest:
        part = argument.send.parts.get(Word(step))
        if part is not None and step == rest[-1]:
            argument = replace(argument, send=part)
            break
        kind = scope.inputs.get(argument.type.named)
        if kind is None or argument.type.is_list:
            if argument.type.named not in scope.kinds:
                return None
            return Problem(
                use.at,
                f"`{use.shown}` masuk ke `{argument.name}` bertipe `{argument.type}`,"
                " yang bukan objek input",
                f"pakai `{{{argument.name}}}` saja",
            )
        inner = kind.fields.get(Word(step))
        if inner is None:
            if scope.excused(step):
                return None
            reason = f"`{step}` bukan field input `{kind.name}`"
            return Problem(use.at, reason, hint(step, kind.fields))
        argument = inner
        optional |= _optional(argument)
    many = depth(argument.type) > 0
    send = argument.send
    joined = send.join is not None or "json" in send.encode
    return Traced(argument, optional, many, joined=joined)


def _optional(argument: Argument) -> bool:
    return not argument.type.required and argument.default is None


def _stands(scope: Scope, use: Use, found: Traced) -> Iterator[Problem]:
    argument = found.argument
    kind = scope.inputs.get(argument.type.named)
    whole = use.spot in {"json", "graphql"} and use.exact
    if kind is not None and not (whole or "json" in argument.send.encode):
        field = next(iter(kind.fields), "…")
        yield Problem(
            use.at,
            f"`{use.shown}` adalah objek input, bukan satu nilai",
            f"pilih fieldnya, misalnya `{{{'.'.join(use.argument)}.{field}}}`",
        )
        return
    if use.spot == "follow" and found.optional:
        yield Problem(
            use.at,
            f"`{argument.name}` diikuti tetapi boleh kosong",
            f"pakai `{argument.type}!`",
        )
    if use.spot == "path" and found.optional:
        yield Problem(
            use.at,
            f"`{use.shown}` ada di path tetapi boleh kosong",
            f"pakai `{argument.type}!`, beri `default`, atau pindahkan ke `?…=`",
        )
    single = _SINGLE.get(use.spot)
    if single is not None and found.many and not found.joined:
        yield Problem(
            use.at,
            f"`{use.shown}` berisi banyak nilai, sedangkan {single} hanya memuat satu",
            'tambahkan `send: {join: ","}` pada argumennya'
            if argument.type.is_list
            else 'tambahkan `join: ","` pada `batch`',
        )
