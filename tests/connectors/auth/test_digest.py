"""Digest access, against a verifier written here from RFC 7616 alone."""

import hashlib
import re
from dataclasses import dataclass, field

import pytest

from gateway.connectors.auth.challenge import Challenge, read_challenges
from gateway.connectors.auth.digest import respond
from gateway.connectors.template import Prepared
from gateway.errors import UpstreamAuth
from tests.connectors.auth.lines import Asked, Reply, opened

AUTH = "{kind: digest, user: Mufasa, password: '${S}'}"
SECRET = {"S": "Circle of Life"}
HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}  # the RFC's names


@dataclass
class Verifier:
    """A service that asks for a digest and works it out on its own."""

    algorithm: str = "SHA-256"
    qop: str | None = "auth"
    nonce: str = "n1"
    stale: bool = False
    userhash: bool = False
    password: str = SECRET["S"]
    counts: list[int] = field(default_factory=list[int])

    def challenge(self) -> tuple[str, str]:
        words = [
            f'realm="http-auth@example.org", nonce="{self.nonce}", opaque="op,aque"'
        ]
        words += [f"algorithm={self.algorithm}", f"stale={str(self.stale).lower()}"]
        words += [f'qop="{self.qop}"'] if self.qop else []
        words += ["userhash=true"] if self.userhash else []
        return "WWW-Authenticate", "Digest " + ", ".join(words)

    def __call__(self, asked: Asked) -> Reply:
        sent = asked.headers.get("authorization", "")
        if sent.startswith("Digest ") and self.verify(asked, sent):
            return Reply("ok")
        return Reply(
            {}, 401, (("WWW-Authenticate", 'Basic realm="x"'), self.challenge())
        )

    def verify(self, asked: Asked, sent: str) -> bool:
        found = re.findall(r'([\w*]+)=(?:"([^"]*)"|([^\s,]+))', sent)
        words = {name: quoted or plain for name, quoted, plain in found}
        base = self.algorithm.removesuffix("-sess")

        def h(text: str) -> str:
            return HASHES[base](text.encode()).hexdigest()

        user, realm = "Mufasa", "http-auth@example.org"
        a1 = h(f"{user}:{realm}:{self.password}")
        if self.algorithm.endswith("-sess"):
            a1 = h(f"{a1}:{words['nonce']}:{words['cnonce']}")
        a2 = f"{asked.method}:{asked.target}"
        if words.get("qop") == "auth-int":
            a2 += ":" + HASHES[base](asked.body).hexdigest()
        middle = words["nonce"]
        if self.qop:
            middle += f":{words['nc']}:{words['cnonce']}:{words['qop']}"
            self.counts.append(int(words["nc"], 16))
        named = h(f"{user}:{realm}") if self.userhash else user
        return bool(
            words["response"] == h(f"{a1}:{middle}:{h(a2)}")
            and words["nonce"] == self.nonce
            and words["uri"] == asked.target
            and words["opaque"] == "op,aque"
            and words["username"] == named
        )


@pytest.mark.parametrize("algorithm", ["MD5", "MD5-sess", "SHA-256", "SHA-256-sess"])
@pytest.mark.parametrize("qop", ["auth", "auth-int", None])
async def test_answers_the_challenge(algorithm: str, qop: str | None) -> None:
    """Each algorithm and quality of protection is met, and the nonce is used again."""
    verifier = Verifier(algorithm, qop)
    async with opened(verifier, AUTH, SECRET) as (server, at):
        for path in ("/a?b=1", "/c"):
            assert 200 == (await at.get(path)).status
    assert 3 == len(server.requests)
    assert ([1, 2] if qop else []) == verifier.counts


async def test_a_hashed_name() -> None:
    """RFC 7616 §3.4.4: the name is hashed where the service asks for it."""
    async with opened(Verifier(userhash=True), AUTH, SECRET) as (server, at):
        assert 200 == (await at.get()).status
    assert b"Mufasa" not in b"".join(server.requests)


