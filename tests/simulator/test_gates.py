"""What each gate lets in and what it refuses."""

import base64
import hashlib
import hmac
import re
from typing import Final

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator import Simulation, running
from simulator.faulty import CONTROL
from simulator.gates import keys, signatures, tokens
from simulator.gates.gate import Gate
from simulator.services import services

SECRET: Final = "rahasia"  # noqa: S105 - of a service that does not exist


def behind(gate: Gate) -> httpx.AsyncClient:
    """Return a client of an echo behind a gate."""

    async def echo(request: Request) -> Response:
        body = (await request.body()).decode()
        return JSONResponse({"path": request.url.path, "body": body})

    routes = [Route("/{rest:path}", echo, methods=["GET", "POST"])]
    transport = httpx.ASGITransport(gate(Starlette(routes=routes)))
    return httpx.AsyncClient(transport=transport, base_url="http://opd")


@pytest.mark.parametrize(
    ("gate", "right", "wrong"),
    [
        (keys.header("X-Api-Key", "k"), {"X-Api-Key": "k"}, {"X-Api-Key": "K"}),
        (keys.bearer("t"), {"Authorization": "Bearer t"}, {"Authorization": "t"}),
        (
            keys.basic("u", "p:q"),
            {"Authorization": "Basic " + base64.b64encode(b"u:p:q").decode()},
            {"Authorization": "Basic " + base64.b64encode(b"u:p").decode()},
        ),
        (keys.basic("u", "p"), {"Authorization": "basic dTpw"}, {}),
        (keys.basic("u", "p"), {"Authorization": "basic dTpw"}, {"Authorization": "é"}),
        (
            signatures.citizens("warga-"),
            {"Authorization": "Bearer warga-7"},
            {"Authorization": "Bearer lain"},
        ),
    ],
)
async def test_headers(
    gate: Gate, right: dict[str, str], wrong: dict[str, str]
) -> None:
    """The right header is let in; a wrong one, or none, is not."""
    async with behind(gate) as client:
        assert 200 == (await client.get("/a", headers=right)).status_code
        raw = [(name.encode(), value.encode()) for name, value in wrong.items()]
        assert 401 == (await client.get("/a", headers=raw)).status_code
        assert 401 == (await client.get("/a")).status_code


async def test_query_path_and_body() -> None:
    """A key may stand in the query, the path, or the body of what is posted."""
    async with behind(keys.query("kunci", "k")) as client:
        assert 200 == (await client.get("/a?x=1&kunci=k")).status_code
        assert 401 == (await client.get("/a?kunci=x")).status_code
    async with behind(keys.path("k")) as client:
        assert {"path": "/a/b", "body": ""} == (await client.get("/k/a/b")).json()
        assert 404 == (await client.get("/a/b")).status_code
    async with behind(keys.body({"user": "u"})) as client:
        sent = {"user": "u", "x": 1}
        answer = await client.post("/a", json=sent)
        assert '{"user":"u","x":1}' == answer.json()["body"]
        assert 403 == (await client.post("/a", json=[1])).status_code
        assert 403 == (await client.post("/a", content=b"{")).status_code
        assert 200 == (await client.get("/a")).status_code


async def test_client_credentials() -> None:
    """A token is given for the client's secret, by form or Basic, and runs out."""
    now = 0.0
    gate = tokens.OAuth2("c", SECRET, tokens.Tokens(60, lambda: now))
    grant = {"grant_type": "client_credentials"}
    async with behind(gate) as client:
        given = await client.post("/oauth/token", data=grant, auth=("c", SECRET))
        form = {**grant, "client_id": "c", "client_secret": SECRET}
        again = await client.post("/oauth/token", data=form)
        assert [60, 60] == [one.json()["expires_in"] for one in (given, again)]
        bearer = {"Authorization": f"Bearer {given.json()['access_token']}"}
        assert 200 == (await client.get("/a", headers=bearer)).status_code
        now = 61.0
        assert 401 == (await client.get("/a", headers=bearer)).status_code
        wrong = await client.post("/oauth/token", data=grant, auth=("c", "x"))
        bad = await client.post(
            "/oauth/token", data=grant, headers={"Authorization": "Basic !"}
        )
        odd = await client.post("/oauth/token", data={"grant_type": "password"})
        assert [401, 401, 400] == [one.status_code for one in (wrong, bad, odd)]


