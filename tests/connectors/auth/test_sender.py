"""Calls with credentials on real sockets: renewed once, told once, never elsewhere."""

import asyncio
from urllib.parse import parse_qs

import pytest
from typing_extensions import override

from gateway.connectors.auth.credential import Credential, Draft
from gateway.connectors.auth.origin import origin_of
from gateway.connectors.auth.refusing import LARGEST
from gateway.connectors.auth.sender import Authorised
from gateway.connectors.principal import Principal
from gateway.connectors.reuse import REST
from gateway.connectors.send import Outgoing
from gateway.connectors.template import Prepared
from gateway.errors import CodedError, Internal, Unauthenticated, UpstreamAuth
from gateway.observe import CredentialRefused
from tests.connectors.auth.lines import (
    Asked,
    Clock,
    Line,
    Reply,
    connector,
    line,
    opened,
    service,
)
from tests.connectors.conftest import Seen
from tests.connectors.faulty import Peer, faulty, says

OAUTH = (
    "{{kind: oauth2_client_credentials, token_url: '{url}/token', client_id: gw, "
    "client_secret: '${{S}}', scope: baca, audience: a{more}}}"
)
SECRET = {"S": "kenari-rahasia"}


class Office:
    """A service behind OAuth 2.0: gives T1, T2, … and takes those that are good."""

    def __init__(self, life: object = 3600) -> None:
        self.life = life
        self.given = 0
        self.good: set[str] = set()
        self.tokens: list[Asked] = []
        self.calls: list[Asked] = []
        self.deny = 401
        self.says: Reply | None = None
        self.page: bytes | None = None

    def __call__(self, asked: Asked) -> Reply:
        if asked.target == "/token":
            self.tokens.append(asked)
            self.given += 1
            self.good = {f"Bearer T{self.given}"}
            token = {"access_token": f"T{self.given}", "expires_in": self.life}
            return self.says or Reply(token)
        self.calls.append(asked)
        good = asked.headers.get("authorization") in self.good
        refusal = self.page or {"kode": "TOKEN"}
        return Reply("ok") if good else Reply(refusal, self.deny)


async def code(one: Line, path: str = "/a") -> str:
    """Make a call that must fail, and return its code."""
    with pytest.raises(CodedError) as raised:
        await one.get(path)
    assert "kenari" not in f"{raised.value!r} {vars(raised.value)}"
    return raised.value.code


def alarms(seen: Seen) -> int:
    """Count what the operator was told."""
    return sum(isinstance(one, CredentialRefused) for one in seen.events)


# ------------------------------------------------------------------ OAuth 2.0


async def test_a_token_is_fetched_and_kept() -> None:
    """RFC 6749 §4.4: one request for a token, with the client's name, and no other."""
    office = Office()
    async with service(office) as server:
        one = connector(OAUTH.format(url=server.url, more=""), SECRET, server.url)
        async with line(one) as at:
            for _ in range(3):
                assert b'"ok"' == (await at.get()).body
    (asked,) = office.tokens
    assert "POST" == asked.method
    assert "Basic Z3c6a2VuYXJpLXJhaGFzaWE=" == asked.headers["authorization"]
    assert {
        "grant_type": ["client_credentials"],
        "scope": ["baca"],
        "audience": ["a"],
    } == parse_qs(asked.body.decode())
    assert ["Bearer T1"] * 3 == [each.headers["authorization"] for each in office.calls]


async def test_a_token_that_ends() -> None:
    """Before its end it is fetched anew, and no call is refused."""
    office, clock = Office(life=100), Clock()
    async with service(office) as server:
        one = connector(OAUTH.format(url=server.url, more=""), SECRET, server.url)
        async with line(one, clock) as at:
            await at.get()
            clock.now = 71
            await at.get()
    assert (2, 2) == (len(office.tokens), len(office.calls))


@pytest.mark.parametrize("deny", [401, 403])
async def test_a_token_that_is_revoked(deny: int) -> None:
    """F30: refused once, renewed once, and the call succeeds."""
    office = Office()
    office.deny = deny
    async with service(office) as server:
        one = connector(OAUTH.format(url=server.url, more=""), SECRET, server.url)
        async with line(one) as at:
            await at.get()
            office.good = set()
            assert 200 == (await at.get()).status
    assert (2, 3, 0) == (len(office.tokens), len(office.calls), alarms(at.seen))


