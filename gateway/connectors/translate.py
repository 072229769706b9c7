"""The border where the engine's exceptions become ours."""

from typing import Final

from aiohttp import (
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
            return _untrusted()
        case ClientConnectorError():
            return UpstreamUnavailable("no connection to the service", sent=Sent.NO)
        case TimeoutError():
            return UpstreamTimeout(_late(sent), sent=sent)
        case _:
            return _in_conversation(error, sent, reused=reused)


def _untrusted() -> FieldError:
    """Say that no connection stood since its TLS is not to be trusted."""
    error = UpstreamUnavailable("no connection to the service", sent=Sent.NO)
    error.final = True  # nor will it be a moment later
    return error


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


def _late(sent: Sent) -> str:
    """Say what took too long."""
    return {
        Sent.NO: "no connection within its deadline",
        Sent.UNKNOWN: "no answer within its deadline",
        Sent.YES: "the answer did not end within its deadline",
    }[sent]
