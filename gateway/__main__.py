"""`gateway COMMAND`: find the command, run it, print what stops it."""

import argparse
import errno
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from importlib import import_module
from typing import Final, cast

from gateway.cli.hangup import held
from gateway.cli.parser import Parser
from gateway.cli.streams import opened
from gateway.config.collecting import uninterrupted
from gateway.errors import StartupError

_COMMANDS: Final = (
    "serve",
    "dev",
    "demo",
    "check",
    "try",
    "test",
    "explain",
    "sdl",
    "config-schema",
    "status",
    "maintenance",
    "purge",
    "fault",
)
_SERVING: Final = (["serve"], ["dev"], ["demo"])
_UNHEARD: Final = 128 + 13  # as if by SIGPIPE
_FULL: Final = {
    errno.ENOSPC: "tidak dapat ditulis: disk penuh",
    errno.EDQUOT: "tidak dapat ditulis: jatah disk habis",
    errno.EFBIG: "tidak dapat ditulis: berkas terlalu besar",
    errno.EIO: "tidak dapat ditulis: disk atau terminalnya terganggu",
}
_FILES: Final = {"try": "trying", "test": "testing", "config-schema": "config_schema"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command. Returns the exit code: 0 well, 1 refused, 2 misused."""
    opened()
    words = list(sys.argv[1:] if argv is None else argv)
    with held() if words[:1] in _SERVING else nullcontext():
        return _main(words)


def _main(words: Sequence[str]) -> int:
    args = _parser(words).parse_args(words)
    run = cast("Callable[[argparse.Namespace], int]", args.run)
    try:
        code = run(args)
        sys.stdout.flush()
    except StartupError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # who reads has gone, as `head` does
        _silence()
        return _UNHEARD
    except OSError as error:
        if error.errno not in _FULL:
            raise
        _silence()
        sys.stderr.write(f"{_FULL[error.errno]}\n")
        return 1
    return code


def _silence() -> None:
    """Have what is still to be written go nowhere: Python tries once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Make the parser of the command that is called, or of all for the help.

    A command's imports are its own: `check` does not pay for the server's. What
    they make stays alive: to look for garbage among it takes a tenth of a start.
    """
    parser = Parser(
        prog="gateway",
        description="Satu titik masuk GraphQL untuk layanan OPD Provinsi Lampung.",
        epilog="Bantuan satu perintah: gateway PERINTAH --help",
    )
    commands = parser.add_subparsers(
        title="perintah", metavar="PERINTAH", required=True
    )
    called = [name for name in words[:1] if name in _COMMANDS]
    with uninterrupted():
        for name in called or _COMMANDS:
            import_module(f"gateway.cli.{_FILES.get(name, name)}").register(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
