"""What a command's file needs of the command line."""

import argparse
from typing import Protocol


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
