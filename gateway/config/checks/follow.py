"""Links that are followed: one at a time, and without a client certificate."""

from collections.abc import Iterator

from gateway.config.checks.operations import calls
from gateway.config.checks.scope import Scope
from gateway.config.credentials import MutualTls
from gateway.config.problems import Problem


def follows(scope: Scope) -> Iterator[Problem]:
    """Refuse links in a batch, and other hosts for a connector that shows a certificate."""
    for one in scope.operations():
        if one.batch is not None and one.batch.call.follow is not None:
            yield Problem(
                one.batch.call.follow.at,
                "`batch` tidak dapat mengikuti tautan: satu tautan, satu panggilan",
                "pindahkan `follow` ke `lookup`",
            )
        connector = scope.config.connectors.get(one.connector)
        shows = connector is not None and any(
            isinstance(auth, MutualTls) for auth in connector.auth
        )
        for call in calls(one):
            if shows and call.follow is not None and call.follow.targets:
                yield Problem(
                    call.follow.at,
                    f"`hosts` akan menerima sertifikat klien milik `{one.connector}`",
                    "pindahkan tautannya ke konektor tanpa `auth: mtls`",
                )
