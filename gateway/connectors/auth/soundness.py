"""What of a connector's credentials cannot work, told before a port opens."""

from collections.abc import Callable, Iterator

from gateway.config.credentials import Bearer, Hmac, Plugin
from gateway.config.model import Connector
from gateway.config.place import Word
from gateway.config.problems import Problem
from gateway.connectors.auth.plugged import load_function
from gateway.connectors.auth.signature import compile_date, decode_key
from gateway.connectors.tls import beside


def problems_in_auth(connector: Connector) -> Iterator[Problem]:
    """Find keys, dates, files and plug-ins that are not what they should be."""
    for one in connector.auth:
        match one:
            case Hmac():
                yield from _in_hmac(one)
            case Plugin():
                for name in (one.sign, one.decrypt):
                    if name is not None:
                        yield from _in_plugin(name)
            case Bearer():
                yield from _in_bearer(one)
            case _:
                pass


def _in_plugin(name: Word) -> Iterator[Problem]:
    try:
        load_function(name)
    except ValueError as error:
        yield Problem(name.at, str(error))


def _in_hmac(hmac: Hmac) -> Iterator[Problem]:
    try:
        decode_key(hmac.key, hmac.key_form)
    except ValueError:
        yield Problem(hmac.key.at, f"kunci bukan {hmac.key_form}", "periksa isinya")
    place = hmac.date if hmac.zone is None else hmac.zone
    yield from _tried(place, lambda form: compile_date(form, hmac.zone), str(hmac.date))


def _in_bearer(bearer: Bearer) -> Iterator[Problem]:
    if bearer.file is None:
        return
    path = beside(bearer.file)
    try:
        found = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        found = ""
    if not found:
        yield Problem(
            bearer.file.at,
            f"berkas `{path}` kosong atau tidak dapat dibaca",
            "periksa letak, izin, dan isinya",
        )


def _tried(
    place: Word, compile_: Callable[[str], object], text: str
) -> Iterator[Problem]:
    try:
        compile_(text)
    except ValueError as error:
        yield Problem(place.at, str(error))
