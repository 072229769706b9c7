"""The border where the engine's exceptions become ours."""

from collections.abc import Mapping
from errno import EHOSTUNREACH, ENETUNREACH
from typing import Final

from aiohttp import (
    ClientConnectorCertificateError,
    ClientConnectorDNSError,
    ClientConnectorError,
    ClientError,
    ClientPayloadError,
    ClientResponseError,
    ClientSSLError,
    InvalidURL,
    NonHttpUrlClientError,
    RedirectClientError,
    ServerFingerprintMismatch,
    TooManyRedirects,
)
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.streams import EofStream

from gateway.errors import (
    BadInput,
    Cause,
    FieldError,
    Sent,
    UpstreamBadBody,
    UpstreamBlocked,
    UpstreamTimeout,
    UpstreamUnavailable,
)

FOREIGN: Final = (
    ClientError,
    HttpProcessingError,
    EofStream,
    OSError,  # TimeoutError and ssl.SSLError are OSErrors
    EOFError,
    ValueError,
    RuntimeError,  # uvloop's "transport is closed"
)
"""All that the engine raises."""


class StaleConnection(UpstreamUnavailable):
    """A reused connection closed before it answered.

    The service may just have let an idle connection go (RFC 9112 §9.3.1): a
    request without effects can be sent again at once. Whether this one was
    received is not known.
    """

    stale = True


FOUND: Final = 302
"""What a redirection is taken for that does not say which it is."""


class Redirected(UpstreamBlocked):
    """The service redirects: not told where to. A login may end so, with cookies."""

    status = FOUND
    cookies: tuple[str, ...] = ()


def translate(error: Exception, sent: Sent, *, reused: bool) -> FieldError:
    """Return our exception for one of FOREIGN; the texts carry no address.

    `sent` is what was known when it was raised, `reused` whether the
    connection had served before.
    """
    match error:
        case InvalidURL() | NonHttpUrlClientError() | RedirectClientError():
            return UpstreamBlocked("the address cannot be dialled", sent=sent)
        case TooManyRedirects():
            return UpstreamBlocked("the service redirects", sent=Sent.YES)
        case (
            ClientSSLError()
            | ServerFingerprintMismatch()
            | ClientConnectorError(os_error=ConnectionResetError())  # in the handshake
        ):
            return _unconnected(_distrust(error), final=True)  # nor a moment later
        case ClientConnectorError():
            return _unconnected(_cause(error))
        case TimeoutError():
            return _too_late(sent)
        case _:
            return _in_conversation(error, sent, reused=reused)


def _unconnected(cause: Cause | None, *, final: bool = False) -> FieldError:
    """Say that no connection stood, and why."""
    why = "" if cause is None else f": {cause.value}"
    error = UpstreamUnavailable(f"no connection to the service{why}", sent=Sent.NO)
    error.cause, error.final = cause, final
    return error


def _cause(error: ClientConnectorError) -> Cause | None:
    """Tell why the service could not be dialled."""
    if isinstance(error, ClientConnectorDNSError):
        return Cause.DNS
    found: object = getattr(error, "os_error", None)
    if isinstance(found, ConnectionRefusedError):
        return Cause.REFUSED
    if isinstance(found, OSError) and found.errno in {ENETUNREACH, EHOSTUNREACH}:
        return Cause.UNREACHABLE
    return None


def _distrust(error: Exception) -> Cause:
    """Tell why a connection's TLS is not to be trusted."""
    if not isinstance(error, ClientConnectorCertificateError):
        return Cause.TLS
    found: object = getattr(error, "certificate_error", None)
    verdict: object = getattr(found, "verify_code", None)
    return _VERDICTS.get(verdict, Cause.UNTRUSTED)


_VERDICTS: Final[Mapping[object, Cause]] = {
    10: Cause.EXPIRED,
    62: Cause.OTHER_HOST,
    64: Cause.OTHER_HOST,
}
"""By what OpenSSL says of a certificate (X509_V_ERR_…)."""


def _in_conversation(error: Exception, sent: Sent, *, reused: bool) -> FieldError:
    """Translate what goes wrong on a connection that stood."""
    match error:
        case ClientResponseError() | HttpProcessingError():
            return UpstreamBadBody("the answer is not HTTP", sent=Sent.YES)
        case ValueError() if not isinstance(error, ClientError | OSError):
            return BadInput("a header or the method holds a forbidden character")
        case ClientPayloadError():
            return UpstreamBadBody("the answer is cut off", sent=Sent.YES)
        case _ if sent is Sent.YES:  # its head had come
            return UpstreamBadBody("the answer is cut off", sent=sent)
        case _ if reused and sent is Sent.UNKNOWN:
            return StaleConnection("a reused connection was closed", sent=sent)
        case _:
            return UpstreamUnavailable("the connection was lost", sent=sent)


def _too_late(sent: Sent) -> FieldError:
    """Say what took too long."""
    error = UpstreamTimeout(_LATE[sent], sent=sent)
    error.cause = Cause.CONNECT if sent is Sent.NO else None
    return error


_LATE: Final = {
    Sent.NO: "no connection within its deadline",
    Sent.UNKNOWN: "no answer within its deadline",
    Sent.YES: "the answer did not end within its deadline",
}
