"""A keyed hash of a text that is made of the request (RFC 2104)."""

import base64
import hashlib
import hmac
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Final
from urllib.parse import urlsplit

from typing_extensions import override

from gateway.config.credentials import Hmac
from gateway.config.model import Template
from gateway.connectors.auth.credential import Credential, Draft, Moment, Random
from gateway.connectors.auth.filling import compile_places
from gateway.connectors.readers.dates import show_moment
from gateway.connectors.readers.zones import zone_of
from gateway.connectors.template import Prepared
from gateway.connectors.writers.moments import compile_moment_writer

TEXT_STEP: Final = "teks yang ditandatangani"
SIGNATURE_STEP: Final = "tanda tangan"

_FORMS: Final[Mapping[str, Callable[[bytes], str]]] = {
    "hex": bytes.hex,
    "HEX": lambda raw: raw.hex().upper(),
    "base64": lambda raw: base64.b64encode(raw).decode(),
    "base64url": lambda raw: base64.urlsafe_b64encode(raw).decode().rstrip("="),
}


class Signed(Credential):
    """Signs each request anew."""

    word = Hmac.word

    def __init__(self, config: Hmac, moment: Moment) -> None:
        self._config = config
        self._moment = moment
        self._key = decode_key(config.key, config.key_form)
        self._values = {name: str(value) for name, value in config.values.items()}
        self._date = compile_date(str(config.date), config.zone)
        self._put = compile_places(config.places)

    @override
    async def apply(self, draft: Draft) -> Draft:
        words = {**draft.said, **self._words(draft.prepared), **self._values}
        text = _joined(self._config.sign, words, draft.prepared.body or b"")
        made = hmac.new(self._key, text, self._config.algorithm).digest()
        words["signature"] = _FORMS[self._config.form](made)
        draft = draft.noting(TEXT_STEP, text.decode("utf-8", "replace"))
        draft = draft.noting(SIGNATURE_STEP, words["signature"])
        return self._put(draft, words)

    def _words(self, prepared: Prepared) -> dict[str, str]:
        """Return what may be said of a request, and of the moment it is made in."""
        config, now = self._config, self._moment.now()
        parts = urlsplit(prepared.url)
        path = parts.path or "/"
        digest = hashlib.new(config.body_algorithm, prepared.body or b"").digest()
        return {
            "method": prepared.method,
            "host": parts.netloc,
            "path": path,
            "query": parts.query,
            "sorted_query": "&".join(sorted(filter(None, parts.query.split("&")))),
            "target": f"{path}?{parts.query}" if parts.query else path,
            "body_hash": _FORMS[config.body_form](digest),
            "timestamp": str(int(now)),
            "timestamp_ms": str(int(now * 1000)),
            "date": self._date(now),
            "nonce": _nonce(config.nonce, self._moment.random),
        }


def decode_key(key: str, form: str) -> bytes:
    """Return the bytes of a key. Raises ValueError for one that is not so written."""
    if form == "hex":
        return bytes.fromhex(key)
    if form == "base64":
        return base64.b64decode(key, validate=True)
    return key.encode()


def compile_date(form: str, zone: str | None) -> Callable[[float], str]:
    """Compile how a Unix time is written: `http` (RFC 9110 §5.6.7), `iso`, a pattern.

    Raises ValueError, in Indonesian, for a pattern or zone that is none.
    """
    place = UTC if zone is None else zone_of(zone)
    if form == "http":
        return lambda now: format_datetime(
            datetime.fromtimestamp(now, UTC), usegmt=True
        )
    if form == "iso":
        return lambda now: show_moment(datetime.fromtimestamp(int(now), place))
    write = compile_moment_writer("DateTime", form, zone or "UTC")
    return lambda now: write(datetime.fromtimestamp(now, place).isoformat())


def _joined(template: Template, words: Mapping[str, str], body: bytes) -> bytes:
    """Return the text to sign; a body goes in as the bytes that are sent."""
    parts = template.parts
    return b"".join(
        [
            part.encode()
            if isinstance(part, str)
            else body
            if part == ("body",)
            else words[".".join(part)].encode()
            for part in parts
        ]
    )


def _nonce(form: str, random: Random) -> str:
    raw = random(16)
    if form == "uuid":
        return str(uuid.UUID(bytes=raw, version=4))
    return f"{int.from_bytes(raw) % 10**32:032}" if form == "digits" else raw.hex()