@pytest.mark.parametrize("stale", [True, False])
async def test_a_nonce_that_ended(stale: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """A new nonce is taken where the old one is stale, or has served before."""
    verifier = Verifier()
    async with opened(verifier, AUTH, SECRET) as (server, at):
        await at.get()
        await at.get()
        verifier.nonce, verifier.stale = "n2", stale
        assert 200 == (await at.get()).status
    assert (5, [1, 2, 3, 1]) == (len(server.requests), verifier.counts)


async def test_a_wrong_password() -> None:
    """A digest that is refused is UPSTREAM_AUTH after one attempt."""
    async with opened(Verifier(password="salah"), AUTH, SECRET) as (server, at):  # noqa: S106 - a test's
        for _ in range(2):
            with pytest.raises(UpstreamAuth):
                await at.get()
    assert 3 == len(server.requests)


@pytest.mark.parametrize(
    "header",
    ["", "Basic realm=x", 'Digest realm="x"', "Digest nonce=1, realm=x, qop=b"],
)
async def test_no_challenge_that_can_be_met(header: str) -> None:
    """A refusal without a digest's challenge is final."""
    reply = Reply({}, 401, (("WWW-Authenticate", header),) if header else ())
    async with opened(lambda _: reply, AUTH, SECRET) as (server, at):
        with pytest.raises(UpstreamAuth):
            await at.get()
    assert 1 == len(server.requests)


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        (['Digest realm="a, b", nonce="n"'], Challenge("a, b", "n")),
        (
            ['digest REALM=a,nonce = "n" , qop="auth-int,auth"'],
            Challenge("a", "n", qop="auth"),
        ),
        (
            ['Digest realm="a\\"b", nonce="n", stale=TRUE'],
            Challenge('a"b', "n", stale=True),
        ),
        (
            [
                (
                    'Digest realm=a, nonce=1, algorithm=MD5, Digest realm=b, nonce="2", '
                    "algorithm=SHA-256"
                )
            ],
            Challenge("b", "2", "SHA-256"),
        ),
        (
            [
                "Digest realm=a, nonce=1",
                "Digest realm=b, nonce=2, algorithm=SHA-512-256",
            ],
            Challenge("b", "2", "SHA-512-256"),
        ),
        (["Negotiate YWJj==, Digest realm=a, nonce=1"], Challenge("a", "1")),
        (["Digest realm=a, nonce=1, algorithm=ROT13"], None),
        (["Digest"], None),
        (['Digest realm="a'], None),
        (['Digest realm="a\udcff", nonce=1'], None),
        (['Digest realm=a, nonce="\x01"'], None),
        (['Digest realm=a, nonce=1, opaque="é"'], None),
        (["=,=;;"], None),
        ([", , ,"], None),
        ([""], None),
        ([], None),
    ],
    ids=repr,
)
def test_challenges(headers: list[str], found: Challenge | None) -> None:
    """The best challenge of several, however they are written; junk is none."""
    assert found == read_challenges(headers)


def test_the_example_of_the_rfc() -> None:
    """RFC 7616 §3.9.1, with its published digests."""
    nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"
    cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
    request = Prepared("GET", "http://www.example.org/dir/index.html")
    for algorithm, response in (
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ):
        challenge = Challenge("http-auth@example.org", nonce, algorithm, qop="auth")
        header = respond(challenge, ("Mufasa", "Circle of Life"), request, 1, cnonce)
        assert f'response="{response}"' in header
        assert "nc=00000001" in header


def test_a_name_that_no_header_holds() -> None:
    """RFC 7616 §3.4: it is written as RFC 8187 has it."""
    challenge = Challenge("a", "n", session=True)
    header = respond(
        challenge, ("Jäsøn", "x"), Prepared("GET", "http://a.test"), 1, "c"
    )
    assert "username*=UTF-8''J%C3%A4s%C3%B8n" in header
    assert 'cnonce="c"' in header
    assert 'uri="/"' in header
