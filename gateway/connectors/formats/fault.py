"""A fault: an answer that says no in a way that its format knows."""

from gateway.errors import Sent, UpstreamRejected


class Faulted(UpstreamRejected):
    """The OPD said no by a fault; `body` is `{"Fault": …}`, for whoever looks into it."""

    def __init__(self, body: object, pesan: str | None) -> None:
        message = "The service answered with a SOAP fault."
        super().__init__(message, sent=Sent.YES, pesan=pesan)
        self.body = body
