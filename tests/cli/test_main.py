"""The command line: help, unknown words, and mistakes without a traceback."""

import re
import subprocess
import sys

import pytest

from gateway.__main__ import main


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` lists every command, in Indonesian."""
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert 0 == caught.value.code
    shown = capsys.readouterr().out
    for name in ("serve", "dev", "demo", "check", "explain", "sdl", "config-schema"):
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
