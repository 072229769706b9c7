"""Processes: pinned, waited for, ended."""

import os
import sys
from pathlib import Path

import pytest

from benchmarks.process import StartError, free_port, free_ports, pinned, running

SERVE = """
import sys, http.server
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(b"{}")
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
"""


def test_a_process_is_ready_when_it_answers_and_ends_with_its_block(
    tmp_path: Path,
) -> None:
    """It is on the core asked for, costs CPU time, and is gone afterwards."""
    core, port = max(os.sched_getaffinity(0)), free_port()
    command = [sys.executable, "-c", SERVE, str(port)]
    with running(command, core=core, port=port, log=tmp_path / "log") as process:
        process.wait("/")
        process.settle()
        assert {core} == os.sched_getaffinity(process.pid)
        assert process.cpu() > 0
        assert f"http://127.0.0.1:{port}" == process.url
    with pytest.raises(ProcessLookupError):
        os.kill(process.pid, 0)


def test_a_process_that_ends_early_says_why(tmp_path: Path) -> None:
    """Its last words are in the error."""
    command = [sys.executable, "-c", "raise SystemExit('no such setting')"]
    core, port = min(os.sched_getaffinity(0)), free_port()
    with (
        running(command, core=core, port=port, log=tmp_path / "log") as process,
        pytest.raises(StartError, match="no such setting"),
    ):
        process.wait("/")


def test_a_process_that_never_answers_is_given_up(tmp_path: Path) -> None:
    """Silence until the limit is an error, and it is killed if it must be."""
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "time.sleep(60)"
    )
    core, port = min(os.sched_getaffinity(0)), free_port()
    command = [sys.executable, "-c", stubborn]
    with (
        running(command, core=core, port=port, log=tmp_path / "log") as process,
        pytest.raises(StartError, match="it wrote nothing"),
    ):
        process.wait("/", limit=0.5)


def test_pinning_lasts_as_long_as_its_block() -> None:
    """The process may use the same cores afterwards as before."""
    before = os.sched_getaffinity(0)
    with pinned(min(before)):
        assert {min(before)} == os.sched_getaffinity(0)
    assert before == os.sched_getaffinity(0)


def test_how_a_process_ended(tmp_path: Path) -> None:
    """It is waited for so long; its status is told when it has ended."""
    core, port = min(os.sched_getaffinity(0)), free_port()
    command = [sys.executable, "-c", "input(); raise SystemExit(3)"]
    with running(command, core=core, port=port, log=tmp_path / "log") as process:
        assert 1 == process.ended()  # there is nothing to be read
    command = [sys.executable, "-c", "import time; time.sleep(60)"]
    with running(command, core=core, port=port, log=tmp_path / "log") as process:
        assert process.ended(0.1) is None


def test_ports_are_no_two_the_same() -> None:
    """However many are asked for at once."""
    assert 200 == len(set(free_ports(200)))
