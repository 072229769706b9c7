"""Loading without the garbage collector's interruptions."""

import gc
from collections.abc import Generator
from contextlib import contextmanager


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
