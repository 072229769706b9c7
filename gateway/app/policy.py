"""What the settings say of an engine: the bounds of operations, and links to files."""

from gateway.config.model import Config
from gateway.connectors.media_links import MediaLinks, media_of
from gateway.errors import SettingsError
from gateway.execution.analyse import Limits
from gateway.execution.graph import EnginePolicy
from gateway.execution.reader import ReadPolicy
from gateway.settings import Settings


def engine_policy(settings: Settings) -> EnginePolicy:
    """Return the engine's bounds as the settings have them."""
    limits = Limits(
        length=settings.max_document,
        tokens=settings.max_tokens,
        depth=settings.max_depth,
        root_fields=settings.max_root_fields,
    )
    read = ReadPolicy(
        limits,
        introspection=settings.introspects,
        hardened=not settings.development,
        kept=settings.document_cache,
    )
    return EnginePolicy(read, settings.operation_timeout, settings.max_calls)


def media_links(config: Config, settings: Settings) -> MediaLinks:
    """Return what makes links to files. Raises SettingsError without a needed key."""
    media = media_of(config)
    key = settings.media_key
    for name, one in media.items():
        if one.auth and key is None:
            raise SettingsError(
                f"GATEWAY_MEDIA_KEY: wajib diisi, sebab `media` konektor `{name}` memakai"
                " `auth: true`"
            )
    secret = b"" if key is None else key.get_secret_value().encode()
    return MediaLinks(settings.public, media, secret)
