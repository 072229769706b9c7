"""Answers that say something else: no, as their format knows it, or what it does not know."""

from gateway.errors import Sent, UpstreamBadBody, UpstreamRejected


class Faulted(UpstreamRejected):
    """The OPD said no by a fault; `body` is `{"Fault": …}`, for whoever looks into it."""

    def __init__(self, body: object, pesan: str | None) -> None:
        message = "The service answered with a SOAP fault."
        super().__init__(message, sent=Sent.YES, pesan=pesan)
        self.body = body


class Otherwise(UpstreamBadBody):
    """The answer is none of its format; `body` is what it says, for whoever looks into it."""

    def __init__(self, reason: str, body: object) -> None:
        super().__init__(reason, sent=Sent.YES)
        self.body = body
