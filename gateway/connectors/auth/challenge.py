"""The challenges of a WWW-Authenticate header (RFC 9110 §11.6.1)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

ALGORITHMS: Final[Mapping[str, str]] = {
    "SHA-256": "sha256",
    "SHA-512-256": "sha512_256",
    "MD5": "md5",
}
"""Of RFC 7616 §3.2, the better first, with hashlib's names."""

_WORD: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_PART: Final = re.compile(
    rf"""[\s,]*(?:({_WORD})[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|({_WORD}))(?=[\s,]|\Z)
    |({_WORD})(?:[ \t]+[A-Za-z0-9._~+/-]+=*(?=[\s,]|\Z)(?![ \t]*=))?)""",
    re.VERBOSE,
)
_LONGEST: Final = 8192


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a service asks of a digest."""

    realm: str
    nonce: str
    algorithm: str = "MD5"
    session: bool = False  # the -sess variants
    qop: str | None = None  # auth or auth-int; None as in RFC 2069
    opaque: str | None = None
    stale: bool = False
    userhash: bool = False


def read_challenges(headers: Iterable[str]) -> Challenge | None:
    """Return the best challenge to a digest that can be met, if there is one."""
    found = [
        made
        for text in headers
        for scheme, words in _parse(text[:_LONGEST])
        if scheme == "digest" and (made := _challenge(words)) is not None
    ]
    order = list(ALGORITHMS)
    return min(found, key=lambda one: order.index(one.algorithm), default=None)


def _parse(text: str) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    position = 0
    while position < len(text):
        part = _PART.match(text, position)
        if part is None:
            break
        name, quoted, plain, scheme = part.groups()
        if scheme is not None:
            found.append((scheme.lower(), {}))
        elif found:
            value = plain if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
            found[-1][1].setdefault(name.lower(), value)
        position = part.end()
    return found


def _challenge(words: Mapping[str, str]) -> Challenge | None:
    stated = words.get("algorithm", "MD5").upper()
    algorithm = stated.removesuffix("-SESS")
    if algorithm not in ALGORITHMS or "nonce" not in words or "realm" not in words:
        return None
    echoed = words["realm"] + words["nonce"] + words.get("opaque", "")
    if not (echoed.isascii() and echoed.isprintable()):
        return None  # no header could say it again
    offered = {one.strip().lower() for one in words.get("qop", "").split(",")} - {""}
    qop = next((one for one in ("auth", "auth-int") if one in offered), None)
    if offered and qop is None:
        return None
    return Challenge(
        realm=words["realm"],
        nonce=words["nonce"],
        algorithm=algorithm,
        session=stated.endswith("-SESS"),
        qop=qop,
        opaque=words.get("opaque"),
        stale=words.get("stale", "").lower() == "true",
        userhash=words.get("userhash", "").lower() == "true",
    )
