"""A slate: one small text that all processes over a server read, and may write.

What is written on it is the writer's to say; here it is sealed, where there is a key,
and bounded. There is no order among writers: what they write has to make sense of that.
"""

from typing import Final

from gateway.connectors.shared.keeper import Keeper
from gateway.connectors.shared.link import Item, Link
from gateway.connectors.shared.names import Names
from gateway.connectors.shared.record import seal, unseal

LARGEST: Final = 512 * 1024
"""Bytes of the largest text."""

_KEPT: Final = 400 * 86400.0
"""Seconds that it is kept when nobody writes it again: whoever is there does."""


class Slate:
    """The slate of one name. It fails open, as all over the server does."""

    def __init__(self, keeper: Keeper, names: Names, secret: bytes = b"") -> None:
        self._keeper = keeper
        self._name = names.slate
        self._secret = secret

    async def read(self) -> tuple[bool, bytes | None]:
        """Tell whether the server could be asked, and what is written: None for nothing.

        What is not ours is nothing.
        """

        async def ask(link: Link) -> tuple[bool, bytes | None]:
            (data,) = await link.read([self._name])
            if data is None or len(data) > LARGEST:
                return True, None
            return True, unseal(data, self._secret)

        return await self._keeper.use(ask) or (False, None)

    async def write(self, text: bytes) -> bool:
        """Write a text in place of what is there; tell whether it was."""

        async def ask(link: Link) -> bool:
            await link.write([Item(self._name, seal(text, self._secret), _KEPT)])
            return True

        return await self._keeper.use(ask) is True
