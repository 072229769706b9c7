"""What goes into the engine and what comes out.

Named tuples, because one of each is made for every request, and a frozen
dataclass of nine fields takes five times as long to make.
"""

from collections.abc import Mapping
from typing import NamedTuple

from gateway.connectors.principal import ANONYMOUS, Principal


class Request(NamedTuple):
    """One GraphQL operation as a client sends it.

    `variables` are JSON values. `queries_only` refuses mutations (HTTP GET). What the
    `operator` asks shows them more, and nobody else may be given their reply.
    `sources` asks for `extensions.sources` although all is well; `plan` asks
    for the plan as `extensions.plan` (development profile).
    """

    query: str
    operation_name: str | None = None
    variables: Mapping[str, object] | None = None
    principal: Principal = ANONYMOUS
    queries_only: bool = False
    sources: bool = False
    plan: bool = False
    operator: bool = False


class Share(NamedTuple):
    """How a reply may be kept by others, in seconds.

    `age` is how old it is, `left` how long it stays fresh; after that it may be shown
    `revalidate` seconds while it is asked for anew, and `error` in place of a failure.
    """

    age: float
    left: float
    revalidate: float = 0.0
    error: float = 0.0


class Reply(NamedTuple):
    """The response: a whole JSON object as bytes.

    Where the request was refused, and the body has no `data` key, `status` is the HTTP
    status that application/graphql-response+json demands. `share` is None where nobody
    may keep the reply.
    """

    body: bytes
    status: int = 200
    share: Share | None = None
