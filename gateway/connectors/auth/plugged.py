"""A plug-in at work: kept at arm's length, its failures coded."""

import asyncio
import importlib
import inspect
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final, cast

from typing_extensions import override

from gateway.config.credentials import Plugin
from gateway.config.place import Word
from gateway.connectors.auth.credential import Credential, Draft
from gateway.connectors.auth.plugins import Signature, ToOpen, ToSign
from gateway.connectors.outbound import OURS, unsigned
from gateway.connectors.send import Received
from gateway.connectors.tls import beside
from gateway.errors import CodedError, Internal, Sent, UpstreamBadBody, UpstreamTimeout
from gateway.observe import Fault, Observer

THREADS: Final = 4
"""Of one connector: a function that hangs holds up no other connector."""

_SUCCESS: Final = range(200, 300)


class PluginError(Exception):
    """A plug-in broke its promise."""


class Plugged(Credential):
    """Signs and opens by functions from outside."""

    word = Plugin.word

    def __init__(self, config: Plugin, connector: str, observer: Observer) -> None:
        self._sign = None if config.sign is None else load_function(config.sign)
        self._decrypt = (
            None if config.decrypt is None else load_function(config.decrypt)
        )
        self._options = {name: str(value) for name, value in config.options.items()}
        self._connector = connector
        self._observer = observer
        self._places = asyncio.Semaphore(THREADS)

    @override
    async def apply(self, draft: Draft) -> Draft:
        if self._sign is None:
            return draft
        prepared = draft.prepared
        headers = (*unsigned(prepared.headers, prepared.signed), *prepared.signed)
        request = ToSign(prepared.method, prepared.url, headers, prepared.body or b"")
        try:
            made = _checked(await self._run(self._sign, request, draft.left))
            draft = draft.with_headers(tuple(made.headers.items()))
        except CodedError:
            raise
        except Exception as error:
            self._observer.see(Fault(f"plugin:{self._connector}", error))
            raise Internal("A plug-in could not sign the request.") from error
        if made.body is not None:
            draft = draft._replace(prepared=draft.prepared._replace(body=made.body))
        return draft.with_query(tuple(made.query.items()))

    @override
    async def open(self, draft: Draft, received: Received) -> Received:
        if self._decrypt is None or received.status not in _SUCCESS:
            return received
        prepared = draft.prepared
        sent = (*unsigned(prepared.headers, prepared.signed), *prepared.signed)
        answer = ToOpen(
            {name.lower(): value for name, value in sent},
            received.status,
            {name.lower(): value for name, value in received.headers.items()},
            received.body,
        )
        try:
            body = _opened(await self._run(self._decrypt, answer, draft.left))
        except CodedError:
            raise
        except Exception as error:
            self._observer.see(Fault(f"plugin:{self._connector}", error))
            raise UpstreamBadBody(
                "the answer cannot be decrypted", sent=Sent.YES
            ) from error
        return received._replace(body=body)

    async def _run(
        self, function: Callable[..., Any], value: object, left: float
    ) -> object:
        """Run a function; whatever it does ends as a value or an Exception."""
        try:
            async with asyncio.timeout(left):
                if inspect.iscoroutinefunction(function):
                    found = await _contained_async(function, value, self._options)
                else:
                    found = await self._in_thread(function, value)
        except TimeoutError as error:
            raise UpstreamTimeout("a plug-in took too long", sent=Sent.NO) from error
        if isinstance(found, _Raised):
            raise PluginError(type(found.error).__name__) from found.error
        return found

    async def _in_thread(self, function: Callable[..., Any], value: object) -> object:
        """Run a function in a thread that is not waited for, here or at the exit.

        Its place is free again when it ends, not when its caller goes.
        """
        await self._places.acquire()
        loop = asyncio.get_running_loop()
        done: asyncio.Future[object] = loop.create_future()

        def finish(found: object) -> None:
            self._places.release()
            if not done.done():
                done.set_result(found)

        def run() -> None:
            found = _contained(function, value, self._options)
            with suppress(RuntimeError):  # the loop has closed meanwhile
                loop.call_soon_threadsafe(finish, found)

        name = f"plugin-{self._connector}"
        threading.Thread(target=run, name=name, daemon=True).start()
        return await done


class _Raised:
    """What a plug-in raised, as a value: it may end no loop and no thread."""

    def __init__(self, error: BaseException) -> None:
        self.error = error


def _contained(
    function: Callable[..., Any], value: object, options: Mapping[str, str]
) -> object:
    try:
        return cast("object", function(value, dict(options)))
    except BaseException as error:  # noqa: BLE001 - a plug-in may raise anything
        return _Raised(error)


async def _contained_async(
    function: Callable[..., Any], value: object, options: Mapping[str, str]
) -> object:
    task = asyncio.current_task()
    before = 0 if task is None else task.cancelling()
    try:
        return await function(value, dict(options))
    except BaseException as error:
        if task is not None and task.cancelling() > before:
            raise  # it is we who are cancelled
        return _Raised(error)


def load_function(name: Word) -> Callable[..., Any]:
    """Return the function of `package.module:function`.

    The module is one that is installed, or stands beside the file that names it.
    Raises ValueError, in Indonesian, where there is none.
    """
    module, _, word = name.partition(":")
    folder = str(beside(Word(".", name.at)).resolve())
    if folder not in sys.path:
        sys.path.append(folder)  # last: it hides nothing that is installed
    try:
        loaded = importlib.import_module(module)
    except BaseException as error:  # a module may raise anything as it is loaded
        if isinstance(error, KeyboardInterrupt):
            raise
        sys.modules.pop(module, None)
        reason = f"modul `{module}` tidak dapat dimuat ({type(error).__name__})"
        raise ValueError(reason) from error
    found = getattr(loaded, word, None)
    if not callable(found):
        reason = f"modul `{module}` tidak punya fungsi `{word}`"
        raise ValueError(reason)  # noqa: TRY004 - of the configuration, not of a call
    return cast("Callable[..., Any]", found)


def _checked(made: object) -> Signature:
    """Return a signature that is one. Raises PluginError."""
    if not isinstance(made, Signature):
        raise PluginError("sign gives a Signature")
    pairs = (*made.headers.items(), *made.query.items())
    if not all(type(word) is str for pair in pairs for word in pair):
        raise PluginError("headers and query are texts")
    for name in made.headers:
        plain = name.replace("-", "").replace("_", "")
        if not (plain.isascii() and plain.isalnum()) or name.lower() in OURS:
            raise PluginError("a header's name cannot be sent")
    if not all(one.isascii() and one.isprintable() for one in made.headers.values()):
        raise PluginError("a header's value cannot be sent")
    if made.body is not None and type(made.body) is not bytes:
        raise PluginError("the body is bytes")
    return made


def _opened(body: object) -> bytes:
    """Return a body that is one. Raises PluginError."""
    if type(body) is not bytes:
        raise PluginError("decrypt gives bytes")
    return body
