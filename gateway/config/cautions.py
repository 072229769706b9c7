"""What a sound configuration says that is hardly meant: told by `gateway check`, and served.

A mistake stops a start; these do not, since there may be a reason for them that the file
does not say.
"""

import re
from collections.abc import Iterator
from typing import Final

from gateway.config.model import Config
from gateway.config.nodes import Hidden
from gateway.config.place import Word
from gateway.config.problems import Problem

_MARKUP: Final = frozenset({"xml", "soap"})
_SECRET: Final = re.compile(
    r"authorization|cookie|secret|token|kunci|sandi|passw|api-?key|-key\Z",
    re.IGNORECASE,
)
"""Names of headers that carry credentials."""


def cautions(config: Config) -> Iterator[Problem]:
    """Find what is hardly meant, each with its place and what to write instead."""
    yield from _hasty(config)
    yield from _lone(config)
    yield from _open(config)


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


def _lone(config: Config) -> Iterator[Problem]:
    """Find lists read from XML, in which a list of one element is no list."""
    for one in config.operations():
        listed = one.rows.is_list and one.select.path and not one.select.jmespath
        if one.format.kind in _MARKUP and listed and not (one.one_or_many or one.shape):
            yield Problem(
                one.at,
                f"`{one.name}` membaca daftar dari XML: bila isinya hanya satu elemen, ia"
                " bukan daftar, dan jawabannya menjadi galat",
                "tulis `one_or_many: true`; begitu pula pada field yang berupa daftar",
            )


def _open(config: Config) -> Iterator[Problem]:
    """Find secrets that stand in the file itself: whoever reads it knows them."""
    for connector in config.connectors.values():
        for name, value in connector.headers:
            if not isinstance(value, Word) or isinstance(value, Hidden):
                continue
            if value and _SECRET.search(name):
                yield Problem(
                    value.at,
                    f"header `{name}` milik `{connector.name}` agaknya rahasia, padahal"
                    " tertulis langsung di berkas",
                    "pindahkan ke variabel lingkungan, lalu tulis `${NAMA}`",
                )
