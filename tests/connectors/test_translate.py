import asyncio
import inspect
import ssl
from collections.abc import Iterator

import aiohttp
import pytest
from aiohttp import http_exceptions
from aiohttp.client_reqrep import ConnectionKey
from aiohttp.streams import EofStream

from gateway.connectors.translate import FOREIGN, StaleConnection, translate
from gateway.errors import (
    BadInput,
    Cause,
    FieldError,
    Sent,
    UpstreamBadBody,
    UpstreamBlocked,
    UpstreamError,
    UpstreamTimeout,
    UpstreamUnavailable,
)

KEY = ConnectionKey("opd.example", 443, True, True, None, None, None)  # noqa: FBT003 - a named tuple of aiohttp's
SECRET = "https://opd.example/rahasia"  # noqa: S105 - not a secret, a canary


def subclasses(kind: type[Exception]) -> Iterator[type[Exception]]:
    yield kind
    for child in kind.__subclasses__():
        yield from subclasses(child)


def make(kind: type[Exception]) -> Exception:
    """Make an exception of a class, without its own way to be made."""
    error = kind.__new__(kind, SECRET)
    error.args = (SECRET,)
    return error


ENGINE = sorted(
    {
        kind
        for root in (aiohttp.ClientError, http_exceptions.HttpProcessingError)
        for kind in subclasses(root)
        if kind.__module__.startswith("aiohttp")
    },
    key=lambda kind: kind.__name__,
)
STANDARD = [
    TimeoutError,
    ConnectionResetError,
    ConnectionRefusedError,
    BrokenPipeError,
    OSError,
    ssl.SSLError,
    ssl.SSLCertVerificationError,
    EOFError,
    asyncio.IncompleteReadError,
    EofStream,
    ValueError,
    UnicodeDecodeError,
    RuntimeError,
]


@pytest.mark.parametrize("kind", [*ENGINE, *STANDARD])
@pytest.mark.parametrize("sent", list(Sent))
def test_every_exception_becomes_ours(kind: type[Exception], sent: Sent) -> None:
    """Each exception that the engine can raise is caught, coded, and says no address."""
    assert issubclass(kind, FOREIGN)
    for reused in (False, True):
        ours = translate(make(kind), sent, reused=reused)
        assert isinstance(ours, UpstreamError | BadInput)
        assert "opd.example" not in str(ours)


def test_no_exception_of_aiohttp_is_forgotten() -> None:
    """Every exception class that aiohttp exports for clients is among those tested."""
    exported = {
        kind
        for _, kind in inspect.getmembers(aiohttp, inspect.isclass)
        if issubclass(kind, aiohttp.ClientError)
    }
    assert set() == exported - set(ENGINE)
    assert len(exported) > 20


def unverified(verdict: int) -> aiohttp.ClientConnectorCertificateError:
    error = ssl.SSLCertVerificationError()
    error.verify_code = verdict
    return aiohttp.ClientConnectorCertificateError(KEY, error)


@pytest.mark.parametrize(
    ("cause", "error"),
    [
        (Cause.DNS, aiohttp.ClientConnectorDNSError(KEY, OSError(-2, "x"))),
        (
            Cause.REFUSED,
            aiohttp.ClientConnectorError(KEY, ConnectionRefusedError(111, "x")),
        ),
        (Cause.UNREACHABLE, aiohttp.ClientConnectorError(KEY, OSError(113, "x"))),
        (None, aiohttp.ClientConnectorError(KEY, OSError(24, "x"))),
        (Cause.EXPIRED, unverified(10)),
        (Cause.OTHER_HOST, unverified(62)),
        (Cause.OTHER_HOST, unverified(64)),
        (Cause.UNTRUSTED, unverified(18)),
        (
            Cause.UNTRUSTED,
            aiohttp.ClientConnectorCertificateError(KEY, ssl.CertificateError()),
        ),
        (Cause.UNTRUSTED, make(aiohttp.ClientConnectorCertificateError)),
        (Cause.TLS, aiohttp.ClientConnectorSSLError(KEY, ssl.SSLError(1, "x"))),
        (Cause.TLS, aiohttp.ClientConnectorError(KEY, ConnectionResetError())),
    ],
)
def test_why_no_connection_stood(cause: Cause | None, error: Exception) -> None:
    """The operator is told the cause, and the message says it in words."""
    ours = translate(error, Sent.UNKNOWN, reused=False)
    assert isinstance(ours, UpstreamUnavailable)
    assert cause is ours.cause
    assert str(ours).endswith("service" if cause is None else f": {cause.value}")


def test_a_connection_that_never_stood_in_time() -> None:
    """A deadline that passed while dialling says that nothing answers there."""
    causes = [translate(TimeoutError(), sent, reused=False) for sent in Sent]
    assert [Cause.CONNECT, None, None] == [
        one.cause for one in causes if isinstance(one, UpstreamError)
    ]


@pytest.mark.parametrize(
    ("error", "kind", "sent"),
    [
        (
            aiohttp.ClientConnectorError(KEY, OSError(111, "x")),
            UpstreamUnavailable,
            "NO",
        ),
        (
            aiohttp.ClientConnectorDNSError(KEY, OSError(-2, "x")),
            UpstreamUnavailable,
            "NO",
        ),
        (
            aiohttp.ClientConnectorCertificateError(KEY, ssl.CertificateError()),
            UpstreamUnavailable,
            "NO",
        ),
        (aiohttp.ServerDisconnectedError(), UpstreamUnavailable, "UNKNOWN"),
        (aiohttp.ClientOSError(104, "x"), UpstreamUnavailable, "UNKNOWN"),
        (aiohttp.SocketTimeoutError(), UpstreamTimeout, "UNKNOWN"),
        (TimeoutError(), UpstreamTimeout, "UNKNOWN"),
        (aiohttp.ClientPayloadError("x"), UpstreamBadBody, "YES"),
        (http_exceptions.BadStatusLine("x"), UpstreamBadBody, "YES"),
        (aiohttp.InvalidURL("x"), UpstreamBlocked, "UNKNOWN"),
    ],
)
def test_what_was_sent_is_told_honestly(
    error: Exception, kind: type[FieldError], sent: str
) -> None:
    """A failed connect was never sent; a lost conversation may have been."""
    ours = translate(error, Sent.UNKNOWN, reused=False)
    assert kind is type(ours)
    assert isinstance(ours, UpstreamError)
    assert Sent[sent] is ours.sent


@pytest.mark.parametrize(
    ("sent", "reused", "stale"),
    [
        (Sent.UNKNOWN, True, True),
        (Sent.UNKNOWN, False, False),
        (Sent.YES, True, False),
    ],
)
def test_only_a_silent_reused_connection_is_stale(
    sent: Sent, *, reused: bool, stale: bool
) -> None:
    """A loss counts as stale on a connection that had served, before any answer."""
    ours = translate(aiohttp.ServerDisconnectedError(), sent, reused=reused)
    assert stale is isinstance(ours, StaleConnection)
    assert stale is getattr(ours, "stale", False)
