"""The media proxy: addresses that can be compared, and fields that can be proxied."""

from collections.abc import Iterator

from gateway.config.checks.scope import Scope, fielded
from gateway.config.credentials import Forward
from gateway.config.media import Media
from gateway.config.model import Connector, FieldDef, TypeDef
from gateway.config.place import Word
from gateway.config.problems import Problem
from gateway.config.web import normalise, origin


def media(scope: Scope) -> Iterator[Problem]:
    """Judge every connector's `media` and every field with `proxy`."""
    for connector in scope.config.connectors.values():
        if connector.media is not None:
            yield from _addresses(connector, connector.media)
    for kind in fielded(scope.config):
        home = kind.connector if isinstance(kind, TypeDef) else None
        for field in kind.fields.values():
            yield from _field(scope, field, field, home)
    for one in scope.operations():
        fields = scope.fields.get(one.returns.named, {})
        for name, override in one.fields.items():
            declared = fields.get(name)
            if declared is not None and override.proxy and not declared.proxy:
                yield from _field(scope, declared, override, one.connector)


def _addresses(connector: Connector, found: Media) -> Iterator[Problem]:
    if found.auth and any(isinstance(one, Forward) for one in connector.auth):
        yield Problem(
            found.at,
            "`auth: true` tidak berlaku untuk `kind: forward`: tautan berkas dibuka"
            " tanpa masuk",
            "hapus `auth` pada `media`",
        )
    own = normalise(connector.url)
    for prefix in found.allow:
        address = normalise(prefix)
        if address is None:
            yield Problem(
                prefix.at,
                f"alamat `{prefix}` tidak dapat dibandingkan",
                "tulis tanpa `.`, `..`, atau garis miring tersandi di path-nya",
            )
        elif found.auth and (own is None or origin(address) != origin(own)):
            yield Problem(
                prefix.at,
                "`auth: true` mengirim kredensial ke host yang bukan milik konektor ini",
                "hapus `auth`, atau sebut hanya alamat di host konektor",
            )


def _field(
    scope: Scope, declared: FieldDef, field: FieldDef, home: Word | None
) -> Iterator[Problem]:
    if not field.proxy:
        return
    if declared.type.named != "URL":
        yield Problem(
            field.at,
            f"`proxy` hanya untuk `URL`, padahal `{field.name}` bertipe"
            f" `{declared.type}`",
            "hapus `proxy`, atau pakai `type: URL`",
        )
    if field.personal or declared.personal:
        yield Problem(
            field.at,
            f"`{field.name}` adalah data pribadi, sedangkan tautan `proxy` dapat dibuka"
            " siapa saja",
            "hapus `proxy`",
        )
    if not _served(scope, home):
        of = f"konektor `{home}`" if home is not None else "konektor mana pun"
        yield Problem(
            field.at,
            f"`{field.name}` memakai `proxy`, tetapi {of} tidak punya `media`"
            if home is not None
            else f"`{field.name}` memakai `proxy`, tetapi tidak ada konektor dengan"
            " `media`",
            'tambahkan `media: {allow: ["https://…/"]}` pada konektornya',
        )


def _served(scope: Scope, home: Word | None) -> bool:
    """Tell whether files of a field can be passed on, where it is declared at least."""
    connectors = scope.config.connectors
    if home is not None:
        found = connectors.get(home)
        return found is None or found.media is not None
    return any(one.media is not None for one in connectors.values())
