"""F30, F31: agencies that refuse: our credential, or the question."""

import asyncio

import pytest

from gateway.connectors.breaker import Phase
from gateway.observe import CredentialRefused
from tests.connectors.faulty import Peer
from tests.faults.agency import JSON
from tests.faults.promises import Fault, Promise, crowd, null, talking
from tests.faults.test_statuses import ONE, status
from tests.faults.ward import TTL, Setting, ward

UNAVAILABLE, REJECTED = "UPSTREAM_UNAVAILABLE", "UPSTREAM_REJECTED"
AUTH = "UPSTREAM_AUTH"


@pytest.mark.parametrize("code", [401, 403])
async def test_f30_our_credential(promise: Promise, code: int) -> None:
    """F30: a refused credential of ours is its own code, and trips nothing."""
    setting = Setting(more="auth: {kind: bearer, token: '${KUNCI:-kunci-rahasia}'}")
    turn = talking(status(code))
    fault = Fault(turn, AUTH, counts=False, ends=False, setting=setting)
    await promise(fault)


async def test_f30_our_credential_with_200(promise: Promise) -> None:
    """F30: a key refused by a body is refused as by a status, whatever `success` says.

    It is told the operator, and its words to no citizen.
    """

    async def talk(peer: Peer) -> None:
        while True:
            await peer.request()
            peer.answer(b'{"status":"error","data":"Invalid key"}', JSON)

    refused = "refused: {path: data, in: [Invalid key]}"
    setting = Setting(
        more="auth: {kind: query, name: key, value: '${KUNCI:-kunci-rahasia}', "
        f"{refused}}}\n    success: {{path: status, not_in: [error], message: data}}"
    )
    fault = Fault(talking(talk), AUTH, counts=False, ends=False, setting=setting)
    await promise(fault)
    async with ward(setting) as it:
        await it.sick.turn(talk)
        assert b"Invalid key" not in (await it.ask()).body
        assert [CredentialRefused("obat")] == it.events(CredentialRefused)


OAUTH = Setting(
    more="auth: {kind: oauth2_client_credentials, token_url: 'http://127.0.0.1:{port}"
    "/token', client_id: gateway, client_secret: '${KUNCI:-kunci-rahasia}'}"
)


async def test_f30_is_renewed_once() -> None:
    """F30: of many whose token is refused one fetches another, once; then it is an alert."""
    tokens: list[bytes] = []
    refused: list[bytes] = []

    async def talk(peer: Peer) -> None:
        while True:
            request = await peer.request()
            if request.startswith(b"POST /token"):
                tokens.append(request)
                peer.answer(
                    b'{"access_token":"t%d","expires_in":600}' % len(tokens), JSON
                )
                continue
            refused.append(request)
            peer.send(b"HTTP/1.1 401 Tidak\r\nContent-Length: 0\r\n\r\n")

    async with ward(OAUTH) as it:
        await it.sick.turn(talk)
        told = await asyncio.gather(*map(it.ask, range(6)))
        assert [[("obat", AUTH)]] * 6 == [one.codes() for one in told]
        assert [CredentialRefused("obat")] == it.events(CredentialRefused)
        assert Phase.CLOSED is it.defences.phase
    assert 2 == len(tokens)
    assert 12 == len(refused)
    assert 6 == sum(b"Bearer t1" in one for one in refused)


@pytest.mark.parametrize("promise", [null, crowd])
@pytest.mark.parametrize("code", [400, 404, 409, 422])
async def test_f31_refusals(promise: Promise, code: int) -> None:
    """F31: a no about the question is an answer: told, not retried, and no fault."""
    turn = talking(status(code))
    await promise(Fault(turn, REJECTED, counts=False, ends=False))


@pytest.mark.parametrize("code", [404, 422])
async def test_f31_is_remembered_where_it_means_none(code: int) -> None:
    """F31: a no that is declared to mean "there is none" is remembered for a short while.

    Any other is an error, and errors are not kept: the next caller asks again.
    """
    async with ward() as it:
        await it.sick.turn(status(code))
        it.sick.forget()
        for seconds, requests in ((0, 1), (4, 1), (2, 2)):
            it.clock.now += seconds
            assert b'{"data":{"satu":null}}' == (await it.ask(query=ONE)).body
            assert requests == len(it.sick.server.requests)
        for requests in (3, 4):
            assert [("obat", REJECTED)] == (await it.ask()).codes()
            assert requests == len(it.sick.server.requests)


async def test_f31_takes_back() -> None:
    """F31: a no is what the agency says now: older data is not shown in its place."""
    async with ward() as it:
        await it.ask()
        it.clock.now += TTL
        await it.sick.turn(status(404))
        assert [("obat", REJECTED)] == (await it.ask()).codes()
        await it.sick.close()
        assert [("obat", UNAVAILABLE)] == (await it.ask()).codes()
