"""What is said of the cache means something: it keeps, and its tags can be told."""

from collections.abc import Iterator
from typing import Final

from gateway.config.checks.scope import Scope
from gateway.config.checks.uses import upstream
from gateway.config.kinds import Wrong
from gateway.config.model import Connector, Operation
from gateway.config.place import Word
from gateway.config.problems import Problem, near
from gateway.config.templates import parse_template
from gateway.settings import sendable

_SHORTEST_KEY: Final = 16


def policies(scope: Scope) -> Iterator[Problem]:
    """Refuse words about what is kept where nothing is, or not for so long."""
    found: set[Problem] = set()
    for one in scope.operations():
        policy = one.cache
        said = policy.follow or policy.tags or policy.negative is not None
        said = said or policy.shared is not None or policy.snapshot is not None
        if said and not policy.keeps:
            found.add(
                Problem(
                    policy.at,
                    "`cache` tanpa `ttl`: tidak ada yang disimpan",
                    "tambahkan, misalnya `ttl: 60s`",
                )
            )
        elif policy.negative is not None and policy.negative > max(policy.ttl, 0.0):
            found.add(
                Problem(
                    policy.at,
                    f"`negative` lebih lama daripada `ttl` query `{one.name}`",
                    "pendekkan `negative`: `tidak ada` tidak disimpan lebih lama"
                    " daripada data",
                )
            )
        elif policy.snapshot and policy.on_error <= 0:
            found.add(
                Problem(
                    policy.at,
                    f"`snapshot` query `{one.name}` tanpa `stale_if_error`: tidak ada yang"
                    " boleh menggantikan galat",
                    "tambahkan, misalnya `stale_if_error: 24h`",
                )
            )
    yield from sorted(found)


def keys(scope: Scope) -> Iterator[Problem]:
    """Refuse a connector's key that is too short, cannot be sent, or is another's as well."""
    seen: dict[str, Connector] = {}
    for one in scope.config.connectors.values():
        key = one.invalidate_key
        if key is None:
            continue
        if len(key) < _SHORTEST_KEY:
            yield Problem(
                key.at,
                f"`invalidate_key` lebih pendek dari {_SHORTEST_KEY} huruf",
                "buat yang acak, misalnya dengan `openssl rand -hex 32`",
            )
        elif not sendable(key):
            yield Problem(
                key.at,
                "`invalidate_key` tidak dapat dikirim dalam header",
                "pakai ASCII saja, tanpa spasi di awal atau akhirnya, misalnya dari"
                " `openssl rand -hex 32`",
            )
        elif key in seen:
            yield Problem(
                key.at,
                f"`invalidate_key` sama dengan milik `{seen[key].name}`",
                "beri setiap konektor kuncinya sendiri",
            )
        seen.setdefault(key, one)


def tags(scope: Scope) -> Iterator[Problem]:
    """Refuse tags of arguments that are none, are no single value, or are personal."""
    for one in scope.operations():
        fit = [name for name in upstream(one) if _unfit(scope, one, name) is None]
        for tag in one.cache.tags:
            made = parse_template(str(tag), tag.at)
            if isinstance(made, Wrong):  # refused as it was read
                continue
            for name, *_ in made.arguments:
                reason = _unfit(scope, one, name)
                if reason is not None:
                    remedy = _remedy(one, name, fit)
                    yield Problem(tag.at, f"tag `{tag}`: {reason}", remedy)


def _unfit(scope: Scope, one: Operation, name: str) -> str | None:
    """Return why an argument cannot stand in a tag."""
    argument = one.args.get(Word(name))
    if argument is None:
        return f"`{name}` bukan argumen `{one.name}`"
    if name not in upstream(one):
        return f"argumen `{name}` tidak dikirim ke layanan, jadi jawabannya sama"
    if argument.type.is_list or argument.type.named in scope.inputs:
        return f"argumen `{name}` bukan nilai tunggal"
    if argument.personal:
        return f"argumen `{name}` data pribadi"
    return None


def _remedy(one: Operation, name: str, fit: list[str]) -> str:
    if not fit:
        return f"hapus, atau beri `{one.name}` `cache` sendiri"
    listed = ", ".join(f"`{word}`" for word in fit)
    return near(name, fit) or f"pakai salah satu: {listed}"
