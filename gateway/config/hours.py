"""A part of every day: two hours, as they are written."""

import re
from typing import Final, NamedTuple

from typing_extensions import override

from gateway.config.kinds import Wrong
from gateway.config.nodes import Scalar

DAY: Final = 24 * 60
"""Minutes of a day."""

_HOURS: Final = re.compile(
    r"([01][0-9]|2[0-3])[:.]([0-5][0-9]) ?- ?([01][0-9]|2[0-4])[:.]([0-5][0-9])"
)


class Between(NamedTuple):
    """A part of every day, in minutes from midnight; it may go over midnight."""

    start: int
    end: int

    @override
    def __str__(self) -> str:
        """Write it as it stands in the file."""
        return f"{_clock(self.start)}-{_clock(self.end)}"


def between(node: Scalar) -> object:
    """Read two hours: `21:00-04:30`."""
    found = _HOURS.fullmatch(node.text)
    if found is None:
        return None
    hour, minute, last, past = map(int, found.groups())
    start, end = hour * 60 + minute, last * 60 + past
    if end > DAY:
        return None
    if start == end % DAY:
        return Wrong(
            f"`{node.shown}` tidak menyisakan waktu di luarnya",
            "hapus `between` bila boleh kapan saja",
        )
    return Between(start, end % DAY)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
