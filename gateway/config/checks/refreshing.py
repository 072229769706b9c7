"""Schedules: answers that can be asked for beforehand, and last until the next time."""

from collections.abc import Iterator, Mapping

from gateway.config.checks.arguments import broken_bound
from gateway.config.checks.constants import misfit
from gateway.config.checks.hint import hint
from gateway.config.checks.readers import zones
from gateway.config.checks.scope import Scope
from gateway.config.checks.uses import upstream
from gateway.config.model import MOST_SETS, Const, Operation, Refresh
from gateway.config.place import Place, Word
from gateway.config.problems import Problem


def refreshes(scope: Scope) -> Iterator[Problem]:
    """Judge the schedule of every query."""
    for one in scope.operations():
        if one.refresh is not None:
            yield from _whole(one, one.refresh)
            if one.refresh.between is not None:
                yield from zones(one.refresh.zone)
            for given in one.refresh.sets:
                yield from _given(scope, one, given, one.refresh)


def _whole(one: Operation, refresh: Refresh) -> Iterator[Problem]:
    """Judge what holds for all answers of a query."""
    calls = (one.call, None if one.batch is None else one.batch.call)
    if any(call is not None and call.graphql is not None for call in calls):
        yield Problem(
            refresh.at,
            f"`refresh` tidak berlaku untuk `{one.name}`: layanan GraphQL ditanya menurut"
            " field yang diminta",
            "hapus `refresh`, dan pakai `cache`",
        )
    if one.cache.ttl < refresh.every:
        yield Problem(
            one.cache.at,
            f"`ttl` query `{one.name}` lebih pendek daripada jarak `refresh`: jawabannya"
            " tidak sampai ke penyegaran berikutnya",
            "hapus `ttl`: tanpa itu jawaban berlaku sampai penyegaran berikutnya",
        )
    if len(refresh.sets) > MOST_SETS:
        yield Problem(
            refresh.at,
            f"`refresh` untuk `{one.name}` lebih dari {MOST_SETS} panggilan",
            "kurangi isi `with`",
        )
    seen: list[Mapping[Word, Const]] = []
    for given in refresh.sets[:MOST_SETS]:
        if given in seen:
            yield Problem(
                _place(given, refresh),
                f"`with` milik `{one.name}` memuat argumen yang sama dua kali",
                "hapus salah satunya",
            )
        seen.append(given)


def _given(
    scope: Scope, one: Operation, given: Mapping[Word, Const], refresh: Refresh
) -> Iterator[Problem]:
    """Judge the arguments of one answer."""
    sent = upstream(one)
    for name, value in given.items():
        argument = one.args.get(name)
        if argument is None:
            known = {str(arg): arg for arg in one.args}
            remedy = hint(name, known) or f"tulis `{name}` di `args`, atau hapus"
            yield Problem(name.at, f"`{name}` bukan argumen `{one.name}`", remedy)
        elif str(name) not in sent:
            yield Problem(
                name.at,
                f"argumen `{name}` tidak dikirim ke layanan, jadi jawabannya sama",
                f"hapus `{name}` dari `with`",
            )
        elif (expected := misfit(value, argument.type, scope)) is not None:
            yield Problem(
                name.at,
                f"`with` mengisi `{name}` dengan yang bukan nilai `{argument.type}`",
                f"tulis {expected}",
            )
        elif (broken := broken_bound(argument, value)) is not None:
            yield Problem(
                name.at,
                f"nilai `{name}` di `with` melanggar `{broken}`",
                "ubah salah satunya",
            )
    for needed in sent:
        argument = one.args[Word(needed)]
        lacks = argument.type.required and not argument.has_default
        if lacks and argument.name not in given:
            yield Problem(
                _place(given, refresh),
                f"`refresh` milik `{one.name}` belum mengisi argumen wajib `{needed}`",
                f"tulis misalnya `with: {{{needed}: […]}}`",
            )


def _place(given: Mapping[Word, Const], refresh: Refresh) -> Place:
    return next((name.at for name in given), refresh.at)
