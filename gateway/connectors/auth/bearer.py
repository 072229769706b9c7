"""A token that is given: fixed, or in a file that somebody else renews."""

from pathlib import Path

from typing_extensions import override

from gateway.config.credentials import Bearer
from gateway.connectors.auth.credential import Credential, Draft
from gateway.connectors.auth.filling import compile_places
from gateway.connectors.send import Received
from gateway.connectors.tls import beside
from gateway.errors import UpstreamAuth


class FileToken:
    """A token in a file, read again when that changes.

    While the file is missing or unreadable the last token holds.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int, int] | None = None
        self._token = ""

    def __call__(self) -> str:
        """Return the token; empty where there never was one."""
        try:
            stat = self._path.stat()
            seen = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
            if seen != self._seen:
                self._token = self._path.read_text("utf-8").strip() or self._token
                self._seen = seen
        except (OSError, UnicodeDecodeError):
            pass
        return self._token


class BearerToken(Credential):
    """A given token in its places."""

    word = Bearer.word

    def __init__(self, config: Bearer) -> None:
        self._file = None if config.file is None else FileToken(beside(config.file))
        self._fixed = str(config.token or "")
        self._put = compile_places(config.places)

    @override
    async def apply(self, draft: Draft) -> Draft:
        token = self._token()
        if not (token.isascii() and token.isprintable()):
            raise UpstreamAuth("The gateway's token cannot be sent.")
        draft = draft.saying("token", token)
        return self._put(draft, draft.said)

    @override
    async def renew(self, draft: Draft, received: Received) -> bool:
        return draft.said.get("token") != self._token()

    def _token(self) -> str:
        return self._fixed if self._file is None else self._file()
