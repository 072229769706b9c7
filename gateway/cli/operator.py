"""What the operator's commands share: the running gateway, asked at /admin."""

import argparse
from http import HTTPStatus
from typing import cast
from urllib.parse import quote

from gateway.cli.answers import Form, read
from gateway.cli.exchange import UnreachableError, exchange, is_success
from gateway.errors import StartupError
from gateway.settings import Settings, read_settings


def add_address(parser: argparse.ArgumentParser) -> None:
    """Add where the running gateway is."""
    parser.add_argument(
        "--url",
        metavar="ALAMAT",
        help="alamat gateway yang sedang berjalan (bawaan: GATEWAY_HOST dan GATEWAY_PORT)",
    )


def ask(
    args: argparse.Namespace,
    form: type[Form],
    method: str,
    *path: str,
    body: object = None,
) -> Form:
    """Ask the running gateway. Raises StartupError with the reason it gives."""
    settings = read_settings()
    if settings.admin_token is None:
        raise StartupError(
            "GATEWAY_ADMIN_TOKEN belum diisi; isi dengan token operator yang dipakai gateway "
            "itu sewaktu dijalankan"
        )
    base = cast("str | None", args.url) or operator_address(settings)
    stranger = f"yang menjawab di {base} bukan gateway ini"
    address = "/".join((base.rstrip("/"), "admin", *(quote(p, safe="") for p in path)))
    token = settings.admin_token.get_secret_value()
    headers = {"authorization": f"Bearer {token}"}
    try:
        status, found = exchange(method, address, body, headers)
    except UnreachableError as error:
        reason = f"gateway di {base} tidak dapat dihubungi; periksa --url"
        raise StartupError(reason) from error
    except ValueError as error:
        raise StartupError(stranger) from error
    if not is_success(status):
        raise StartupError(_refused(status, found))
    return read(found, form, f"{stranger}, atau versinya lain")


def operator_address(settings: Settings) -> str:
    """Return where a gateway with these settings is reached from its own machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104 - what everything is reached by
    return (
        f"http://[{host}]:{settings.port}"
        if ":" in host
        else f"http://{host}:{settings.port}"
    )


def _refused(status: int, found: object) -> str:
    told = (
        cast("dict[str, object]", found).get("galat")
        if isinstance(found, dict)
        else None
    )
    if status == HTTPStatus.UNAUTHORIZED:
        return "GATEWAY_ADMIN_TOKEN berbeda dari token gateway yang berjalan"
    if told is None or status == HTTPStatus.METHOD_NOT_ALLOWED:
        return f"gateway menolak (HTTP {status})"
    if status == HTTPStatus.NOT_FOUND and "konektor" not in str(told):
        return (
            "gateway itu dijalankan tanpa GATEWAY_ADMIN_TOKEN; jalankan lagi dengan token "
            "yang sama"
        )
    return str(told)