async def test_a_thousand_callers_are_refused_together() -> None:
    """1,000 calls with a revoked token make one request for another."""
    office = Office()
    async with service(office) as server:
        one = connector(OAUTH.format(url=server.url, more=""), SECRET, server.url)
        async with line(one) as at:
            await at.get()
            office.good = set()
            found = await asyncio.gather(*(at.get(seconds=30) for _ in range(1000)))
    assert {200} == {each.status for each in found}
    assert 2 == len(office.tokens)


async def test_refused_after_a_renewal() -> None:
    """What a fresh token does not help is UPSTREAM_AUTH: told once, and not tried on."""
    office = Office()
    async with service(office) as server:
        one = connector(OAUTH.format(url=server.url, more=""), SECRET, server.url)
        async with line(one) as at:
            office.good = {""}
            office.says = Reply({"access_token": "T0"})
            assert ["UPSTREAM_AUTH"] * 5 == [await code(at) for _ in range(5)]
            assert (2, 6) == (len(office.tokens), len(office.calls))
            assert 1 == alarms(at.seen)
            office.good = {"Bearer T0"}
            await at.get()
            office.good = set()
            assert "UPSTREAM_AUTH" == await code(at)
    assert 2 == alarms(at.seen)


@pytest.mark.parametrize(
    ("says_", "expected"),
    [
        (Reply({"error": "invalid_client"}, 401), "UPSTREAM_AUTH"),
        (Reply({"error": "invalid_client"}, 400), "UPSTREAM_AUTH"),
        (Reply({}, 503), "UPSTREAM_UNAVAILABLE"),
        (Reply(b"\x00\xff"), "UPSTREAM_BAD_BODY"),
        (Reply({"pesan": "salah"}), "UPSTREAM_AUTH"),
        (
            Reply({}, 302, (("Location", "http://127.0.0.1:1/kenari"),)),
            "UPSTREAM_BLOCKED",
        ),
    ],
    ids=lambda one: f"{one.status}" if isinstance(one, Reply) else None,
)
@pytest.mark.parametrize("times", [3])
async def test_a_token_service_that_fails(
    says_: Reply, expected: str, times: int, request: pytest.FixtureRequest
) -> None:
    """Its failures are the call's, named as they are; no call goes out without a token."""
    del request
    office = Office()
    office.says = says_
    async with service(office) as server:
        one = connector(OAUTH.format(url=server.url, more=""), SECRET, server.url)
        async with line(one) as at:
            assert [expected] * times == [await code(at) for _ in range(times)]
    assert (1, 0) == (len(office.tokens), len(office.calls))
    assert (1 if expected == "UPSTREAM_AUTH" else 0) == alarms(at.seen)


async def test_a_token_service_that_hangs() -> None:
    """It costs the call its deadline, not more."""

    async def mute(peer: Peer) -> None:
        await peer.request()
        await peer.gone()

    async with faulty(mute) as sso, service(Office()) as server:
        one = connector(
            OAUTH.format(url=sso.url, more=""), SECRET, server.url, timeout="300ms"
        )
        async with line(one) as at:
            assert "UPSTREAM_TIMEOUT" == await code(at)


async def test_a_token_service_that_speaks_no_http() -> None:
    """Garbage is UPSTREAM_BAD_BODY, and nobody listening UPSTREAM_UNAVAILABLE."""
    async with faulty(says(b"SSH-2.0-x\r\n")) as sso, service(Office()) as server:
        one = connector(OAUTH.format(url=sso.url, more=""), SECRET, server.url)
        async with line(one) as at:
            assert "UPSTREAM_BAD_BODY" == await code(at)
    one = connector(OAUTH.format(url=sso.url, more=""), SECRET, server.url)
    async with line(one) as at:
        assert "UPSTREAM_UNAVAILABLE" == await code(at)


async def test_a_reused_connection_that_closes() -> None:
    """A token is asked for once more where its connection had just closed."""

    async def once(peer: Peer) -> None:
        await peer.request()
        peer.send(Reply({"access_token": "T1", "expires_in": 1}).encode())
        await peer.request()

    clock = Clock()
    async with faulty(once) as sso, service(lambda _: Reply("ok")) as server:
        one = connector(OAUTH.format(url=sso.url, more=""), SECRET, server.url)
        async with line(one, clock) as at:
            await at.get()
            clock.now = 2
            await asyncio.sleep(2 * REST)
            await at.get()
    assert (3, 2) == (len(sso.requests), sso.connections)


# ------------------------------------------------------------------ login, session


