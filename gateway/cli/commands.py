"""What a command's file needs of the command line."""

import argparse
from typing import Final, Protocol, cast

from gateway.settings import Settings, read_settings

_FILE: Final = "berkas konfigurasi (bawaan: GATEWAY_CONNECTORS atau connectors.yaml)"


class Commands(Protocol):
    """Where a command's parser is added: argparse's subparsers, by their public face."""

    def add_parser(
        self,
        name: str,
        /,
        *,
        help: str,  # noqa: A002 - argparse says help
        description: str,
    ) -> argparse.ArgumentParser:
        """Add a command and return its parser."""
        ...


def add_file(command: argparse.ArgumentParser) -> None:
    """Add the configuration's file as a word of its own: `connectors`."""
    command.add_argument("connectors", nargs="?", metavar="BERKAS", help=_FILE)


def add_file_option(command: argparse.ArgumentParser) -> None:
    """Add the configuration's file as an option, where the words are something else."""
    command.add_argument("--connectors", "--config", metavar="BERKAS", help=_FILE)


def settings_of(args: argparse.Namespace) -> Settings:
    """Read the settings, with the file where one was named. Raises SettingsError."""
    path = cast("str | None", args.connectors)
    return read_settings(**({} if path is None else {"connectors": path}))
