"""Configurations that come and go, measured a few times."""

from collections import Counter
from pathlib import Path

import orjson

from benchmarks.faults.client import Reply
from benchmarks.faults.reloads import (
    Seen,
    Size,
    State,
    changed,
    events,
    figures,
    measure,
)

GOOD = Reply(200, b"", b'{"data":{}}', 0.0, 0.1)
LOST = Reply(0, b"", b"", 0.0, 0.1)


def test_what_is_judged() -> None:
    """Reloads of either kind, failures, and what was lost or has grown."""
    seen = Seen(
        Counter(reloaded=5, reload_failed=2),
        1,
        [State(10, 90.0), State(12, 100.0), State(30, 100.0), State(21, 117.0)],
        [GOOD, LOST],
        {"tetap": 1, "rusak": 2},
        open_still=False,
    )
    found = figures(Size(8, 0.1), seen)
    assert ["5", "2", "1", "1", "1", "2", "False", "9", "17.00 MiB"] == [
        one.measured for one in found
    ]
    assert ["reloads", "wrong files refused"] == [one.name for one in found[:2]]
    assert [False, True, *[False] * 7] == [one.holds for one in found]


def test_a_file_is_changed_and_mended() -> None:
    """Each has another block; what was wrong is right the next time."""
    file = orjson.dumps({"connectors": {"berubah": {"timeout": "3s"}}})
    wrong = changed(file, 7, wrong=True)
    assert {"timeout": "3007ms", "batas": "1s"} == block(wrong)
    assert {"timeout": "3008ms"} == block(changed(wrong, 8, wrong=False))


def block(file: bytes) -> object:
    """Read the block that changes."""
    return orjson.loads(file)["connectors"]["berubah"]


def test_what_the_log_tells(tmp_path: Path) -> None:
    """Of all events those of reloads, in their order."""
    log = tmp_path / "log"
    log.write_text('{"event":"ready"}\n{"event":"reload_failed"}\n{"event":"reloaded"}')
    assert ["reload_failed", "reloaded"] == events(log)


async def test_it_is_measured() -> None:
    """A few reloads lose nothing."""
    figures = await measure(quick=True)
    assert [] == [one for one in figures if not one.holds]
