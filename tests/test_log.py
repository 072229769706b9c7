"""The log's lines: names, numbers and codes, nothing personal."""

import errno
import io
import json
from datetime import UTC, datetime

import pytest
from typing_extensions import override

from gateway.log import Log
from gateway.observe import (
    BreakerClosed,
    BreakerOpened,
    CallEnded,
    CallRefused,
    CredentialRefused,
    Drifted,
    Event,
    Fault,
    FellBack,
    Misfit,
    OperationEnded,
    OperationLeft,
    Refreshed,
    Refused,
    Reloaded,
    ReloadFailed,
    Retried,
    SharedTierTurned,
    Spoiled,
)
from gateway.settings import LogLevel


def noon() -> datetime:
    return datetime(2026, 1, 2, 12, 0, 0, tzinfo=UTC)


def written(event: Event, *, readable: bool = False) -> str:
    """Log one event at the lowest level."""
    stream = io.StringIO()
    Log(stream, LogLevel.DEBUG, readable=readable, clock=noon).see(event)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (
            CallEnded("pangan", "harga", 0.0125, 200, None),
            "12:00:00 debug   call connector=pangan operation=harga ms=12.5 status=200",
        ),
        (
            CallEnded("pangan", "harga", 3, None, "X"),
            "12:00:00 warning call connector=pangan operation=harga ms=3000 code=X",
        ),
        (
            SharedTierTurned("link", up=True, code=None, first=True),
            "12:00:00 info    shared_tier part=link up=True",
        ),
        (
            SharedTierTurned("link", up=False, code="TIMEOUT"),
            "12:00:00 warning shared_tier part=link up=False code=TIMEOUT",
        ),
        (
            SharedTierTurned("link", up=True, code=None),
            "12:00:00 warning shared_tier part=link up=True",
        ),
        (
            OperationEnded("A" * 100, "q", 0.001, 0, 2),
            f"12:00:00 debug   operation name={'A' * 64} kind=q ms=1.0 errors=0 calls=2",
        ),
        (
            OperationEnded(None, "query", 0.001, 1, 0),
            "12:00:00 debug   operation kind=query ms=1.0 errors=1 calls=0",
        ),
        (
            OperationLeft("A" * 100, "query", 0.001, 2),
            f"12:00:00 debug   operation_left name={'A' * 64} kind=query ms=1.0 calls=2",
        ),
        (
            CallEnded("pangan", "harga", 3, None, "CANCELLED"),
            "12:00:00 debug   call connector=pangan operation=harga ms=3000 code=CANCELLED",
        ),
        (
            Spoiled("pangan", "harga", "X"),
            "12:00:00 warning spoiled connector=pangan operation=harga code=X",
        ),
        (
            Misfit("pangan", "harga", 7.5, 8),
            "12:00:00 warning misfit connector=pangan operation=harga bad=7.5 rows=8",
        ),
        (
            Drifted("pangan", "harga", "data.nilai", gone=True),
            "12:00:00 warning drifted connector=pangan operation=harga path=data.nilai gone=True",
        ),
        (
            CredentialRefused("pangan"),
            "12:00:00 error   credential connector=pangan",
        ),
        (
            Refused("pangan", "h.test", "127.0.0.2"),
            "12:00:00 warning refused connector=pangan host=h.test address=127.0.0.2",
        ),
        (
            Refreshed("pangan", "harga", 12.5, None),
            "12:00:00 info    refreshed connector=pangan operation=harga seconds=12.5 shared=False",
        ),
        (
            Refreshed("pangan", "harga", 60.0, "X"),
            "12:00:00 warning refreshed connector=pangan operation=harga seconds=60.0 code=X shared=False",
        ),
        (
            FellBack("pangan", "harga", 0, "X"),
            "12:00:00 warning fell_back connector=pangan operation=harga base=0 code=X",
        ),
        (
            CallRefused("pangan", "harga", "X"),
            "12:00:00 debug   call_refused connector=pangan operation=harga code=X",
        ),
        (
            Retried("pangan", "harga", 1, "X"),
            "12:00:00 info    retried connector=pangan operation=harga attempt=1 code=X",
        ),
        (
            BreakerOpened("pangan", 0, 14, 20),
            "12:00:00 warning breaker_opened connector=pangan base=0 bad=14 calls=20",
        ),
        (
            BreakerClosed("pangan", 0, 12.0),
            "12:00:00 info    breaker_closed connector=pangan base=0 seconds=12.0",
        ),
    ],
)
def test_readable(event: Event, line: str) -> None:
    """The readable form is one line an event."""
    assert f"{line}\n" == written(event, readable=True)


