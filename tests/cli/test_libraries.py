"""What libraries log: gateway/cli/libraries.py."""

import io
import json
import logging
from typing import Any

import pytest

from gateway.cli.libraries import Libraries, overheard
from gateway.log import Log

NIK = "18710101"


def logged(*, readable: bool = False) -> tuple[io.StringIO, Log]:
    """Make a log, and what it is written to."""
    stream = io.StringIO()
    return stream, Log(stream, readable=readable)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    """Read a log's lines."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_what_was_raised() -> None:
    """It is told as a fault is: its kind and the code that it passed, and never its text."""
    stream, log = logged()
    with overheard(log):
        error = ValueError(NIK)
        logging.getLogger("asyncio").error("Task with %s", NIK, exc_info=error)
    (line,) = lines(stream)
    assert ("fault", "asyncio", "ValueError") == (
        line["event"],
        line["where"],
        line["type"],
    )
    assert NIK not in stream.getvalue()


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("uvicorn.error", "Cancel %s task(s)\n", "Cancel 18710101 task(s)"),
        ("uvicorn.error", "Traceback\n at %s\na.Error: no", "a.Error"),
        ("uvicorn.error", "", ""),
        ("aiohttp.client", "no %s", None),
    ],
)
def test_what_was_said(name: str, text: str, told: str | None) -> None:
    """It is a line that says where; the text is the server's own, or only for reading."""
    stream, log = logged()
    with overheard(log):
        logging.getLogger(name).error(text, *([NIK] if "%" in text else []))
    (line,) = lines(stream)
    assert ("library", "error", name) == (line["event"], line["level"], line["logger"])
    assert line["where"].startswith("test_libraries.py:")
    assert line["where"].endswith(" test_what_was_said")
    assert told == line.get("text")


def test_what_nobody_can_read() -> None:
    """What does not fit its own text is told as well, and does not fail who logs it."""
    stream, log = logged(readable=True)
    said = {"msg": "%d of %s", "args": (NIK,), "name": "aio", "levelno": logging.ERROR}
    record = logging.makeLogRecord(said)
    Libraries(log).handle(record)
    assert " library logger=aio where=" in stream.getvalue()


def test_readable() -> None:
    """Where a developer looks on, all of it stands there; less than a warning does not."""
    stream, log = logged(readable=True)
    logger = logging.getLogger("aiohttp.client")
    with overheard(log):
        logger.warning("no %s", NIK)
        logger.info("nothing")
    assert " warning library " in stream.getvalue()
    assert f"text=no {NIK}\n" in stream.getvalue()
    assert 1 == stream.getvalue().count("\n")


def test_nobody_listens_afterwards() -> None:
    """What is logged when the gateway has ended is not its own."""
    stream, log = logged()
    with overheard(log):
        pass
    logging.getLogger("uvicorn.error").error("late")
    assert "" == stream.getvalue()
