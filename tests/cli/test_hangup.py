"""SIGHUP while a gateway starts: it is obeyed once somebody can, and ends nothing."""

import asyncio
import json
import os
import signal
import threading
from pathlib import Path

import pytest

from gateway.cli.hangup import blocked, held, obeyed
from tests.cli.test_explain import FILE
from tests.cli.test_processes import line_with, process


@pytest.mark.parametrize("workers", [1, 2])
async def test_while_it_loads(tmp_path: Path, workers: int) -> None:
    """A gateway that is told while it reads its file reads it again, every process of it."""
    pipe, file = tmp_path / "c.yaml", tmp_path / "file"
    os.mkfifo(pipe)
    file.write_text(FILE, "utf-8")
    serve = ("serve", str(pipe), "--port", "0", "--no-reload")
    async with process(
        *serve, "--workers", str(workers), GATEWAY_DRAIN_TIME="10ms"
    ) as it:
        writing = await asyncio.to_thread(pipe.open, "w")  # when it begins to read
        file.replace(pipe)
        it.send_signal(signal.SIGHUP)
        alive = asyncio.create_task(it.wait())
        ended, _ = await asyncio.wait([alive], timeout=0.3)
        assert not ended
        with writing:
            writing.write(FILE)
        told: list[str] = []
        while told.count("reloaded") < workers:
            told.append(await line_with(it.stderr, r'"event": "(\w+)"'))
        it.terminate()
        _, rest = await it.communicate()
    assert ["ready", "reloaded", "short_drain"] == sorted(set(told))
    assert 0 == it.returncode
    assert "stopped" == json.loads(rest.splitlines()[-1])["event"]


def hang_up() -> None:
    """Send it to this thread: whoever runs the tests has others, which let it through."""
    signal.pthread_kill(threading.get_ident(), signal.SIGHUP)


def test_what_nobody_obeyed_is_dropped() -> None:
    """At the end of a process it is too late for it, and no reason to die."""
    with held():
        hang_up()
        assert signal.SIGHUP in signal.sigpending()
    assert signal.SIGHUP not in signal.sigpending()


def test_what_came_before_is_obeyed() -> None:
    """Who lets it through gets also what was kept; then it is kept again."""
    heard: list[int] = []
    before = signal.signal(signal.SIGHUP, lambda number, _: heard.append(number))
    try:
        with blocked():
            hang_up()
            assert [] == heard
            with obeyed():
                assert [signal.SIGHUP] == heard
            hang_up()
            assert [signal.SIGHUP] == heard
        assert [signal.SIGHUP] * 2 == heard
    finally:
        signal.signal(signal.SIGHUP, before)