def test_readable_lists() -> None:
    """Names stand beside each other, and mistakes below each other, each with its place first."""
    told = Reloaded(("pangan", "dinkes"), (), ("bpbd",), 0.5)
    assert (
        "12:00:00 info    reloaded kept=pangan,dinkes begun=- ended=bpbd seconds=0.5\n"
        == written(told, readable=True)
    )
    failed = ReloadFailed(("c.yaml:1:2: kata `a` tidak dikenal", "c.yaml:3:4: b"))
    assert (
        "12:00:00 error   reload_failed mistakes=\n"
        "  c.yaml:1:2: kata `a` tidak dikenal\n  c.yaml:3:4: b\n"
        == written(failed, readable=True)
    )


def test_json() -> None:
    """The other form is a JSON object a line, with the time in UTC."""
    assert {
        "time": "2026-01-02T12:00:00.000+00:00",
        "level": "warning",
        "event": "call",
        "connector": "pangan",
        "operation": "harga",
        "ms": 10.0,
        "status": 503,
        "code": "UPSTREAM_UNAVAILABLE",
    } == json.loads(
        written(CallEnded("pangan", "harga", 0.01, 503, "UPSTREAM_UNAVAILABLE"))
    )


def test_why_no_connection_stood() -> None:
    """A call that nothing answered says why, where that is known."""
    event = CallEnded("pangan", "harga", 0.01, None, "UPSTREAM_UNAVAILABLE", "DNS")
    assert "DNS" == json.loads(written(event))["cause"]


def raised() -> ValueError:
    """Make an exception that went through code."""
    with pytest.raises(ValueError, match="warga") as caught:
        int("nama warga")
    return caught.value


def test_fault_keeps_its_text_to_itself() -> None:
    """A fault's line names its type and code lines, not its text."""
    line = json.loads(written(Fault("http 1", raised())))
    assert ("error", "ValueError", "http 1") == (
        line["level"],
        line["type"],
        line["where"],
    )
    assert line["trace"][0].startswith("test_log.py:")
    assert "warga" not in json.dumps(line)


def test_fault_speaks_to_a_developer() -> None:
    """The readable form gives the text."""
    assert "nama warga" in written(Fault("http 1", raised()), readable=True)


def test_level() -> None:
    """What is below the level is not written."""
    stream = io.StringIO()
    log = Log(stream, LogLevel.WARNING)
    log.see(OperationEnded(None, "query", 0.001, 0, 0))
    assert "" == stream.getvalue()
    log.see(Refused("pangan", "opd.test", "169.254.0.1"))
    assert 1 == stream.getvalue().count("\n")


class Disk(io.StringIO):
    """A stream on a disk that may be full."""

    full = False

    @override
    def flush(self) -> None:
        """Fail where it is full, as a file does."""
        if self.full:
            raise OSError(errno.ENOSPC, "full")


def test_a_disk_that_is_full() -> None:
    """What cannot be written raises nothing, and is counted once there is room again."""
    stream = Disk()
    log = Log(stream, readable=True, clock=noon)
    stream.full = True
    for _ in range(3):
        log.see(CredentialRefused("pangan"))
    stream.full = False
    stream.truncate(0)
    log.see(CredentialRefused("bps"))
    log.see(CredentialRefused("bmkg"))
    assert [
        "12:00:00 error   credential connector=bps",
        "12:00:00 error   log_interrupted lines=3",
        "12:00:00 error   credential connector=bmkg",
    ] == stream.getvalue().lstrip("\0").splitlines()