async def test_login_and_session() -> None:
    """A login gives a token, a session a cookie; both end when they are spoilt."""
    login = tokens.Login("u", SECRET)
    async with behind(login) as client:
        who = {"username": "u", "password": SECRET}
        data = (await client.post("/auth/login", json=who)).json()["data"]
        header = {"X-Access-Token": data["token"]}
        assert 200 == (await client.get("/a", headers=header)).status_code
        login.tokens.spoil()
        assert 401 == (await client.get("/a", headers=header)).status_code
        assert not (await client.post("/auth/login", json={})).json()["sukses"]
    for polite, status in ((False, 401), (True, 200)):
        gate = tokens.Session("u", SECRET, polite=polite)
        async with behind(gate) as client:
            answer = await client.post("/masuk", data={"nama": "u", "sandi": SECRET})
            name, _, _ = answer.headers["set-cookie"].partition(";")
            client.cookies.clear()
            inside = await client.get("/a", headers={"Cookie": f"x=1; {name}"})
            assert "/a" == inside.json()["path"]
            outside = await client.get("/a")
            assert status == outside.status_code
            assert polite == ("text/html" in outside.headers["content-type"])
            assert 403 == (await client.post("/masuk", data={})).status_code


async def test_digest() -> None:
    """httpx's own Digest is let in, a wrong password is not, a used nonce is stale."""
    gate = signatures.Digest("u", SECRET, uses=2)
    async with behind(gate) as client:
        auth = httpx.DigestAuth("u", SECRET)
        answers = [await client.get("/a?x=%20y", auth=auth) for _ in range(4)]
        assert [200] * 4 == [answer.status_code for answer in answers]
        answer = answers[-1]
        assert 2 <= gate.challenges
        wrong = httpx.DigestAuth("u", "x")
        assert 401 == (await client.get("/a", auth=wrong)).status_code
        used = answer.request.headers["authorization"]
        again = await client.get("/a?x=%20y", headers={"Authorization": used})
        assert "stale=true" in again.headers["www-authenticate"]
        cut = re.sub(r"cnonce=\S+", "", used)
        bare = await client.get("/a?x=%20y", headers={"Authorization": cut})
        assert 401 == bare.status_code


async def test_hmac_of_bpjs() -> None:
    """A signature over consumer and time is let in for five minutes."""
    now = 1_700_000_000.0
    gate = signatures.bpjs("77", SECRET, "kunci", lambda: now)

    def signed(stamp: str, consumer: str = "77") -> dict[str, str]:
        code = hmac.new(SECRET.encode(), f"{consumer}&{stamp}".encode(), hashlib.sha256)
        return {
            "X-cons-id": consumer,
            "X-timestamp": stamp,
            "X-signature": base64.b64encode(code.digest()).decode(),
            "user_key": "kunci",
        }

    async with behind(gate) as client:
        right = signed("1700000100")
        for headers, status in (
            (right, 200),
            ({**right, "X-signature": "x"}, 401),
            ({**right, "user_key": "x"}, 401),
            (signed("1700000100", "78"), 401),
            (signed("1699999000"), 401),
            (signed("kemarin"), 401),
        ):
            assert status == (await client.get("/a", headers=headers)).status_code


async def test_the_sum_of_a_plug_in() -> None:
    """The sum over method, path and key is let in."""
    text = "GET/akunci"
    total = sum(place * byte for place, byte in enumerate(text.encode(), 1)) % 97
    async with behind(signatures.summed("kunci")) as client:
        right = {"X-Tanda": f"{total:02d}"}
        assert 200 == (await client.get("/a", headers=right)).status_code
        assert 403 == (await client.get("/b", headers=right)).status_code


async def test_the_control_path_is_open() -> None:
    """Faults are switched without a credential."""
    async with behind(keys.header("X-Api-Key", "k")) as client:
        assert 200 == (await client.get(CONTROL)).status_code


async def test_services_ask_for_credentials(client: httpx.AsyncClient) -> None:
    """Whoever calls a service with a gate without a credential gets nothing of it."""
    async with running() as opd:
        for service in services():
            if service.gate is None:
                continue
            answer = await client.post(opd[service.env] + "/", json={})
            assert answer.status_code in {401, 403, 404}, service.name


async def test_mutual_tls(client: httpx.AsyncClient) -> None:
    """Without a certificate of its authority nobody speaks with the service."""
    async with running() as opd:
        url = opd["KANAL_URL"]
        assert url.startswith("https://")
        with pytest.raises(httpx.HTTPError):
            await client.get(f"{url}/kanal/tiket")


async def test_a_simulation_without_gates(
    opd: Simulation, client: httpx.AsyncClient
) -> None:
    """Without gates every service is open, and none is behind TLS."""
    assert all(url.startswith("http://") for url in opd.values())
    answer = await client.get(opd["CUACA_URL"] + "/data/prakiraan.xml?area=18.71")
    assert 200 == answer.status_code
