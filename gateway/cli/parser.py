"""The command line's own words in Indonesian: argparse has them in English."""

import argparse
import re
import sys
from collections.abc import Sequence
from typing import Final, NoReturn, cast

from typing_extensions import override

from gateway.config.problems import near

_HELP: Final = {
    "usage: ": "pakai: ",  # as long, so that the lines below stay where they stand
    "positional arguments:": "isian:",
    "options:": "pilihan:",
    "show this help message and exit": "tampilkan bantuan ini",
}
_MISTAKES: Final = (
    (r"the following arguments are required: (.+)", r"\1 belum diisi"),
    (r"unrecognized arguments: (.+)", r"tidak dikenal: \1"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 dapat berarti \2"),
    (r"argument (.+?): expected (?:one|at least one) argument", r"\1 perlu isi"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1 tidak berisi: \2"),
    (r"argument (.+?): invalid (?:int|float) value: (.+)", r"\1: \2 bukan bilangan"),
    (r"argument (.+?): (.+)", r"\1: \2"),
)
"""What argparse says of a mistake, and what is said instead; the first that fits."""
_CHOICE: Final = re.compile(
    r"argument (.+?): invalid choice: '(.*)' \(choose from (.+)\)"
)


class Parser(argparse.ArgumentParser):
    """A parser whose help and complaints are Indonesian, and its commands' are, too."""

    @override
    def format_usage(self) -> str:
        return _translated(super().format_usage())

    @override
    def format_help(self) -> str:
        return _translated(super().format_help())

    @override
    def parse_known_args(  # type: ignore[override]  # argparse's overloads tell namespaces apart
        self,
        args: Sequence[str] | None = None,
        namespace: argparse.Namespace | None = None,
    ) -> tuple[argparse.Namespace, list[str]]:
        """Read the words; one that says nothing, as of a script's empty variable, is refused."""
        found, rest = super().parse_known_args(args, namespace or argparse.Namespace())
        for action in self._actions:
            if _is_empty(vars(found).get(action.dest)):
                self.error(_empty(action))
        return found, rest

    @override
    def error(self, message: str) -> NoReturn:
        """Print what is wrong and where help is; exit with 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{told(message)}\nBantuan: {self.prog} --help\n")


def told(message: str) -> str:
    """Say a mistake that argparse has found; one that is not known stays as it is."""
    choice = _CHOICE.fullmatch(message)
    if choice is not None:
        known = re.findall(r"[\w-]+", choice[3])
        remedy = near(choice[2], known) or f"yang ada: {', '.join(known)}"
        return f"{choice[1]}: `{choice[2]}` tidak dikenal; {remedy}"
    for pattern, words in _MISTAKES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found is not None:
            return found.expand(words)
    return message


def _is_empty(given: object) -> bool:
    if isinstance(given, list):
        return any(map(_is_empty, cast("list[object]", given)))
    return isinstance(given, str) and not given.strip()


def _empty(action: argparse.Action) -> str:
    if action.option_strings:
        return f"{action.option_strings[0]} tidak boleh kosong: tulis {action.metavar}"
    about = (action.help or "") % vars(action)
    return f"{action.metavar} tidak boleh kosong: {about}"


def _translated(text: str) -> str:
    for english, indonesian in _HELP.items():
        text = text.replace(english, indonesian)
    return text
