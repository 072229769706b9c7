"""A connector's own trust, the name it wants proven, and the certificate it shows."""

import ssl
from pathlib import Path

import pytest

from gateway.config.load import load
from gateway.config.model import Connector, Limits, Network
from gateway.config.place import Word
from gateway.connectors.address import Guard
from gateway.connectors.tls import compile_tls, problems_in_tls
from gateway.connectors.transport import AiohttpTransport
from gateway.errors import UpstreamUnavailable
from tests.connectors.conftest import BOTH_LOOPS, Seen, call, fail
from tests.connectors.faulty import faulty, good

TLS = Path(__file__).parent / "tls"
FILE = """\
version: 1
connectors:
  a:
    opd: A
    url: {url}
    network: loopback
    {more}
    queries: {{a: {{returns: String, call: GET /a}}}}
"""


def connector(tmp_path: Path, more: str, url: str = "https://a.test") -> Connector:
    file = tmp_path / "c.yaml"
    file.write_text(FILE.format(url=url, more=more))
    return load(file, {}).connectors[Word("a")]


def served(certificate: str, *, client: bool = False) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / f"{certificate}.pem")
    if client:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(TLS / "client.pem")
    return context


def transport(one: Connector) -> AiohttpTransport:
    guard = Guard("a", Network("loopback"), Seen())
    return AiohttpTransport(guard, Limits(), tls=compile_tls(one))


@BOTH_LOOPS
async def test_a_private_ca(tmp_path: Path) -> None:
    """A certificate of a stated CA is trusted, without it not."""
    trusting = transport(connector(tmp_path, f"tls: {{ca: {TLS / 'ca.pem'}}}"))
    usual = transport(connector(tmp_path, "about: x"))
    async with faulty(good, tls=served("good")) as server:
        assert 200 == (await call(trusting, server.url)).status_code
        assert UpstreamUnavailable is type(await fail(usual, server.url))
    await trusting.aclose()
    await usual.aclose()


@BOTH_LOOPS
@pytest.mark.parametrize(
    ("certificate", "name", "works"),
    [
        ("good", "localhost", True),
        ("elsewhere", "elsewhere.example", True),
        ("elsewhere", "localhost", False),
        ("good", "elsewhere.example", False),
    ],
)
async def test_the_name_to_prove(
    tmp_path: Path, certificate: str, name: str, *, works: bool
) -> None:
    """`server_name` is what the certificate must say, whatever the address is."""
    more = f"tls: {{ca: {TLS / 'ca.pem'}, server_name: {name}}}"
    made = transport(connector(tmp_path, more))
    async with faulty(good, tls=served(certificate)) as server:
        if works:
            assert 200 == (await call(made, server.url)).status_code
        else:
            assert UpstreamUnavailable is type(await fail(made, server.url))
    await made.aclose()


@BOTH_LOOPS
async def test_a_client_certificate(tmp_path: Path) -> None:
    """A service that asks for a certificate is shown the stated one."""
    pem = TLS / "client.pem"
    auth = f"auth: {{kind: mtls, cert: {pem}, key: {pem}}}"
    ca = f"tls: {{ca: {TLS / 'ca.pem'}}}"
    with_it = transport(connector(tmp_path, f"{auth}\n    {ca}"))
    without = transport(connector(tmp_path, ca))
    async with faulty(good, tls=served("good", client=True)) as server:
        assert 200 == (await call(with_it, server.url)).status_code
        await fail(without, server.url)
    await with_it.aclose()
    await without.aclose()


def test_the_usual_trust(tmp_path: Path) -> None:
    """Without either there is nothing of a connector's own; with a name the system's CAs."""
    assert compile_tls(connector(tmp_path, "about: x")) is None
    context = compile_tls(connector(tmp_path, "tls: {server_name: b.test}"))
    assert context is not None
    assert context.check_hostname
    assert ssl.CERT_REQUIRED is context.verify_mode


def test_files_that_are_wrong(tmp_path: Path) -> None:
    """Missing files, files that hold something else, and a key of another certificate."""
    (tmp_path / "junk.pem").write_text("junk")
    good, other = TLS / "good.pem", TLS / "elsewhere.pem"
    for cert, key, reason in (
        ("junk.pem", good, "bukan sertifikat klien yang cocok"),
        (good, "junk.pem", "bukan sertifikat klien yang cocok"),
        (good, other, "bukan sertifikat klien yang cocok"),
        ("tiada.pem", good, "tidak dapat dibaca"),
        (good, "tiada.pem", "tidak dapat dibaca"),
    ):
        auth = f"auth: {{kind: mtls, cert: {cert}, key: {key}}}"
        (problem,) = problems_in_tls(connector(tmp_path, auth))
        assert reason in problem.reason
    assert [] == problems_in_tls(
        connector(tmp_path, f"auth: {{kind: mtls, cert: {good}, key: {good}}}")
    )
