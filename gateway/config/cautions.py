"""What a sound configuration says that is hardly meant: told by `gateway check`, and served.

A mistake stops a start; these do not, since there may be a reason for them that the file
does not say.
"""

from collections.abc import Iterator

from gateway.config.model import Config
from gateway.config.problems import Problem


def cautions(config: Config) -> Iterator[Problem]:
    """Find what is hardly meant, each with its place and what to write instead."""
    yield from _hasty(config)


def _hasty(config: Config) -> Iterator[Problem]:
    """Find schedules by which the next fetch is due before the last had its time."""
    for one in config.operations():
        refresh = one.refresh
        if refresh is not None and refresh.every < refresh.timeout:
            yield Problem(
                refresh.at,
                f"`refresh` milik `{one.name}` setiap {refresh.every:g}s, padahal satu"
                f" panggilan boleh selama {refresh.timeout:g}s: layanan yang lambat"
                " ditanya tanpa jeda",
                "jarangkan `every`, atau tulis `timeout` yang lebih pendek",
            )
