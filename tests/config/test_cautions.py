"""What a sound file says that is hardly meant."""

import pytest

from gateway.config.cautions import cautions
from tests.execution.harness import configure

FILE = """
version: 1
connectors:
  pasar:
    opd: Dinas Perdagangan
    url: http://pasar.test
    queries:
      jumlah: {{returns: Int, call: GET /j, refresh: {}}}
      lain: {{returns: Int, call: GET /l}}
"""


@pytest.mark.parametrize(
    ("refresh", "told"),
    [
        ("every 1s", "setiap 1s, padahal satu panggilan boleh selama 60s"),
        ("{every: 1m, timeout: 2m}", "setiap 60s, padahal satu panggilan boleh selama"),
    ],
)
def test_more_often_than_it_may_last(refresh: str, told: str) -> None:
    """A schedule whose next fetch is due before the last had its time is told, with its place."""
    (found,) = cautions(configure(FILE.format(refresh)))
    assert (8, 53) == (found.at.line, found.at.column)
    assert told in found.reason
    assert "jarangkan `every`, atau tulis `timeout` yang lebih pendek" == found.remedy


@pytest.mark.parametrize("refresh", ["every 1m", "{every: 1s, timeout: 1s}"])
def test_often_enough(refresh: str) -> None:
    """One that leaves each call its time is fine."""
    assert [] == list(cautions(configure(FILE.format(refresh))))
