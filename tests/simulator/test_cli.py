"""`python -m simulator`."""

import re
import signal
import socket
import subprocess
import sys

import pytest

from simulator import running
from simulator.cli import describe, main
from simulator.dial import OFFSET
from simulator.fault import Fault, Mode
from simulator.services import services

LAST = 65_535 - OFFSET
KNOWN = ", ".join(service.name for service in services())


async def test_describe() -> None:
    """A line for each service with its address and fault, then the variables."""
    async with running() as opd:
        await opd.turn("dinkes", Fault(Mode.HANG))
        lines = re.sub(
            r":\d+", ":9999", describe(opd, "http://127.0.0.1:9199")
        ).splitlines()
    many = len(services())
    assert [
        "Layanan OPD tiruan:",
        "  pemerintahan  http://127.0.0.1:9999  Biro Pemerintahan dan Otonomi Daerah",
    ] == lines[:2]
    assert (
        "  dinkes        http://127.0.0.1:9999  Dinas Kesehatan  [gangguan: hang]"
        in lines
    )
    assert [
        "Variabel lingkungan:",
        "  export WILAYAH_URL=http://127.0.0.1:9999",
    ] == lines[many + 1 : many + 3]
    assert [
        "Gangguan: http://127.0.0.1:9999 (buka di peramban), `gateway fault`,",
        "  atau POST /_fault ke layanan mana pun, misalnya",
        '  {"opd": "dinkes", "mode": "hang"}   (Ctrl-C untuk berhenti)',
    ] == lines[2 * many + 2 :]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=str)
def test_runs_until_interrupted(number: signal.Signals) -> None:
    """The program prints where it listens, and a signal ends it with status 0."""
    command = [sys.executable, "-m", "simulator", "--base-port", "0"]
    with subprocess.Popen(  # noqa: S603 - our own module
        [*command, "--fault", "pangan=slow:5", "--graphiql", "https://a/graphql"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        printed = [program.stdout.readline() for _ in range(3)]
        assert "Layanan OPD tiruan:\n" == printed[0]
        assert printed[2].endswith("[gangguan: slow]\n")
        program.send_signal(number)
        _, errors = program.communicate(timeout=10)
    assert (0, "") == (program.returncode, errors)


def test_taken_port(capsys: pytest.CaptureFixture[str]) -> None:
    """A taken port is told in a line, with the way out."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert 1 == main(["--base-port", str(port)])
    assert (
        f"Porta mulai {port} tidak dapat dipakai (Address already in use);"
        " pilih yang lain dengan --base-port, atau 0 untuk porta bebas\n"
    ) == capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--base-port", "99999"], f"`99999` bukan porta antara 0 dan {LAST}"),
        (["--port-base", "x"], f"`x` bukan porta antara 0 dan {LAST}"),
        (
            ["--graphiql", "javascript:alert(1)"],
            "`javascript:alert(1)` bukan alamat http atau https",
        ),
        (
            ["--fault", "dinaslain=hang"],
            f"OPD `dinaslain` tidak ada; yang ada: {KNOWN}",
        ),
        (
            ["--fault", "dinkes=mati"],
            "`mode` harus salah satu dari: off, slow, hang, 500, garbage, drift, refuse",
        ),
    ],
)
def test_wrong_options(
    arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong option ends the program with status 2 and its reason."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert 2 == caught.value.code
    assert capsys.readouterr().err.endswith(f": {reason}\n")
