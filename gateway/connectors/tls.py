"""The TLS context of a connector: whom it trusts, and the certificate it shows."""

import ssl
from functools import partial
from pathlib import Path
from typing import Any

from typing_extensions import override

from gateway.config.credentials import MutualTls, Tls
from gateway.config.model import Connector
from gateway.config.place import Word
from gateway.config.problems import Problem


class NamedContext(ssl.SSLContext):
    """A context that asks for, and verifies, a stated name instead of the host's."""

    name: str | None = None

    @override
    def wrap_bio(
        self,
        incoming: ssl.MemoryBIO,
        outgoing: ssl.MemoryBIO,
        server_side: bool = False,
        server_hostname: str | bytes | None = None,
        session: ssl.SSLSession | None = None,
    ) -> ssl.SSLObject:
        return super().wrap_bio(
            incoming, outgoing, server_side, self.name or server_hostname, session
        )


def compile_tls(connector: Connector) -> ssl.SSLContext | None:
    """Make a connector's TLS context; None where the usual one will do.

    Raises OSError (ssl.SSLError is one) for files that are missing or faulty.
    """
    own = connector.tls or Tls()
    client = next((one for one in connector.auth if isinstance(one, MutualTls)), None)
    if connector.tls is None and client is None:
        return None
    context = NamedContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.name = None if own.server_name is None else str(own.server_name)
    if own.ca is None:
        context.load_default_certs()
    else:
        context.load_verify_locations(beside(own.ca))
    if client is not None:
        context.load_cert_chain(
            beside(client.cert), beside(client.key), password=_no_password
        )
    return context


def problems_in_tls(connector: Connector) -> list[Problem]:
    """Return what is wrong with the files of a connector's TLS."""
    own = connector.tls
    client = next((one for one in connector.auth if isinstance(one, MutualTls)), None)
    found: list[Problem] = []
    if own is not None and own.ca is not None:
        context: Any = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        found += _tried(own.ca, context.load_verify_locations, "sertifikat CA")
    if client is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        load = partial(
            context.load_cert_chain,
            keyfile=beside(client.key),
            password=_no_password,
        )
        found += _tried(client.key, _open, "kunci") or _tried(
            client.cert, load, "sertifikat klien yang cocok dengan kuncinya"
        )
    return found


def files_of_tls(connector: Connector) -> tuple[Path, ...]:
    """Return the files that a connector's TLS is made of."""
    ca = None if connector.tls is None else connector.tls.ca
    client = [one for one in connector.auth if isinstance(one, MutualTls)]
    named = [
        *([] if ca is None else [ca]),
        *(w for c in client for w in (c.cert, c.key)),
    ]
    return tuple(map(beside, named))


def beside(file: Word) -> Path:
    """Return a file's path, relative to the configuration file that names it."""
    return Path(file.at.file).parent / file


def _tried(file: Word, load: Any, what: str) -> list[Problem]:
    path = beside(file)
    try:
        load(path)
    except ssl.SSLError:
        return [
            Problem(file.at, f"berkas `{path}` bukan {what} (PEM)", "periksa isinya")
        ]
    except OSError:
        return [
            Problem(
                file.at,
                f"berkas `{path}` tidak dapat dibaca",
                "periksa letak dan izinnya",
            )
        ]
    return []


def _open(path: Path) -> None:
    with path.open("rb"):
        pass


def _no_password() -> str:
    """Answer OpenSSL's question, which it would put to the terminal."""
    return ""
