"""A name and a password that are never sent: RFC 7616."""

import hashlib
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from typing_extensions import override

from gateway.config.credentials import Digest
from gateway.connectors.auth.challenge import ALGORITHMS, Challenge, read_challenges
from gateway.connectors.auth.credential import Credential, Draft, Random
from gateway.connectors.send import Received
from gateway.connectors.template import Prepared


class Digested(Credential):
    """Answers a service's challenge, and the same one as long as it holds.

    The first request of a connector goes out without and is sent once more.
    """

    word = Digest.word

    def __init__(self, config: Digest, random: Random) -> None:
        self._user = str(config.user)
        self._password = str(config.password)
        self._random = random
        self._challenge: Challenge | None = None
        self._count = 0

    @override
    async def apply(self, draft: Draft) -> Draft:
        challenge = self._challenge
        if challenge is None:
            return draft.noting("digest", "dihitung setelah layanan meminta (401)")
        self._count += 1
        value = respond(
            challenge,
            (self._user, self._password),
            draft.prepared,
            self._count,
            self._random(16).hex(),
        )
        draft = draft.saying("digest.nonce", challenge.nonce)
        draft = draft.saying("digest.count", str(self._count))
        return draft.with_headers((("Authorization", value),))

    @override
    async def renew(self, draft: Draft, received: Received) -> bool:
        fresh = read_challenges(received.headers.getall("www-authenticate", []))
        if fresh is None:
            return False
        used = draft.said.get("digest.nonce")
        newer = self._challenge is not None and self._challenge.nonce != used
        if newer and not fresh.stale:
            return True  # another call was challenged meanwhile
        # A nonce that has served before may have ended without being called stale.
        ended = fresh.nonce != used and draft.said.get("digest.count") != "1"
        if used is not None and not fresh.stale and not ended:
            return False
        self._challenge, self._count = fresh, 0
        return True


def respond(
    challenge: Challenge,
    who: tuple[str, str],
    prepared: Prepared,
    count: int,
    cnonce: str,
) -> str:
    """Return the Authorization header that meets a challenge, RFC 7616 §3.4."""
    user, password = who
    name = ALGORITHMS[challenge.algorithm]
    parts = urlsplit(prepared.url)
    uri = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    secret = _hash(name, f"{user}:{challenge.realm}:{password}")
    if challenge.session:
        secret = _hash(name, f"{secret}:{challenge.nonce}:{cnonce}")
    action = f"{prepared.method}:{uri}"
    if challenge.qop == "auth-int":
        action += f":{hashlib.new(name, prepared.body or b'').hexdigest()}"
    middle = [challenge.nonce]
    if challenge.qop is not None:
        middle += [f"{count:08x}", cnonce, challenge.qop]
    response = _hash(name, ":".join((secret, *middle, _hash(name, action))))
    return _write(
        challenge, _named(challenge, user, name), uri, response, count, cnonce
    )


def _named(challenge: Challenge, user: str, name: str) -> Mapping[str, str]:
    """Say whose digest it is: §3.4.4 where the name is hashed, §3.4 else."""
    if challenge.userhash:
        return {"username": _quoted(_hash(name, f"{user}:{challenge.realm}"))}
    if user.isascii() and user.isprintable():
        return {"username": _quoted(user)}
    return {"username*": f"UTF-8''{quote(user, safe='')}"}


def _write(
    challenge: Challenge,
    named: Mapping[str, str],
    uri: str,
    response: str,
    count: int,
    cnonce: str,
) -> str:
    words = {
        **named,
        "realm": _quoted(challenge.realm),
        "nonce": _quoted(challenge.nonce),
        "uri": _quoted(uri),
        "response": _quoted(response),
        "algorithm": challenge.algorithm + ("-sess" if challenge.session else ""),
    }
    if challenge.qop is not None:
        words |= {
            "qop": challenge.qop,
            "nc": f"{count:08x}",
            "cnonce": _quoted(cnonce),
        }
    elif challenge.session:
        words["cnonce"] = _quoted(cnonce)
    if challenge.opaque is not None:
        words["opaque"] = _quoted(challenge.opaque)
    if challenge.userhash:
        words["userhash"] = "true"
    return "Digest " + ", ".join(f"{name}={value}" for name, value in words.items())


def _hash(name: str, text: str) -> str:
    return hashlib.new(name, text.encode()).hexdigest()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
