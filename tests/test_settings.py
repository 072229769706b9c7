"""The environment becomes settings, or one message that names every mistake."""

import os
from contextlib import nullcontext
from pathlib import Path

import pytest

from gateway.errors import SettingsError
from gateway.settings import LogLevel, Profile, Settings, expected, read_settings


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test an environment without GATEWAY_ variables."""
    for name in list(os.environ):
        if name.startswith("GATEWAY_"):
            monkeypatch.delenv(name)


def test_defaults() -> None:
    """Without any variable the gateway is closed, local and bounded."""
    settings = read_settings()
    assert "127.0.0.1" == settings.host
    assert 8000 == settings.port
    assert Profile.PRODUCTION is settings.profile
    assert not settings.development
    assert not settings.introspects
    assert 8.0 == settings.operation_timeout
    assert 1024 * 1024 == settings.max_body


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("PORT", "9000", "port", 9000),
        ("CONNECTORS", "lain/c.yaml", "connectors", Path("lain/c.yaml")),
        ("COALESCE", "false", "coalesce", False),
        ("CACHE_BYTES", "2MiB", "cache_bytes", 2 * 1024 * 1024),
        ("CACHE_BYTES", "512 KiB", "cache_bytes", 512 * 1024),
        ("CACHE_BYTES", "77", "cache_bytes", 77),
        ("OPERATION_TIMEOUT", "250ms", "operation_timeout", 0.25),
        ("OPERATION_TIMEOUT", "1.5", "operation_timeout", 1.5),
        ("CONNECT_TIMEOUT", "1m", "connect_timeout", 60.0),
        ("LOG", "debug", "log", LogLevel.DEBUG),
        ("MAX_DEPTH", "", "max_depth", 15),
    ],
)
def test_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str, field: str, value: object
) -> None:
    """Each variable is read as its kind; an empty one counts as absent."""
    monkeypatch.setenv(f"GATEWAY_{name}", text)
    assert value == getattr(read_settings(), field)


def test_given_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command's own option wins over the environment."""
    monkeypatch.setenv("GATEWAY_PORT", "9000")
    assert 9001 == read_settings(port=9001).port


def test_introspection_follows_the_profile_unless_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Development introspects, production does not, and a variable decides else."""
    assert read_settings(profile="development").introspects
    monkeypatch.setenv("GATEWAY_INTROSPECTION", "true")
    assert read_settings().introspects


def test_every_mistake_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """All wrong variables are named together, with what was expected."""
    monkeypatch.setenv("GATEWAY_PORT", "http")
    monkeypatch.setenv("GATEWAY_MAX_BODY", "1 MB")
    monkeypatch.setenv("GATEWAY_CONNECT_TIMEOUT", "0s")
    monkeypatch.setenv("GATEWAY_PROFILE", "prod")
    monkeypatch.setenv("GATEWAY_INTROSPECTION", "mungkin")
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert """\
GATEWAY_PORT: `http` tidak sah; diharapkan bilangan bulat 0 sampai 65535 (0: port bebas)
GATEWAY_PROFILE: `prod` tidak sah; diharapkan production atau development
GATEWAY_INTROSPECTION: `mungkin` tidak sah; diharapkan true atau false
GATEWAY_CONNECT_TIMEOUT: `0s` tidak sah; diharapkan lama waktu, seperti 500ms atau 8s
GATEWAY_MAX_BODY: `1 MB` tidak sah; diharapkan ukuran 1KiB sampai 1GiB, seperti 512KiB\
""" == str(caught.value)


@pytest.mark.parametrize(
    ("given", "right"), [("0", False), ("1023", False), ("1KiB", True), ("2GiB", False)]
)
def test_a_body_that_no_request_fits(
    monkeypatch: pytest.MonkeyPatch, given: str, *, right: bool
) -> None:
    """A gateway that could answer no POST does not start."""
    monkeypatch.setenv("GATEWAY_MAX_BODY", given)
    with nullcontext() if right else pytest.raises(SettingsError, match="1KiB sampai"):
        assert 1024 == read_settings().max_body


def test_misspelt_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable nearly named as ours is a mistake; a foreign one is not."""
    monkeypatch.setenv("GATEWAY_OPERATION_TIMOUT", "1s")
    monkeypatch.setenv("GATEWAY_SERVICE_PORT_HTTP", "80")
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert (
        "GATEWAY_OPERATION_TIMOUT: tidak dikenal; mungkin maksudnya"
        " `GATEWAY_OPERATION_TIMEOUT`?" == str(caught.value)
    )


@pytest.mark.parametrize("field", Settings.model_fields)
def test_every_field_says_what_it_expects(field: str) -> None:
    """No setting is without a description and an expectation."""
    assert Settings.model_fields[field].description
    assert expected(field)


def test_a_secret_is_never_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that is too short is refused without being quoted, and hidden otherwise."""
    monkeypatch.setenv("GATEWAY_MEDIA_KEY", "singkat")
    with pytest.raises(SettingsError, match="GATEWAY_MEDIA_KEY: nilainya") as caught:
        read_settings()
    assert "singkat" not in str(caught.value)
    monkeypatch.setenv("GATEWAY_MEDIA_KEY", "rahasia yang panjang")
    assert "rahasia" not in repr(read_settings())


@pytest.mark.parametrize(
    "token",
    ["kunci operatór uji", "kunci\toperator uji", "kunci operator uji\n", "x" * 15],
)
def test_a_token_fits_a_header(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    """The operator's token is refused at start where no request could carry it."""
    monkeypatch.setenv("GATEWAY_ADMIN_TOKEN", token)
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert (
        "GATEWAY_ADMIN_TOKEN: nilainya tidak sah; diharapkan teks rahasia yang dapat dikirim "
        "dalam header, paling sedikit 16 huruf: ASCII saja, tanpa huruf kendali, tanpa "
        "spasi di awal atau akhirnya" == str(caught.value)
    )


@pytest.mark.parametrize(
    ("text", "public"),
    [(None, "http://127.0.0.1:8000"), ("https://graf.id/", "https://graf.id")],
)
def test_the_public_address(text: str | None, public: str) -> None:
    """Clients find the gateway where it says, or else where it listens."""
    assert public == read_settings(public_url=text).public


@pytest.mark.parametrize(
    ("given", "folder"),
    [
        ({}, None),
        ({"state_dir": "/a"}, Path("/a")),
        ({"state_dir": "/a", "snapshot_dir": "/b"}, Path("/b")),
        ({"snapshot_dir": "/b"}, Path("/b")),
        ({"state_dir": "/a", "snapshot_dir": "/b", "snapshot_bytes": "0"}, None),
    ],
)
def test_where_snapshots_are(given: dict[str, str], folder: Path | None) -> None:
    """Snapshots lie in a folder of their own, else in that of the switches, or nowhere."""
    assert folder == read_settings(**given).snapshots
