"""The garbage collector: out of the way of loading, and of what was loaded."""

import gc
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

# Answers are trees without cycles: reference counts free them. The collector
# need not look as often as it does for programs that make cycles all the time.
_SELDOM: Final = (20_000, 20, 50)


@contextmanager
def uninterrupted() -> Generator[None]:
    """Pause the cyclic collector.

    A configuration is hundreds of thousands of small objects that all stay
    alive and hold no cycles: walking them again and again doubles the time of
    loading a large one.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def settle() -> None:
    """Take all that lives now out of the collector's sight, and let it look seldom.

    The configuration, the schema and the imported modules live as long as the
    process. Measured: walking them took a fifth of the CPU of a small cold
    request.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_SELDOM)


def reclaim() -> None:
    """Look for what a configuration that no longer serves has left.

    What took its place stays in sight: to hide it, too, would hide for ever what
    is left of the one after it.
    """
    gc.collect()
