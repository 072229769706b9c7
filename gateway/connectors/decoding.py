"""Large bodies are decoded beside the loop; what is made of them is made as ever."""

from functools import partial
from typing import Final

from gateway.connectors.aside import Aside
from gateway.connectors.outgoing import Outgoing, Received
from gateway.connectors.resilience import Resilience
from gateway.errors import Sent, UpstreamBusy, UpstreamTimeout

_SOON: Final = 1.0


async def decoded(
    aside: Aside, resilience: Resilience, outgoing: Outgoing, received: Received
) -> Received:
    """Have a large body decoded in turn; it is then as if its answer had only come.

    The turn has to come within the call's time: places are held meanwhile. Raises
    UpstreamBusy, as where no place is left: the service is not to blame. What came of
    a write is read however late.

    Others may have been answered meanwhile: the latest call is this one again. Where
    the body cannot be decoded, whoever reads it is told. First come of a connector,
    first served: who works off what has been decoded does not wait for all that is
    still to be.
    """
    reading = outgoing.reading
    if reading is None or len(received.body) <= reading.least:
        return received
    latest = resilience.latest
    work = partial(reading.decode, received.body, received.content_type)
    seconds = outgoing.timeout if outgoing.repeatable else None
    try:
        async with aside.turn(str(resilience.connector.name), seconds):
            read = await aside.run(work)
    except UpstreamTimeout as error:
        message = "Too many large answers of the services wait to be read."
        raise UpstreamBusy(message, sent=Sent.YES, retry_after=_SOON) from error
    resilience.latest = latest
    return received._replace(read=read)
