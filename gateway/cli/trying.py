"""`gateway try`: one operation on the service itself, told from request to null."""

import argparse
import asyncio
import json
import os
import sys
from dataclasses import dataclass
from typing import Any, Final, cast

from graphql import GraphQLError, parse

from gateway.cli.commands import Commands, add_file_option, settings_of
from gateway.config.addresses import url as read_url
from gateway.config.checks.scope import survey
from gateway.config.kinds import Wrong
from gateway.config.load import Loaded, load_whole
from gateway.config.model import Config
from gateway.config.nodes import Scalar
from gateway.config.place import NOWHERE
from gateway.connectors.soundness import unsound
from gateway.errors import CodedError, StartupError
from gateway.settings import Settings
from gateway.trial.complaints import WrongSelection, mistake
from gateway.trial.dry import rehearse, told_dry
from gateway.trial.given import parse_given, typed_given
from gateway.trial.live import Asked, attempt, elsewhere
from gateway.trial.naming import Named, UnknownName, meant
from gateway.trial.recording import NotRecorded, recorded
from gateway.trial.report import Showing, mask_of, report
from gateway.trial.telling import Bounds, told
from gateway.trial.whole import own_selection

_BOUNDS: Final = Bounds()


def register(commands: Commands) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "try",
        help="coba satu query atau type langsung ke layanannya",
        description="Panggil layanan satu kali untuk satu query, satu type (menurut "
        "kuncinya), atau anggota sebuah merge, dan tunjukkan permintaan, jawaban "
        "mentah, hasilnya di graf, dan sebab setiap null. Rahasia tampil sebagai "
        "rujukannya dan data pribadi disamarkan. Status 1 bila ada galat, 2 bila "
        "nama atau argumennya salah.",
    )
    command.add_argument(
        "name",
        metavar="NAMA",
        help="`konektor.query`, `konektor.Type`, merge, atau nama yang hanya satu",
    )
    command.add_argument(
        "args",
        nargs="*",
        metavar="ARGUMEN=NILAI",
        help="argumen; diulang untuk daftar, JSON untuk objek input",
    )
    _add_options(command)
    command.set_defaults(run=run)


def _add_options(command: argparse.ArgumentParser) -> None:
    add_file_option(command)
    command.add_argument(
        "--url", metavar="ALAMAT", help="alamat dasar lain untuk percobaan ini"
    )
    command.add_argument(
        "--selection",
        metavar="PILIHAN",
        help="field yang diminta, misalnya '{ nama wilayah { nama } }'",
    )
    command.add_argument(
        "--lines",
        type=int,
        default=_BOUNDS.lines,
        metavar="N",
        help="baris jawaban mentah yang ditampilkan; 0: semua (bawaan: %(default)s)",
    )
    command.add_argument(
        "--rows",
        type=int,
        default=_BOUNDS.rows,
        metavar="N",
        help="baris hasil yang ditampilkan; 0: semua (bawaan: %(default)s)",
    )
    for flag, text in (
        ("--dry-run", "hanya tunjukkan permintaannya, tanpa mengirim apa pun"),
        ("--example", "cetak panggilan ini sebagai `examples` siap tempel"),
        ("--show-personal", "tampilkan data pribadi apa adanya"),
        ("--json", "cetak hasilnya sebagai JSON"),
    ):
        command.add_argument(flag, action="store_true", help=text)


@dataclass(frozen=True, slots=True)
class _Session:
    """What all tries of one command share."""

    loaded: Loaded
    config: Config
    settings: Settings
    options: argparse.Namespace

    @property
    def showing(self) -> Showing:
        """Return what may be shown."""
        return Showing(self.loaded.filled, bool(self.options.show_personal))


def run(args: argparse.Namespace) -> int:
    """Try what is named; 0 where all went well, 1 with an error, 2 if misused."""
    settings = settings_of(args)
    loaded = load_whole(settings.connectors, os.environ, [unsound])
    try:
        targets = meant(loaded.config, cast("str", args.name))
    except UnknownName as error:
        return _misused([str(error)])
    given, complaints = parse_given(cast("list[str]", args.args))
    complaints += _wrong_options(args)
    scope = survey(loaded.config, frozenset())
    asked: list[Asked] = []
    for target in targets:
        typed, many, reasons = typed_given(scope, target.operation, given)
        complaints += [one for one in reasons if one not in complaints]
        asked.append(Asked(target, typed, many, cast("str | None", args.selection)))
    if complaints:
        return _misused([*complaints, *_usage(targets)])
    session = _Session(loaded, _moved(loaded.config, targets, args), settings, args)
    try:
        return max([asyncio.run(_one(session, one)) for one in asked])
    except WrongSelection as error:
        return _misused([str(error)])


async def _one(session: _Session, asked: Asked) -> int:
    options = session.options
    if options.dry_run:
        return await _dry(session, asked)
    tried = await attempt(session.config, asked, session.settings)
    told_of = report(session.config, tried, session.showing)
    status = 1 if told_of["errors"] else 0
    if options.example:
        mask = mask_of(session.config, tried, Showing(session.loaded.filled))
        scope = survey(session.config, frozenset())
        whole = own_selection(scope, asked.named.operation)
        try:
            text = await recorded(session.config, tried, mask, asked.selection or whole)
        except NotRecorded as error:
            raise StartupError(f"{asked.named.name}: {error}") from error
    elif options.json:
        text = _json(told_of)
    else:
        text = told(told_of, Bounds(options.lines, options.rows))
    sys.stdout.write(text)
    return status


async def _dry(session: _Session, asked: Asked) -> int:
    try:
        told_of = await rehearse(
            session.config, asked, session.settings, session.showing
        )
    except (CodedError, ValueError) as error:
        raise StartupError(f"{asked.named.name}: {error}") from error
    shown = _json(told_of) if session.options.json else "\n".join(told_dry(told_of))
    sys.stdout.write(shown if session.options.json else f"{shown}\n")
    return 0 if told_of["request"] else 1


def _json(value: dict[str, Any]) -> str:
    return f"{json.dumps(value, ensure_ascii=False)}\n"


def _misused(complaints: list[str]) -> int:
    sys.stderr.write("\n".join([*complaints, ""]))
    return 2


def _wrong_options(args: argparse.Namespace) -> list[str]:
    """Return what is wrong with the options."""
    found: list[str] = []
    if args.url is not None:
        judged = read_url(Scalar(args.url, NOWHERE))
        if judged is None or isinstance(judged, Wrong):
            found.append("--url: tulis alamat http atau https, tanpa parameter")
    if args.selection is not None:
        try:
            parse(args.selection)
        except GraphQLError as error:
            found.append(mistake(error, "--selection"))
    return found


def _usage(targets: tuple[Named, ...]) -> list[str]:
    """Tell which arguments there are."""
    listed = [
        f"  {name}: {argument.type}" + (f"  {argument.about}" if argument.about else "")
        for name, argument in targets[0].operation.args.items()
    ]
    head = f"Argumen `{targets[0].name}`:" if listed else ""
    return [head, *listed] if listed else [f"`{targets[0].name}` tanpa argumen"]


def _moved(
    config: Config, targets: tuple[Named, ...], args: argparse.Namespace
) -> Config:
    if args.url is None:
        return config
    for target in targets:
        config = elsewhere(config, str(target.operation.connector), args.url)
    return config
