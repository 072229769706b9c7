"""A key that is a part of the path."""

from typing import Final
from urllib.parse import quote

from typing_extensions import override

from gateway.config.credentials import PathKey
from gateway.connectors.auth.credential import Credential, Draft
from gateway.errors import Internal

_SAFE: Final = "!$&'()*+,;=:@"  # RFC 3986 pchar


class KeyInPath(Credential):
    """Segments between a base URL and the path of a call, or behind that."""

    word = PathKey.word

    def __init__(self, config: PathKey, bases: tuple[str, ...]) -> None:
        parts = [part for part in config.value.split("/") if part]
        self._key = "".join(f"/{quote(part, safe=_SAFE)}" for part in parts)
        self._last = config.last
        self._bases = tuple(sorted((one.rstrip("/") for one in bases), reverse=True))

    @override
    async def apply(self, draft: Draft) -> Draft:
        prepared = draft.prepared
        path, mark, query = prepared.url.partition("?")
        base = next((b for b in self._bases if _is_below(path, b)), None)
        if base is None:
            raise Internal("A request is not below its connector's URL.")
        if self._last:
            path = f"{path.rstrip('/')}{self._key}"
        else:
            path = f"{base}{self._key}{path[len(base) :]}"
        return draft._replace(prepared=prepared._replace(url=f"{path}{mark}{query}"))


def _is_below(path: str, base: str) -> bool:
    return path == base or path.startswith(f"{base}/")