async def test_a_session() -> None:
    """A login page that redirects with a cookie; an ended session redirects to it."""
    seen: list[Asked] = []
    state = {"number": 0}

    def answer(asked: Asked) -> Reply:
        seen.append(asked)
        if asked.target == "/login":
            state["number"] += 1
            cookie = ("Set-Cookie", f"SID=s{state['number']}; Path=/")
            return Reply({}, 302, (("Location", "/beranda"), cookie))
        good = asked.headers.get("cookie") == f"SID=s{state['number']}"
        return Reply("ok") if good else Reply({}, 302, (("Location", "/login"),))

    auth = (
        "{kind: session, cookie: SID, "
        "call: {request: POST /login, form: {user: gw, pass: '${S}'}}}"
    )
    async with opened(answer, auth, SECRET) as (_, at):
        await at.get()
        await at.get()
        state["number"] += 1  # the service forgets
        await at.get()
    assert ["/login", "/a", "/a", "/a", "/login", "/a"] == [one.target for one in seen]
    assert b"user=gw&pass=kenari-rahasia" == seen[0].body
    assert "SID=s3" == seen[-1].headers["cookie"]


async def test_a_session_that_never_opens() -> None:
    """A login that goes on redirecting is refused, and not tried again and again."""
    seen: list[Asked] = []

    def answer(asked: Asked) -> Reply:
        seen.append(asked)
        cookie = ("Set-Cookie", "SID=s")
        return Reply({}, 302, (cookie,))

    auth = "{kind: session, cookie: SID, call: POST /login}"
    async with opened(answer, auth, SECRET) as (_, at):
        assert ["UPSTREAM_AUTH"] * 3 == [await code(at) for _ in range(3)]
    assert 2 == [one.target for one in seen].count("/login")


async def test_a_redirect_is_no_refusal_of_a_key() -> None:
    """S26: of other kinds a redirect is what it always is."""
    auth = "{kind: header, name: X-Key, value: '${S}'}"
    async with opened(
        lambda _: Reply({}, 302, (("Location", "/b"),)), auth, SECRET
    ) as (server, at):
        assert "UPSTREAM_BLOCKED" == await code(at)
    assert 1 == len(server.requests)


# ------------------------------------------------------------------ where to


async def test_only_to_its_own_host() -> None:
    """S38: the canary is seen at the connector's own address and nowhere else."""
    auth = "[{kind: header, name: X-Key, value: '${S}'}, {kind: query, name: k, value: '${S}'}]"
    async with (
        opened(lambda _: Reply("ok"), auth, SECRET) as (own, at),
        service(lambda _: Reply("ok")) as other,
    ):
        await at.get()
        for url in (f"{other.url}/a", own.url.replace("127.0.0.1", "localhost")):
            prepared = Prepared("GET", f"{url}/a")
            await at.send(Outgoing("a", prepared, 5.0))
    assert 2 == own.requests[0].count(b"kenari-rahasia")
    assert not any(b"kenari" in raw for raw in (*other.requests, *own.requests[1:]))


async def test_each_address_of_a_service_has_its_own_token() -> None:
    """A token of one base URL never goes to another of the same connector."""
    seen: dict[str, list[Asked]] = {"a": [], "b": []}

    def answers(name: str) -> object:
        def answer(asked: Asked) -> Reply:
            seen[name].append(asked)
            return Reply({"t": f"token-{name}"})

        return answer

    auth = "{kind: login, call: POST /login, token: t}"
    async with (
        service(answers("a")) as first,  # type: ignore[arg-type] # a function
        service(answers("b")) as second,  # type: ignore[arg-type] # a function
    ):
        one = connector(auth, SECRET, f"['{first.url}', '{second.url}']")
        async with line(one) as at:
            await at.get()
            await at.send(Outgoing("a", Prepared("GET", f"{second.url}/a"), 5.0))
    for name, asked in seen.items():
        assert f"Bearer token-{name}" == asked[-1].headers["authorization"]


