"""The command line: help, unknown words, and mistakes without a traceback."""

import errno
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typing_extensions import override

from gateway.__main__ import main


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` lists every command, in Indonesian."""
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert 0 == caught.value.code
    shown = capsys.readouterr().out
    for name in (
        "serve",
        "dev",
        "demo",
        "check",
        "test",
        "explain",
        "sdl",
        "config-schema",
        "status",
        "maintenance",
        "purge",
    ):
        assert re.search(rf"^    {name}\s", shown, re.MULTILINE)


@pytest.mark.parametrize("words", [[], ["srve"], ["serve", "--prot", "1"]])
def test_misused(words: list[str]) -> None:
    """A word that is no command or option exits with 2."""
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert 2 == caught.value.code


@pytest.mark.parametrize("command", ["serve", "dev", "demo"])
def test_settings_mistake(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong setting is printed and exits with 1."""
    assert 1 == main([command, "--port", "x"])
    assert (
        "GATEWAY_PORT: `x` tidak sah; diharapkan bilangan bulat 0 sampai 65535"
        " (0: port bebas)\n" == capsys.readouterr().err
    )


def test_a_command_pays_for_itself_only() -> None:
    """`gateway check` does not import the server."""
    code = (
        "import sys; from gateway.__main__ import main; "
        "main(['check', 'tidak-ada.yaml']); sys.exit('uvicorn' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)  # noqa: S603 - our own interpreter and text
    assert 0 == done.returncode


class Interrupted(io.StringIO):
    """A standard input at which somebody presses Ctrl-C."""

    @override
    def read(self, size: int | None = -1, /) -> str:
        raise KeyboardInterrupt


def test_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends a command with 130 and no traceback."""
    monkeypatch.setattr("sys.stdin", Interrupted())
    assert 130 == main(["explain", "-"])


class Broken(io.StringIO):
    """A standard input that cannot be read."""

    @override
    def read(self, size: int | None = -1, /) -> str:
        raise OSError(errno.ENOTDIR, "not a full disk")


def test_what_is_no_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another fault of the machine is not taken for one that is known."""
    monkeypatch.setattr("sys.stdin", Broken())
    with pytest.raises(OSError, match="not a full disk"):
        main(["explain", "-"])


def test_demo_without_the_simulator(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where only the package is installed, `demo` says what it lacks."""
    monkeypatch.setitem(sys.modules, "simulator", None)
    assert 1 == main(["demo"])
    assert (
        "OPD tiruan tidak ikut terpasang; jalankan dari kode sumber\n"
        == capsys.readouterr().err
    )


@pytest.mark.parametrize("words", [["sdl"], ["check", "none.yaml"]])
def test_a_full_disk(words: list[str]) -> None:
    """What cannot be written is told in a line, without a traceback."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "gateway", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (1, b"tidak dapat ditulis: disk penuh\n") == (done.returncode, done.stderr)


def test_who_reads_may_go() -> None:
    """`gateway sdl | head -1` ends without a word, and not as if all were well."""
    command = [sys.executable, "-m", "gateway", "sdl"]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as it:
        assert it.stdout is not None
        assert it.stderr is not None
        it.stdout.close()
        assert b"" == it.stderr.read()
    assert 141 == it.returncode
