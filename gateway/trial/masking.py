"""Secrets and personal data kept out of what is shown.

A secret is shown by the reference that filled it in (`${BAPENDA_KEY}`),
personal data as dots; also where they stand URL-encoded, escaped in JSON, or
within base64.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import quote, quote_plus, urlsplit

HIDDEN: Final = "•••"
_SHORT: Final = 4  # characters; shorter values are hidden only as whole words
_BASE64: Final = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}")
_SCHEME: Final = re.compile(r"(?:[A-Za-z]+ )?")
"""How a credential is used (RFC 9110 §11.4)."""
_WORDS: Final = frozenset({"public", "private", "loopback"})


class Mask:
    """Replaces what must not be shown.

    `secrets` are values with what is shown instead; `personal` are values that
    become dots.
    """

    def __init__(
        self, secrets: Mapping[str, str], personal: Iterable[str] = ()
    ) -> None:
        self._secrets = {
            value: shown
            for value, shown in secrets.items()
            if value and not _harmless(value)
        }
        self._shown: dict[str, str] = {}
        for value in personal:
            self._learn(value, HIDDEN)
        for value, shown in self._secrets.items():
            self._learn(value, shown)
        self._forms = _compiled(self._shown)

    def also(self, secrets: Iterable[str], personal: Iterable[str] = ()) -> "Mask":
        """Return a mask that hides more values, which have no reference to show."""
        more = dict.fromkeys((value for value in secrets if value), HIDDEN)
        hidden = [value for value, shown in self._shown.items() if shown == HIDDEN]
        return Mask({**more, **self._secrets}, [*hidden, *personal])

    def text(self, text: str) -> str:
        """Return a text without what is hidden."""
        if self._forms is None:
            return text
        shown: list[str] = []
        begun = 0
        every = self._forms.finditer(text)
        whole = next(every, None)
        for found in _BASE64.finditer(text):
            while whole is not None and whole.end() < found.end():
                whole = next(every, None)
            if whole is not None and self._is_part(found, whole):
                continue
            token = self._token(found)
            if token != found[0]:  # what is shown for it is not looked at again
                shown += [self._plain(text[begun : found.start()]), token]
                begun = found.end()
        return "".join([*shown, self._plain(text[begun:])])

    def _plain(self, text: str) -> str:
        assert self._forms is not None  # noqa: S101 - asked only where there are some
        return self._forms.sub(lambda found: self._shown[found[0]], text)

    def _is_part(self, found: re.Match[str], whole: re.Match[str]) -> bool:
        """Tell whether base64 is a part of a secret, as a JWT has three, or one with a name.

        What is hidden without a name may be told by what it holds: all that there is
        but for how it is used, as `Basic` says.
        """
        start = whole.start()
        if not (start <= found.start() and found.end() <= whole.end()):
            return False
        rest = whole[0][: found.start() - start] + whole[0][found.end() - start :]
        alone = _SCHEME.fullmatch(rest) is not None
        return not alone or self._shown[whole[0]] != HIDDEN

    def _token(self, found: re.Match[str]) -> str:
        """Hide what is within base64: `Basic` writes a name and a password so."""
        decoded = _decoded(found[0])
        if decoded is None:
            return found[0]
        hidden = self._plain(decoded)
        return found[0] if hidden == decoded else f"base64({hidden})"

    def _learn(self, value: str, shown: str) -> None:
        for form in _forms(value):
            self._shown[form] = shown


def _harmless(value: str) -> bool:
    """Tell whether what came from outside is no secret: an address, or a word of ours."""
    if value in _WORDS:
        return True
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    plain = parts.scheme in {"http", "https"} and parts.path in {"", "/"}
    return plain and parts.username is None and not parts.query


def _forms(value: str) -> Iterator[str]:
    """Yield how a value may be written: as it is, URL-encoded, in JSON."""
    if not value:
        return
    yield value
    for encoded in (quote(value, safe=""), quote(value), quote_plus(value)):
        yield encoded
        yield re.sub(r"%[0-9A-F]{2}", lambda found: found[0].lower(), encoded)
    for ascii_only in (True, False):
        yield json.dumps(value, ensure_ascii=ascii_only)[1:-1]


def _compiled(shown: Mapping[str, str]) -> re.Pattern[str] | None:
    forms = sorted(shown, key=len, reverse=True)
    if not forms:
        return None
    return re.compile("|".join(map(_pattern, forms)))


def _pattern(form: str) -> str:
    whole = re.escape(form)
    return whole if len(form) >= _SHORT else rf"(?<!\w){whole}(?!\w)"


def _decoded(token: str) -> str | None:
    text = token.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
        decoded = raw.decode()
    except (binascii.Error, ValueError):
        return None
    return decoded
