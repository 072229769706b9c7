"""The bulkhead, measured."""

from benchmarks.faults.bulkhead import rejected
from benchmarks.faults.client import Reply

BUSY = b'{"data":null,"errors":[{"extensions":{"code":"UPSTREAM_BUSY"}}]}'


def test_rejects_are_those_who_got_no_place() -> None:
    """Who had one and waited in vain was not rejected."""
    busy = Reply(200, b"", BUSY, 1.0, 1.25)
    late = busy._replace(body=BUSY.replace(b"BUSY", b"TIMEOUT"))
    good = busy._replace(body=b'{"data":{}}')
    assert [250.0] == rejected([late, busy, good])
