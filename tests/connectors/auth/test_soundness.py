"""Credentials that cannot work are told by `gateway check`, with their place."""

from pathlib import Path

import pytest

from gateway.config.load import load
from gateway.config.problems import ConfigError
from gateway.connectors.soundness import unsound
from tests.connectors.auth.lines import FILE

HMAC = "{{kind: hmac, sign: a, query: {{s: '{{signature}}'}}, {}}}"


def told(
    tmp_path: Path, auth: str, url: str = "https://a.test", more: str = "#"
) -> str:
    """Return what is told of a configuration; nothing if it is sound."""
    file = tmp_path / "c.yaml"
    file.write_text(FILE.format(url=url, auth=auth, more=more, timeout="1s"))
    try:
        load(file, {"S": "kenari"}, [unsound])
    except ConfigError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("auth", "reason"),
    [
        (HMAC.format("key: '${S}', key_encoding: hex"), ":8:65: kunci bukan hex"),
        (HMAC.format("key: '${S}', date: yyyy-jj"), "yyyy-jj"),
        (HMAC.format("key: '${S}', zone: WIX"), "zona waktu `WIX` tidak dikenal"),
        ("{kind: bearer, file: tiada}", "kosong atau tidak dapat dibaca"),
        (
            "{kind: plugin, sign: tests.tiada:a}",
            "modul `tests.tiada` tidak dapat dimuat",
        ),
        (
            "{kind: plugin, decrypt: tests.plugins.terbalik:a}",
            "tidak punya fungsi `a`",
        ),
        (
            "{kind: mtls, cert: tiada.pem, key: tiada.key}",
            "tiada.key` tidak dapat dibaca",
        ),
    ],
)
def test_unsound(tmp_path: Path, auth: str, reason: str) -> None:
    """Each is told, and what is secret is not."""
    found = told(tmp_path, auth)
    assert reason in found
    assert "kenari" not in found


def test_sound(tmp_path: Path) -> None:
    """What works passes, every kind of it."""
    (tmp_path / "token").write_text("t")
    for auth in (
        HMAC.format("key: '${S}', date: iso, zone: WIB"),
        "{kind: bearer, file: token}",
        "{kind: plugin, sign: tests.plugins.terbalik:sign}",
        "{kind: basic, user: a, password: '${S}'}",
    ):
        assert "" == told(tmp_path, auth)


def test_a_ca_that_is_none(tmp_path: Path) -> None:
    """A file that holds no certificate is told."""
    (tmp_path / "ca.pem").write_text("bukan")
    assert "bukan sertifikat CA (PEM)" in told(
        tmp_path, "none", more="tls: {ca: ca.pem}"
    )