async def test_a_credential_that_leads_elsewhere() -> None:
    """One that would change the address is stopped before anything is sent."""

    class Astray(Credential):
        @override
        async def apply(self, draft: Draft) -> Draft:
            away = draft.prepared._replace(url="https://elsewhere.test/a")
            return draft._replace(prepared=away)

    async def never(_: Outgoing) -> None:
        raise AssertionError

    one = connector("none")
    chains = {origin_of(str(one.url)): (Astray(),)}
    send = Authorised(one, chains, never, Seen())  # type: ignore[arg-type] # not called
    with pytest.raises(Internal):
        await send(Outgoing("a", Prepared("GET", f"{one.url}/a"), 1.0))


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("https://a.test/x", "https://A.test:443/y?z", True),
        ("http://a.test", "http://a.test:80", True),
        ("http://a.test", "https://a.test", False),
        ("https://a.test", "https://a.test:444", False),
        ("https://a.test", "https://a.test.evil.test", False),
        ("https://a.test", "https://a.test@evil.test", False),
    ],
)
def test_origins(left: str, right: str, same: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Scheme, host and port make an origin, RFC 6454 §4."""
    assert same is (origin_of(left) == origin_of(right))


# ------------------------------------------------------------------ refusals


@pytest.mark.parametrize("status", [401, 403])
async def test_a_key_that_is_refused(status: int) -> None:
    """A key that cannot be renewed is refused at once, and the operator told once."""
    auth = "{kind: header, name: X-Key, value: '${S}'}"
    async with opened(lambda _: Reply({}, status), auth, SECRET) as (server, at):
        assert ["UPSTREAM_AUTH"] * 2 == [await code(at) for _ in range(2)]
    assert (2, 1) == (len(server.requests), alarms(at.seen))


@pytest.mark.parametrize(
    "kind",
    [
        "kind: header, name: X-Key, value: '${S}'",
        "kind: query, name: key, value: '${S}'",
        "kind: path, value: '${S}'",
        "kind: basic, user: gw, password: '${S}'",
        "kind: digest, user: gw, password: '${S}'",
        "kind: bearer, token: '${S}'",
        "kind: hmac, key: '${S}', sign: '{date}', headers: {X-S: '{signature}'}",
    ],
)
async def test_a_key_that_is_refused_in_the_body(kind: str) -> None:
    """F30: HTTP 200 that refuses a key is no answer: told once, and not tried again."""
    auth = f"{{{kind}, refused: {{path: data, in: [Invalid key]}}}}"
    says = Reply({"status": "error", "data": "Invalid key"})
    async with opened(lambda _: says, auth, SECRET) as (server, at):
        assert ["UPSTREAM_AUTH"] * 2 == [await code(at) for _ in range(2)]
        assert (2, 1) == (len(server.requests), alarms(at.seen))
        says.body = {"status": "error", "data": "Unknown station"}
        assert b"Unknown station" in (await at.get()).body


@pytest.mark.parametrize("format_", ["json", "csv", "xml", "text"])
async def test_a_key_that_is_refused_in_words(format_: str) -> None:
    """A service may refuse a key in plain words, whatever it writes its answers in."""
    auth = (
        "{kind: query, name: k, value: '${S}', refused: {path: ., in: [Invalid key.]}}"
    )
    says = Reply(b"Invalid key.\r\n")
    async with service(lambda _: says) as server:
        one = connector(auth, SECRET, server.url, f"format: {format_}")
        async with line(one) as at:
            assert "UPSTREAM_AUTH" == await code(at)
            says.body = b"Gangguan"
            assert 200 == (await at.get()).status


@pytest.mark.parametrize("status", [401, 403])
async def test_a_refusal_in_the_body_is_one_besides(status: int) -> None:
    """What a body says refuses a key, and 401 and 403 do so as before."""
    auth = "{kind: header, name: X-Key, value: '${S}', refused: {path: a, in: [b]}}"
    async with opened(lambda _: Reply({}, status), auth, SECRET) as (_, at):
        assert "UPSTREAM_AUTH" == await code(at)
    assert 1 == alarms(at.seen)


async def test_a_status_that_refuses_a_key() -> None:
    """A service may refuse a key with a status of its own, as 400 or 419."""
    auth = "{kind: query, name: key, value: '${S}', refused: [419]}"
    async with opened(lambda _: Reply({}, 419), auth, SECRET) as (_, at):
        assert "UPSTREAM_AUTH" == await code(at)
    assert 1 == alarms(at.seen)


async def test_a_challenge_is_none_of_what_is_said_besides() -> None:
    """A digest's 401 asks for it as before where the file says what else refuses it."""
    auth = "{kind: digest, user: gw, password: '${S}', refused: {path: a, in: [b]}}"
    asks = ("WWW-Authenticate", 'Digest realm="r", nonce="n", qop="auth"')

    def answer(asked: Asked) -> Reply:
        return Reply() if "authorization" in asked.headers else Reply({}, 401, (asks,))

    async with opened(answer, auth, SECRET) as (server, at):
        assert 200 == (await at.get()).status
    assert 2 == len(server.requests)


async def test_a_large_answer_refuses_nothing() -> None:
    """Whoever gives so much has not refused; decoding it would hold up the others."""
    auth = "{kind: query, name: key, value: '${S}', refused: {path: a, in: [b]}}"
    says = Reply({"a": "b", "isi": "x" * LARGEST})
    async with opened(lambda _: says, auth, SECRET) as (_, at):
        assert 200 == (await at.get()).status


async def test_a_status_that_means_missing() -> None:
    """Where an operation says that 403 means none, it is no refusal."""
    office = Office()
    office.deny = 403
    async with service(office) as server:
        one = connector(OAUTH.format(url=server.url, more=""), SECRET, server.url)
        async with line(one) as at:
            await at.get()
            office.good = set()
            assert 403 == (await at.get(missing=(403,))).status
    assert 1 == len(office.tokens)


async def test_a_refusal_in_the_body() -> None:
    """HTTP 200 that refuses the token renews it; a body that is no JSON does not."""
    office = Office()
    office.deny = 200
    more = ", refused: {path: kode, in: [TOKEN]}"
    async with service(office) as server:
        one = connector(OAUTH.format(url=server.url, more=more), SECRET, server.url)
        async with line(one) as at:
            await at.get()
            office.good = set()
            assert b'"ok"' == (await at.get()).body
            office.good = {"x"}
            office.says = Reply({"access_token": "T9"})
            assert "UPSTREAM_AUTH" == await code(at)
    assert 3 == len(office.tokens)


@pytest.mark.parametrize("more", ["html", "[html, {path: kode, in: [TOKEN]}]"])
async def test_a_page_that_refuses(more: str) -> None:
    """A login form with HTTP 200 renews the token where the configuration says so."""
    office = Office()
    office.deny = 200
    office.page = b"<!doctype html><form>"
    async with service(office) as server:
        words = f", refused: {more}"
        one = connector(OAUTH.format(url=server.url, more=words), SECRET, server.url)
        async with line(one) as at:
            await at.get()
            office.good = set()
            assert b'"ok"' == (await at.get()).body
    assert 2 == len(office.tokens)


@pytest.mark.parametrize(
    ("status", "expected"),
    [(401, "UNAUTHENTICATED"), (403, "FORBIDDEN"), (500, "UPSTREAM_UNAVAILABLE")],
)
async def test_what_is_said_of_a_citizen(status: int, expected: str) -> None:
    """A citizen's own token refused is about the citizen: no alarm rings."""
    siti = Principal("siti", "token-siti")
    async with opened(lambda _: Reply({}, status), "forward", SECRET) as (server, at):
        with pytest.raises(CodedError) as raised:
            await at.get(principal=siti)
    assert (expected, 0) == (raised.value.code, alarms(at.seen))
    assert b"Authorization: Bearer token-siti\r\n" in server.requests[0]


async def test_a_citizen_refused_in_the_body() -> None:
    """A citizen's own token refused by a body is his login's, too; no alarm rings."""
    auth = "{kind: forward, refused: {path: data, in: [expired]}}"
    siti = Principal("siti", "token-siti")
    async with opened(lambda _: Reply({"data": "expired"}), auth) as (_, at):
        with pytest.raises(Unauthenticated):
            await at.get(principal=siti)
    assert 0 == alarms(at.seen)


async def test_a_key_besides_a_citizen() -> None:
    """Beside a citizen's token it is still the gateway's own key that a body refuses."""
    auth = (
        "[forward, {kind: header, name: X-Key, value: '${S}', "
        "refused: {path: data, in: [Invalid key]}}]"
    )
    siti = Principal("siti", "token-siti")
    says = Reply({"data": "Invalid key"})
    async with opened(lambda _: says, auth, SECRET) as (_, at):
        with pytest.raises(UpstreamAuth):
            await at.get(principal=siti)
    assert 1 == alarms(at.seen)


@pytest.mark.parametrize(
    "principal",
    [Principal(), Principal("siti"), Principal(None, "t"), Principal("siti", "a\nb")],
)
async def test_nothing_to_forward(principal: Principal) -> None:
    """Without a login, or a token that can be sent, nothing is sent."""
    async with opened(lambda _: Reply("ok"), "forward", SECRET) as (server, at):
        with pytest.raises(CodedError) as raised:
            await at.get(principal=principal)
    assert ("UNAUTHENTICATED", []) == (raised.value.code, server.requests)


async def test_a_header_that_cannot_be_sent() -> None:
    """A credential that makes one is the gateway's fault, not the client's."""
    with pytest.raises(Internal):
        Draft(Prepared("GET", "http://a.test")).with_headers((("X", "a\r\nb"),))


async def test_an_error_of_ours_stays_one() -> None:
    """UPSTREAM_AUTH is not the user's fault: it counts for no breaker."""
    assert "UPSTREAM_AUTH" == UpstreamAuth("x").code
