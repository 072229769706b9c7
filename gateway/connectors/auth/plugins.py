"""Functions from outside that sign a request or open an answer.

A plug-in gets the frozen values below and sees nothing else:

    def sign(request: ToSign, options: Mapping[str, str]) -> Signature: ...
    def decrypt(answer: ToOpen, options: Mapping[str, str]) -> bytes: ...

Either may be a coroutine function. A plain one runs in a thread, so that what
it computes holds up nobody else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from typing_extensions import override


@dataclass(frozen=True, slots=True)
class ToSign:
    """A request as it will be sent, but for what the plug-in adds."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    @override
    def __repr__(self) -> str:
        return f"ToSign(method={self.method!r})"


@dataclass(frozen=True, slots=True)
class Signature:
    """What a plug-in sets: headers, query parameters behind the others, the body.

    A `body` of None leaves it as it is.
    """

    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    query: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ToOpen:
    """A successful answer, with the headers that its request was sent with.

    Names of headers are in lower case.
    """

    sent: Mapping[str, str]
    status: int
    headers: Mapping[str, str]
    body: bytes

    @override
    def __repr__(self) -> str:
        return f"ToOpen(status={self.status!r})"
