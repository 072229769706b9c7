"""The operator's state in a file that workers of a machine share: gateway/running/shared.py."""

import os
import resource
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.connectors.notice import Notice
from gateway.running.shared import NAME, StateError, StateFile
from gateway.running.state import State

NOW = datetime(2026, 8, 17, tzinfo=UTC)


def off(state: State) -> State:
    """Switch a connector off."""
    return state.with_notice(Notice("bapenda", NOW), NOW)


@contextmanager
def no_more_files() -> Generator[None]:
    """Let this process open no further file."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)
    free = os.open(os.devnull, os.O_RDONLY)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, most[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, most)


async def test_what_another_changed_is_read_once(tmp_path: Path) -> None:
    """A worker reads what another has switched, and nothing where nothing changed."""
    one, other = StateFile(tmp_path), StateFile(tmp_path)
    assert State() == await one.read()
    assert await one.read() is None
    await other.change(off)
    found = await one.read()
    assert found is not None
    assert {"bapenda"} == found.notices.keys()
    assert await one.read() is None
    assert await other.read() is None


async def test_what_could_not_be_read_is_read_later(tmp_path: Path) -> None:
    """F43: a look that fails for want of a file handle loses no switch."""
    one = StateFile(tmp_path)
    await one.read()
    await StateFile(tmp_path).change(off)
    with no_more_files(), pytest.raises(StateError):
        await one.read()
    found = await one.read()
    assert found is not None
    assert {"bapenda"} == found.notices.keys()


async def test_what_is_no_state_stays_refused(tmp_path: Path) -> None:
    """A file of something else is told at every look, not taken for one that was read."""
    (tmp_path / NAME).write_text("[]")
    one = StateFile(tmp_path)
    for _ in range(2):
        with pytest.raises(StateError, match="not a state"):
            await one.read()
