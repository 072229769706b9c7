"""`gateway dev`: the server for whoever writes connectors."""

import argparse

from gateway.cli import serve
from gateway.cli.commands import Commands
from gateway.settings import Profile, read_settings


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "dev",
        help="jalankan gateway untuk pengembangan (introspeksi dan halaman coba)",
        description="Jalankan gateway dengan profil development: introspeksi terbuka, "
        "halaman coba di /graphql, dan catatan yang mudah dibaca.",
    )
    serve.add_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until a signal. Returns the exit code; raises StartupError."""
    # One process: a reload and what is kept are seen as a whole, whatever GATEWAY_WORKERS says.
    given = {**serve.given(args), "profile": Profile.DEVELOPMENT, "workers": 1}
    return serve.serve(read_settings(**given))
