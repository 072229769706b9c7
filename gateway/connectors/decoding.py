"""Large bodies are decoded beside the loop; what is made of them is made as ever."""

from functools import partial

from gateway.connectors.aside import Aside
from gateway.connectors.outgoing import Reading, Received
from gateway.connectors.resilience import Resilience


async def decoded(
    aside: Aside, resilience: Resilience, reading: Reading, received: Received
) -> Received:
    """Have a body decoded in turn; it is then as if its answer had only come.

    Others may have been answered meanwhile: the latest call is this one again. Where the
    body cannot be decoded, whoever reads it is told. First come of a connector, first served:
    who works off what has been decoded does not wait for all that is still to be.
    """
    latest = resilience.latest
    work = partial(reading.decode, received.body, received.content_type)
    async with aside.turn(str(resilience.connector.name)):
        read = await aside.run(work)
    resilience.latest = latest
    return received._replace(read=read)
