"""Schedules that would ask for somebody: gateway/connectors/unattended.py."""

import pytest

from gateway.connectors.soundness import unsound
from tests.execution.harness import configure

TEXT = """
version: 1
connectors:
  kependudukan:
    opd: Dinas Kependudukan
    url: http://kependudukan.test
    {auth}
    types:
      Kartu: {{fields: {{nomor: {{type: ID!, personal: {card}}}}}}}
    queries:
      kartu:
        args: {{nik: {{type: ID, personal: {asked}}}}}
        returns: "[Kartu!]"
        call: GET /kartu?nik={{nik}}
        refresh: every 1h
"""
ADVICE = "hapus `refresh`: jadwal tidak bertanya atas nama siapa pun"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"card": "true"}, "menerima atau memuat data pribadi"),
        ({"asked": "true"}, "menerima atau memuat data pribadi"),
        ({"auth": "auth: {kind: forward}"}, "ditanya dengan token warga"),
    ],
)
def test_what_is_somebodys_own(changes: dict[str, str], reason: str | None) -> None:
    """What takes, holds or is asked for with something personal has no schedule."""
    words = {"auth": "#", "card": "false", "asked": "false", **changes}
    found = [
        (one.at.line, one.reason, one.remedy)
        for one in unsound(configure(TEXT.format(**words)))
    ]
    told = f"`refresh` tidak berlaku untuk `kartu`, yang {reason}"
    assert ([] if reason is None else [(15, told, ADVICE)]) == found
