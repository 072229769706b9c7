"""Credentials: each is whole, none undoes another, and none leaks by design."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from gateway.config.bodies import TextBody
from gateway.config.checks.hint import hint
from gateway.config.checks.operations import calls
from gateway.config.checks.scope import Scope
from gateway.config.credentials import (
    MOMENTS,
    TOKENS,
    Basic,
    Bearer,
    BodyFields,
    ClientCredentials,
    Credential,
    Digest,
    HeaderKey,
    Hmac,
    Login,
    MutualTls,
    PathKey,
    Places,
    Plugin,
    QueryKey,
    Session,
)
from gateway.config.model import Call, Connector, Template
from gateway.config.place import NOWHERE, Place, Word
from gateway.config.problems import Problem

_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")  # RFC 9110 §5.6.2
_WORD: Final = re.compile(r"[_A-Za-z][_0-9A-Za-z]*\Z")
_TAKEN: Final = frozenset(
    ["connection", "content-length", "host", "transfer-encoding", "upgrade", "te"]
)


def credentials(scope: Scope) -> Iterator[Problem]:
    """Refuse credentials that are incomplete, or get in each other's way."""
    for connector in scope.config.connectors.values():
        for one in connector.auth:
            yield from _whole(one)
            yield from _every(one)
            yield from _private(connector, one)
        yield from _templates(connector)
        yield from _headers(connector)
        yield from _certificates(connector)


def bodies(scope: Scope) -> Iterator[Problem]:
    """Refuse a credential in the body where a call has none."""
    for one in scope.operations():
        connector = scope.config.connectors.get(one.connector)
        if connector is None or not any(
            isinstance(auth, BodyFields) for auth in connector.auth
        ):
            continue
        for call in calls(one):
            if not (call.open or _has_body(call)):
                yield Problem(
                    call.at,
                    f"`{one.name}` tanpa isi, padahal kredensial `body` mengisinya",
                    "tulis `form`, `json`, `xml`, atau `soap`, misalnya `form: {}`",
                )


def _has_body(call: Call) -> bool:
    fielded = call.body is not None and not isinstance(call.body, TextBody)
    return fielded or call.form is not None or call.has_json


def _whole(one: Credential) -> Iterator[Problem]:
    """Judge one credential by itself."""
    if isinstance(one, Bearer) and (one.token is None) is (one.file is None):
        yield Problem(
            one.at, "kredensial `bearer` perlu `token` atau `file`", "tulis salah satu"
        )
    if isinstance(one, Plugin) and one.sign is None and one.decrypt is None:
        yield Problem(
            one.at,
            "kredensial `plugin` tanpa `sign` dan `decrypt`",
            "tulis paling sedikit satu, misalnya `sign: paket.modul:fungsi`",
        )
    if isinstance(one, (Basic, Digest)) and ":" in one.user:
        yield Problem(
            one.user.at,
            "nama pengguna memuat `:`",
            "RFC 7617 dan 7616 tidak membolehkannya",
        )
    if isinstance(one, PathKey) and not _is_path(one.value):
        yield Problem(
            one.value.at,
            "kunci dalam path kosong, atau memuat `.`, `..`, atau bagian kosong",
            "periksa isinya",
        )
    if isinstance(one, HeaderKey) and not _is_sendable(one.value):
        yield Problem(
            one.value.at,
            "isi header memuat aksara yang tidak dapat dikirim",
            "periksa isinya",
        )


def _every(one: Credential) -> Iterator[Problem]:
    """Refuse to take every answer for a refusal."""
    if HTTPStatus.OK in one.refused.statuses:
        yield Problem(
            one.at,
            "`refused: 200` menolak setiap jawaban yang berhasil",
            "tulis syarat pada isinya, misalnya `{path: message, in: [Invalid key]}`",
        )


def _private(connector: Connector, one: Credential) -> Iterator[Problem]:
    """Refuse to fetch tokens in the clear over the internet."""
    if isinstance(one, ClientCredentials):
        url: Word | None = one.token_url
    elif isinstance(one, (Login, Session)):
        url = one.call.base
    else:
        return
    plain = url is not None and urlsplit(url).scheme == "http"
    if url is not None and plain and connector.network.kind == "public":
        yield Problem(
            url.at,
            "rahasia dikirim tanpa enkripsi ke internet",
            "pakai `https://`, atau `network: private` bila layanannya di intranet",
        )


