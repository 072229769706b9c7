"""The operator's guide: its table of the log has every line that is written."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_event_is_explained() -> None:
    """Each name that the log gives an event begins a row, or stands beside one that does."""
    source = (ROOT / "gateway" / "log.py").read_text("utf-8")
    named = set(re.findall(r'(?:LogLevel\.\w+|level), "([a-z_]+)"', source))
    guide = (ROOT / "docs" / "operations.md").read_text("utf-8")
    table = guide.partition("## The log\n")[2].partition("\n## ")[0]
    rows = "".join(re.findall(r"^\| (`[^|]*) \|", table, re.MULTILINE))
    assert {"call", "breaker_opened", "refreshed"} <= named
    assert [] == sorted(name for name in named if f"`{name}`" not in rows)
