"""The citizen's own token, handed on."""

from typing_extensions import override

from gateway.config.credentials import Forward
from gateway.connectors.auth.credential import Credential, Draft
from gateway.connectors.auth.filling import compile_places
from gateway.errors import Unauthenticated


class Forwarded(Credential):
    """Puts the token of whoever asks in its places. Raises Unauthenticated without one."""

    word = Forward.word

    def __init__(self, config: Forward) -> None:
        self._put = compile_places(config.places)

    @override
    async def apply(self, draft: Draft) -> Draft:
        principal = draft.principal
        token = principal.token or ""
        if not principal.authenticated or not token:
            raise Unauthenticated("This service answers for its own user; log in.")
        if not (token.isascii() and token.isprintable()):
            raise Unauthenticated("The login's token cannot be handed on.")
        draft = draft.saying("token", token)
        return self._put(draft, draft.said)
