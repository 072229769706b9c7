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


@pytest.mark.parametrize(
    ("kind", "value", "good"),
    [
        ("DateTime", "2026-03-01 10:00:00+07:00", False),
        ("DateTime", "2026-03-01T10:00:00+07:00", True),
        ("Date", "2026-02-28", True),
        ("Decimal", "1e3", False),
        ("'[Date!]'", "[2026-02-28]", True),
        ("Date", "null", True),
        ("Int", "7", True),
    ],
)
def test_what_no_client_could_send(kind: str, value: str, *, good: bool) -> None:
    """Arguments are written as the graph's own clients write them."""
    text = f"""
version: 1
connectors:
  a:
    opd: A
    url: http://a.test
    queries:
      b: {{args: {{n: {kind}}}, returns: Int, call: "GET /b?n={{n}}", refresh: {{every: 1h, with: {{n: {value}}}}}}}
"""
    found = [one.reason for one in unsound(configure(text))]
    told = f"`with` mengisi `n` dengan yang bukan nilai `{kind}`"
    assert ([] if good else [told]) == found
