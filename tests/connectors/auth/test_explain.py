"""What signing would do is told without sending, and without secrets."""

import base64
import hashlib
import hmac

import pytest

from gateway.config.place import Word
from gateway.connectors.auth.explain import Explained, explain, secrets_of
from gateway.connectors.auth.signature import SIGNATURE_STEP, TEXT_STEP
from gateway.connectors.principal import Principal
from gateway.connectors.template import Prepared
from gateway.errors import Unauthenticated
from tests.connectors.auth.lines import connector, moment

GET = Prepared("GET", "https://perpus.test/v1/a?b=1", (("X-A", "a"),))


async def explained(auth: str, prepared: Prepared = GET) -> Explained:
    """Explain a request with the credentials of a text; KEY is `rahasia & 1`."""
    one = connector(auth, {"KEY": "rahasia & 1", "ID": "1234", "HEX": "00ff"})
    return await explain(one, prepared, Principal("siti", "token-siti"), moment())


@pytest.mark.parametrize(
    ("headers", "shown"),
    [
        ("", {"Bearer 1234": "Bearer ${ID}"}),
        (", headers: {Authorization: 'Token {token}'}", {"Token 1234": "Token ${ID}"}),
        (
            ", headers: {X-A: 'k={token};v=1', X-B: '{token}'}",
            {"k=1234;v=1": "k=${ID};v=1"},
        ),
    ],
)
def test_where_a_token_stands(headers: str, shown: dict[str, str]) -> None:
    """A token of the file is shown by its reference in all that is made with it."""
    one = connector(f"{{kind: bearer, token: '${{ID}}'{headers}}}", {"ID": "1234"})
    assert {"1234": "${ID}", **shown} == secrets_of(one)


@pytest.mark.parametrize(
    ("auth", "headers", "url"),
    [
        (
            "{kind: header, name: X-Key, value: 'Apikey ${HEX}'}",
            {"X-Key": "Apikey 00ff"},
            GET.url,
        ),
        (
            "{kind: query, name: k, value: '${KEY}'}",
            {},
            f"{GET.url}&k=rahasia%20%26%201",
        ),
        (
            "{kind: path, value: '${HEX}'}",
            {},
            "https://perpus.test/00ff/v1/a?b=1",
        ),
        (
            "{kind: basic, user: u, password: '${KEY}'}",
            {"Authorization": "Basic " + base64.b64encode(b"u:rahasia & 1").decode()},
            GET.url,
        ),
        ("{kind: bearer, token: '${HEX}'}", {"Authorization": "Bearer 00ff"}, GET.url),
        (
            "{kind: login, call: POST /a, token: t}",
            {"Authorization": "Bearer (token)"},
            GET.url,
        ),
        (
            "{kind: session, call: POST /a, cookie: [a, b]}",
            {"Cookie": "a=(token); b=(token)"},
            GET.url,
        ),
        ("forward", {"Authorization": "Bearer token-siti"}, GET.url),
    ],
)
async def test_requests(auth: str, headers: dict[str, str], url: str) -> None:
    """The request is the one that would be sent; fetched tokens are stood in for."""
    found = await explained(auth)
    assert (headers, url) == (dict(found.prepared.signed), found.prepared.url)


async def test_hmac_as_bpjs_has_it() -> None:
    """The text to sign and the signature are named; the timestamp is the clock's."""
    found = await explained(
        "{kind: hmac, key: '${KEY}', values: {id: '${ID}'}, sign: '{id}&{timestamp}', "
        "headers: {X-cons-id: '{id}', X-timestamp: '{timestamp}', X-signature: '{signature}'}}"
    )
    text = "1234&1600000000"
    made = hmac.new(b"rahasia & 1", text.encode(), hashlib.sha256).digest()
    signature = base64.b64encode(made).decode()
    assert [(TEXT_STEP, text), (SIGNATURE_STEP, signature)] == list(found.steps)
    assert {
        "X-cons-id": "1234",
        "X-timestamp": "1600000000",
        "X-signature": signature,
    } == dict(found.prepared.signed)
    assert "${ID}&1600000000" == found.masked(found.steps[0].text)


@pytest.mark.parametrize(
    "shown",
    [
        "k=rahasia & 1",
        "k=rahasia%20%26%201",
        "k=rahasia+%26+1",
        "k=" + base64.b64encode(b"rahasia & 1").decode(),
    ],
)
async def test_masks(shown: str) -> None:
    """A secret is masked by its reference, however it is encoded."""
    found = await explained("{kind: header, name: X, value: '${KEY}'}")
    assert "k=${KEY}" == found.masked(shown)


async def test_masks_the_pair_of_basic_and_the_citizens_token() -> None:
    """What is made of secrets is masked as well."""
    basic = await explained("{kind: basic, user: '${ID}', password: '${KEY}'}")
    assert "Basic •••" == basic.masked(dict(basic.prepared.signed)["Authorization"])
    mine = await explained("forward")
    assert "Bearer •••" == mine.masked(dict(mine.prepared.signed)["Authorization"])


async def test_a_digest_waits_for_its_challenge() -> None:
    """Of a digest nothing can be told but that."""
    found = await explained("{kind: digest, user: a, password: '${KEY}'}")
    assert ["digest"] == [step.name for step in found.steps]
    assert () == found.prepared.signed


async def test_a_citizen_without_a_token() -> None:
    """Forwarding fails as the call would."""
    with pytest.raises(Unauthenticated):
        await explain(connector("forward"), GET)


async def test_nothing_secret_in_a_repr() -> None:
    """Neither the configuration nor what is made of it shows a secret by repr."""
    auth = (
        "[{kind: header, name: X, value: '${KEY}'}, {kind: query, name: k, value: '${KEY}'}, "
        "{kind: basic, user: '${KEY}', password: '${KEY}'}, "
        "{kind: plugin, sign: tests.plugins.terbalik:sign, with: {key: '${ID}'}}]"
    )
    found = await explained(auth)
    shown = repr(connector(auth, {"KEY": "rahasia & 1", "ID": "1234"})) + repr(found)
    assert "rahasia" not in shown
    assert "1234" not in shown
    assert Word("X") == "X"


async def test_a_client_s_pair_is_masked() -> None:
    """The name and secret of an OAuth client are masked together, as they are sent."""
    one = connector(
        "{kind: oauth2_client_credentials, token_url: 'https://b.test', "
        "client_id: '${ID}', client_secret: '${KEY}'}",
        {"ID": "1234", "KEY": "rahasia"},
    )
    found = await explain(one, GET)
    pair = base64.b64encode(b"1234:rahasia").decode()
    assert "Basic •••" == found.masked(f"Basic {pair}")


async def test_a_short_secret_is_not_masked() -> None:
    """One of a letter or two stands everywhere by chance."""
    one = connector("{kind: header, name: X, value: '${K}'}", {"K": "ab"})
    assert "Sabtu ab" == (await explain(one, GET)).masked("Sabtu ab")
