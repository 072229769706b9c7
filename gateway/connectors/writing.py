"""A write to a service: sent once, and what it may have changed is forgotten everywhere."""

from collections.abc import Sequence

from gateway.connectors.line import Line
from gateway.connectors.outgoing import Outgoing, Received
from gateway.connectors.status import is_refusal
from gateway.errors import CodedError, Sent, UpstreamError


async def write(line: Line, outgoing: Outgoing, tags: Sequence[str]) -> Received:
    """Send a write; what `tags` name is dropped where it may have been carried out.

    That is so unless the service has said no or was not reached, and so also where
    nobody waits any more. It is dropped when the answer is here: what was asked for
    before may be older than the write, and is not kept. Raises CodedError.
    """
    changed = True
    try:
        received = await line.send(outgoing._replace(repeatable=False))
        changed = not is_refusal(received.status)
    except UpstreamError as error:
        changed = error.sent is not Sent.NO
        raise
    except CodedError:  # refused before it was sent
        changed = False
        raise
    else:
        return received
    finally:
        if changed:
            line.wrote(tags)