def _is_path(value: str) -> bool:
    parts = value.strip("/").split("/")
    return all(part not in {"", ".", ".."} for part in parts)


def _is_sendable(value: str) -> bool:
    return value.isascii() and (value.isprintable() or not value)


# ------------------------------------------------------------------ templates


def _templates(connector: Connector) -> Iterator[Problem]:
    """Refuse words in templates that nothing fills."""
    tokens = False
    for one in connector.auth:
        known = {"token"} if tokens or isinstance(one, TOKENS) else set[str]()
        if isinstance(one, Hmac):
            yield from _values(one)
            known |= MOMENTS | set(map(str, one.values))
            yield from _unknown(one.sign, known)
            known |= {"signature"}
            yield from _unsigned(one)
        for place in _places(one):
            yield from _unknown(place, known - {"body"})
        tokens = tokens or isinstance(one, TOKENS)


def _places(one: Credential) -> Iterator[Template]:
    places = getattr(one, "places", None)
    if isinstance(places, Places):
        for _, template in (*places.headers, *places.query):
            yield template


def _unknown(template: Template, known: set[str]) -> Iterator[Problem]:
    for argument in template.arguments:
        name = ".".join(argument)
        if name in known:
            continue
        remedy = hint(name, sorted(known))
        if name == "token":
            remedy = "tulis kredensial yang membuat token sebelum yang ini"
        yield Problem(template.at, f"`{{{name}}}` tidak dikenal di sini", remedy)


def _values(one: Hmac) -> Iterator[Problem]:
    for name, value in one.values.items():
        if name in MOMENTS | {"token", "signature"}:
            yield Problem(value.at, f"kata `{name}` sudah punya arti", "beri nama lain")
        elif not _WORD.match(name):
            yield Problem(
                value.at, f"`{name}` bukan kata", "pakai huruf, angka, dan `_`"
            )


def _unsigned(one: Hmac) -> Iterator[Problem]:
    if not any(("signature",) in template.arguments for template in _places(one)):
        yield Problem(
            one.at,
            "tanda tangan dibuat tetapi tidak dikirim",
            'tulis misalnya `headers: {X-signature: "{signature}"}`',
        )


# ------------------------------------------------------------------ headers


def _headers(connector: Connector) -> Iterator[Problem]:
    """Refuse a header, or parameter, that two would set: one would be lost."""
    known: dict[tuple[str, str], Place] = {
        ("header", name.lower()): connector.at for name, _ in connector.headers
    }
    for one in connector.auth:
        for kind, name, at in _sets(one):
            if kind == "header" and (not _NAME.match(name) or name.lower() in _TAKEN):
                yield Problem(
                    at, f"header `{name}` tidak dapat dipakai", "pakai nama lain"
                )
            key = (kind, name.lower() if kind == "header" else name)
            first = known.setdefault(key, at)
            if first is not at:
                yield Problem(
                    at,
                    f"{kind} `{name}` diisi dua kali",
                    f"yang pertama di {first}; pakai salah satu",
                )


def _sets(one: Credential) -> Iterator[tuple[str, str, Place]]:
    """Yield what a credential sets: header or parameter, its name, and where."""
    match one:
        case HeaderKey():
            yield "header", one.name, one.name.at
        case QueryKey():
            yield "parameter", one.name, one.name.at
        case Basic():
            yield "header", one.header, one.at
        case Digest():
            yield "header", "Authorization", one.at
        case Session():
            yield "header", "Cookie", one.at
        case _:
            places = getattr(one, "places", Places())
            for name, template in places.headers:
                yield "header", name, one.at if template.at is NOWHERE else template.at
            for name, template in places.query:
                yield "parameter", name, template.at


def _certificates(connector: Connector) -> Iterator[Problem]:
    """Refuse two client certificates, and TLS where there is none."""
    certificates = [one for one in connector.auth if isinstance(one, MutualTls)]
    for one in certificates[1:]:
        yield Problem(one.at, "dua sertifikat klien", "pakai salah satu")
    needs = [one.at for one in (*certificates[:1], connector.tls) if one is not None]
    if (
        needs
        and connector.url
        and not all(one.startswith("https:") for one in connector.bases)
    ):
        yield Problem(
            needs[0], "TLS diatur, padahal `url` tanpa https", "pakai `https://`"
        )
