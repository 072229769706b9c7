"""What a credential does to a request, and the request on its way through them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias
from urllib.parse import quote

from typing_extensions import override

from gateway.connectors.auth.refusing import Refuses
from gateway.connectors.outbound import unsigned
from gateway.connectors.principal import ANONYMOUS, Principal
from gateway.connectors.send import Received
from gateway.connectors.template import Headers, Prepared
from gateway.errors import Internal

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})

Random: TypeAlias = Callable[[int], bytes]
"""So many bytes that nobody can guess."""


class Step(NamedTuple):
    """A text on the way to a request, for `explain`. Its repr shows the name alone."""

    name: str
    text: str

    @override
    def __repr__(self) -> str:
        return f"Step({self.name!r})"


class Draft(NamedTuple):
    """A request on its way through the credentials.

    `left` is the time for the call, in seconds; `said` what a credential made
    for those behind it (`token`). Its repr shows the request's method alone.
    """

    prepared: Prepared
    principal: Principal = ANONYMOUS
    left: float = 3.0
    said: Mapping[str, str] = NOTHING
    steps: tuple[Step, ...] = ()

    @override
    def __repr__(self) -> str:
        return f"Draft({self.prepared!r})"

    def saying(self, name: str, text: str) -> "Draft":
        """Return the draft with a word for the credentials behind."""
        return self._replace(said={**self.said, name: text})

    def noting(self, name: str, text: str) -> "Draft":
        """Return the draft with a step for whoever asks how it was made."""
        return self._replace(steps=(*self.steps, Step(name, text)))

    def with_headers(self, headers: Headers) -> "Draft":
        """Return the draft with headers of this request alone."""
        prepared = self.prepared
        for _, value in headers:
            if not (value.isascii() and value.isprintable()):
                raise Internal("A credential makes a header that cannot be sent.")
        kept = tuple(unsigned(prepared.signed, headers))
        return self._replace(prepared=prepared._replace(signed=(*kept, *headers)))

    def with_query(self, pairs: Headers) -> "Draft":
        """Return the draft with parameters behind its own."""
        if not pairs:
            return self
        url = self.prepared.url
        text = "&".join(f"{quote(n, safe='')}={quote(v, safe='')}" for n, v in pairs)
        joined = f"{url}{'&' if '?' in url else '?'}{text}"
        return self._replace(prepared=self.prepared._replace(url=joined))


@dataclass(frozen=True, slots=True)
class Moment:
    """What a credential may know of the world: times, and randomness.

    `now` is Unix time, `clock` never goes back; both in seconds.
    """

    now: Callable[[], float]
    clock: Callable[[], float]
    random: Random


class Credential:
    """A credential at work. A kind overrides what it does."""

    word = ""
    judge: Refuses | None = None
    """What the file says of answers that refuse it; 401 and 403 where it says nothing."""

    async def apply(self, draft: Draft) -> Draft:
        """Return the request with this credential on it. Raises CodedError."""
        return draft

    def refuses(self, received: Received) -> bool:
        """Tell whether an answer says that this credential is not good."""
        if self.judge is not None:
            return self.judge(received)
        return received.status in {401, 403}

    async def renew(self, draft: Draft, received: Received) -> bool:
        """Do what can be done about a refusal; tell whether to try once more.

        `draft` is the request as this credential made it.
        """
        del draft, received
        return False

    def give_up(self) -> None:
        """Take note that what was renewed is refused as well."""

    async def open(self, draft: Draft, received: Received) -> Received:
        """Return an answer as it reads without its wrapping. Raises CodedError."""
        del draft
        return received
