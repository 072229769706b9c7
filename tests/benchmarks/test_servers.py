"""How servers are started, and which are chosen."""

import shutil
from pathlib import Path

import pytest

from benchmarks.servers import SERVERS, chosen, gateway_env, install_mercurius

GATEWAYS = ["gateway-cold", "floor", "gateway-warm", "gateway-valkey", "gateway-tier"]
BY_NAME = {server.name: server for server in SERVERS}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (frozenset[str](), list(BY_NAME)),
        (frozenset({"gateway", "floor"}), GATEWAYS),
        (frozenset({"gateway-warm"}), ["gateway-warm"]),
    ],
)
def test_servers_are_chosen_by_name_or_family(
    names: frozenset[str], expected: list[str]
) -> None:
    """`gateway` means both gateways; no name means all."""
    assert expected == [server.name for server in chosen(names)]


@pytest.mark.parametrize(
    ("name", "ttl", "coalesce"),
    [("gateway-cold", "0s", "false"), ("gateway-warm", "1h", "true")],
)
def test_cold_and_warm_differ_in_cache_and_coalescing(
    name: str, ttl: str, coalesce: str, tmp_path: Path
) -> None:
    """Cold keeps no answer and joins no calls; warm does both."""
    env = BY_NAME[name].env(8000, "http://127.0.0.1:9", tmp_path)
    main = Path(env["GATEWAY_CONNECTORS"])
    assert f"cache: {{ttl: {ttl}}}" in main.read_text("utf-8")
    assert coalesce == env["GATEWAY_COALESCE"]
    assert {**gateway_env(8000, main), "GATEWAY_COALESCE": coalesce} == env
    assert ["-m", "gateway", "serve"] == BY_NAME[name].command(8000)[1:]


@pytest.mark.parametrize(
    ("name", "coalesce", "memory"),
    [("gateway-valkey", "true", None), ("gateway-tier", "false", "512KiB")],
)
def test_two_gateways_share_a_server(
    name: str, coalesce: str, memory: str | None, tmp_path: Path
) -> None:
    """One has memory enough besides; the other finds every answer at the server."""
    env = BY_NAME[name].env(8000, "http://127.0.0.1:9", tmp_path, "unix:///v.sock")
    assert "unix:///v.sock" == env["GATEWAY_VALKEY_URL"]
    assert coalesce == env["GATEWAY_COALESCE"]
    assert memory == env.get("GATEWAY_CACHE_BYTES")


def test_python_peers_run_as_the_gateway_does() -> None:
    """uvicorn on uvloop and httptools, without an access log."""
    command = BY_NAME["floor"].command(8000)
    for words in ("--loop uvloop", "--http httptools", "--no-access-log"):
        assert words in " ".join(command)


def test_peers_are_told_port_and_upstream(tmp_path: Path) -> None:
    """The environment of a peer names both."""
    expected = {"BENCH_UPSTREAM": "http://127.0.0.1:9", "BENCH_PORT": "8000"}
    env = BY_NAME["mercurius"].env(8000, "http://127.0.0.1:9", tmp_path)
    assert expected == env
    assert BY_NAME["mercurius"].command(8000)[1].endswith("server.js")


def test_mercurius_is_left_out_without_node(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason is told."""
    monkeypatch.setenv("PATH", "")
    assert "node or npm is not installed" == install_mercurius()


def test_the_lock_of_mercurius_names_no_registry() -> None:
    """A lock with addresses would bind everyone to one registry."""
    lock = Path("benchmarks/mercurius/package-lock.json").read_text("utf-8")
    assert '"mercurius"' in lock
    assert "resolved" not in lock


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_installing_twice_does_nothing_the_second_time() -> None:
    """What is installed is left as it is."""
    if not Path("benchmarks/mercurius/node_modules/mercurius").exists():
        pytest.skip("Mercurius has not been installed by a run")
    assert install_mercurius() is None
