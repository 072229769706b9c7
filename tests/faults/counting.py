"""The transport, and how many calls it has at once: what the bulkhead lets through.

A call counts as soon as it is handed to it: the agency cannot see its callers where
they do not get so far.
"""

from typing import Any

from typing_extensions import override

from gateway.connectors.receiving import Exchange
from gateway.connectors.transport import AiohttpTransport


class CountingTransport(AiohttpTransport):
    """Our transport; `most` is how many calls it had at once."""

    calls = 0
    most = 0

    @override
    async def exchange(self, *given: Any, **named: Any) -> Exchange:
        self.calls += 1
        self.most = max(self.most, self.calls)
        try:
            return await super().exchange(*given, **named)
        finally:
            self.calls -= 1
