"""What libraries log, as lines of the gateway's own log.

Python writes what nobody takes to stderr as it is: a traceback between the objects of a log
that machines read, and with it the text of an exception, which may quote somebody's data.
"""

import logging
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from typing_extensions import override

from gateway.log import Log
from gateway.observe import Fault
from gateway.settings import LogLevel

_PLAIN: Final = "uvicorn"
"""Whose texts are known to quote nobody."""


class Libraries(logging.Handler):
    """Writes warnings and errors of libraries; what was raised is told as a fault is."""

    def __init__(self, log: Log) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    @override
    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            self._log.see(Fault(record.name, error))
            return
        bad = record.levelno >= logging.ERROR
        fields = {
            "logger": record.name,
            "where": f"{record.filename}:{record.lineno} {record.funcName}",
            "text": self._text(record),
        }
        self._log.write(LogLevel.ERROR if bad else LogLevel.WARNING, "library", fields)

    def _text(self, record: logging.LogRecord) -> str | None:
        """Return what a record says, as far as it quotes nobody; of a traceback what was raised."""
        try:
            text = record.getMessage().strip()
        except Exception:  # noqa: BLE001 - it does not fit: no caller's logging fails for that
            return None
        if self._log.readable:
            return text
        if not record.name.startswith(_PLAIN):
            return None
        first, *more = text.splitlines() or [""]
        return more[-1].partition(":")[0] if more else first


@contextmanager
def overheard(log: Log) -> Generator[None]:
    """Have a log take what libraries of this process log meanwhile."""
    root, handler = logging.getLogger(), Libraries(log)
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
