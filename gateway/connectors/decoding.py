"""Large bodies are decoded beside the loop; what is made of them is made as ever."""

from functools import partial

from gateway.connectors.aside import Aside
from gateway.connectors.outgoing import Reading, Received
from gateway.connectors.resilience import Resilience


async def decoded(
    aside: Aside,
    resilience: Resilience,
    reading: Reading,
    received: Received,
    seconds: float,
) -> Received:
    """Have a body decoded in turn; it is then as if its answer had only come.

    The turn has to come within so many seconds: places are held meanwhile. Raises
    UpstreamTimeout.

    Others may have been answered meanwhile: the latest call is this one again. Where the
    body cannot be decoded, whoever reads it is told. First come of a connector, first served:
    who works off what has been decoded does not wait for all that is still to be.
    """
    latest = resilience.latest
    work = partial(reading.decode, received.body, received.content_type)
    async with aside.turn(str(resilience.connector.name), seconds):
        read = await aside.run(work)
    resilience.latest = latest
    return received._replace(read=read)
