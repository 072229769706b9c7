"""`gateway explain`: which calls a query would make, without making them."""

import argparse
import asyncio
import os
import sys
from pathlib import Path
from typing import cast

import orjson

from gateway import app
from gateway.cli.commands import Commands, add_file_option, settings_of
from gateway.errors import RequestError, StartupError
from gateway.execution.message import Request
from gateway.observe import Silent
from gateway.settings import Profile, Settings
from gateway.trial.complaints import refused


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "explain",
        help="jelaskan panggilan apa saja yang dibuat sebuah kueri",
        description="Cetak rencana sebuah kueri: panggilan ke OPD mana, menunggu apa, "
        "dan mana yang digabung. Tidak ada OPD yang dipanggil.",
    )
    parser.add_argument(
        "query", metavar="KUERI", help="kueri, berkas .graphql, atau - (masukan baku)"
    )
    add_file_option(parser)
    parser.add_argument("--operation", metavar="NAMA", help="nama operasi di kueri")
    parser.add_argument("--variables", metavar="JSON", help="variabel, objek JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the plan. Returns the exit code; raises StartupError."""
    settings = settings_of(args)
    given = cast("str", args.query)
    request = Request(
        _text(given),
        cast("str | None", args.operation),
        _variables(cast("str | None", args.variables)),
    )
    sys.stdout.write(
        f"{asyncio.run(_explain(settings, request, _where(given))).rstrip()}\n"
    )
    return 0


async def _explain(settings: Settings, request: Request, where: str) -> str:
    # Who writes a query here may be told what there is; strangers are not.
    told = {"profile": Profile.DEVELOPMENT, "introspection": settings.introspects}
    settings = settings.model_copy(update=told)
    open_engine = app.prepare_engine(settings, Silent(), os.environ)
    async with open_engine() as engine:
        try:
            return engine.explain(request)
        except RequestError as error:
            raise StartupError("\n".join(refused(error, where))) from error


def _text(given: str) -> str:
    """Read the query: from standard input, from a file, or as it stands."""
    if given == "-":
        return sys.stdin.read()
    if given.endswith(".graphql"):
        try:
            return Path(given).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise StartupError(f"{given}: berkas kueri tidak dapat dibaca") from error
    return given


def _where(given: str) -> str:
    """Say where the query stands, as its mistakes are told."""
    if given == "-":
        return "masukan baku"
    return given if given.endswith(".graphql") else "kueri"


def _variables(text: str | None) -> dict[str, object] | None:
    if text is None:
        return None
    try:
        variables = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise StartupError("--variables: bukan JSON yang sah") from error
    if not isinstance(variables, dict):
        raise StartupError("--variables: harus objek JSON")
    return cast("dict[str, object]", variables)
