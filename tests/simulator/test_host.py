"""Where the simulated services listen."""

import socket

import httpx
import pytest

from simulator import running
from simulator.cli import main
from simulator.services import services

NOT_OURS = "192.0.2.1"  # RFC 5737: nobody's


async def test_loopback_unless_told(client: httpx.AsyncClient) -> None:
    """Without a host, another address of this machine does not reach them."""
    async with running() as opd:
        elsewhere = opd["WILAYAH_URL"].replace("127.0.0.1", "127.0.0.2")
        with pytest.raises(httpx.ConnectError):
            await client.get(f"{elsewhere}/_fault")


async def test_every_address(client: httpx.AsyncClient) -> None:
    """On 0.0.0.0, as in a container, any address of the machine reaches them."""
    async with running(host="0.0.0.0") as opd:  # noqa: S104 - the point of the test
        elsewhere = opd["WILAYAH_URL"].replace("0.0.0.0", "127.0.0.2")  # noqa: S104 - as above
        assert 200 == (await client.get(f"{elsewhere}/_fault")).status_code


def test_wrong_host(capsys: pytest.CaptureFixture[str]) -> None:
    """An address that is not this machine's is told in a line."""
    assert 1 == main(["--host", NOT_OURS, "--base-port", "0"])
    reason = "Cannot assign requested address"
    assert (
        f"Tidak dapat mendengarkan di {NOT_OURS} ({reason})\n"
        == capsys.readouterr().err
    )


def test_taken_port_is_still_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    """A taken port names the way out, on any host."""
    with socket.create_server(("127.0.0.2", 0)) as taken:
        port = taken.getsockname()[1]
        assert 1 == main(["--host", "127.0.0.2", "--base-port", str(port)])
    assert "--base-port" in capsys.readouterr().err


def test_prints_the_variables(capsys: pytest.CaptureFixture[str]) -> None:
    """The addresses on another host are printed as an env file, and nothing runs."""
    assert 0 == main(["--print-env", "simulator"])
    printed = capsys.readouterr().out.splitlines()
    assert len(services()) == len(printed)
    assert "WILAYAH_URL=http://simulator:9101" == printed[0]
    assert "DINKES_URL=http://simulator:9103" == printed[2]
