"""SIGHUP, which has a gateway read its configuration again, from the first moment on.

By default it ends a process. While nobody is there to obey it is blocked: the kernel
keeps it for whoever lets it through. What is started meanwhile has it blocked, too.
"""

import signal
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

_HANGUP: Final = frozenset({signal.SIGHUP})


@contextmanager
def held() -> Generator[None]:
    """Keep it from ending this process; what nobody has obeyed by the end is dropped."""
    with blocked():
        try:
            yield
        finally:
            while signal.SIGHUP in signal.sigpending():
                signal.sigwait(_HANGUP)


@contextmanager
def blocked() -> Generator[None]:
    """Keep it for later, from this thread and from what it starts."""
    with _masked(signal.SIG_BLOCK):
        yield


@contextmanager
def obeyed() -> Generator[None]:
    """Let it through to its handler, also what came before."""
    with _masked(signal.SIG_UNBLOCK):
        yield


@contextmanager
def _masked(how: int) -> Generator[None]:
    before = signal.pthread_sigmask(how, _HANGUP)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
