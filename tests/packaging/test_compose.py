"""compose.yaml: what it starts, and how little it lets it do."""

import tomllib
from typing import Any

import pytest
import yaml

from gateway.settings import Settings
from simulator.cli import BASE_PORT, variables
from tests.packaging.conftest import ROOT
from tests.packaging.dockerfile import parse, words

FILE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = FILE["services"]
STAGES = parse((ROOT / "Dockerfile").read_text("utf-8"))
OURS = ("gateway", "simulator")


def test_services() -> None:
    """It starts the gateway and the simulator; Valkey only when asked for."""
    assert {"gateway", "simulator", "valkey"} == set(SERVICES)
    asked_for = {name for name, one in SERVICES.items() if "profiles" in one}
    assert {"valkey"} == asked_for


@pytest.mark.parametrize("name", list(SERVICES))
def test_hardened(name: str) -> None:
    """No service writes its root, gains privileges, keeps capabilities, or is root."""
    service = SERVICES[name]
    assert service["read_only"]
    assert ["ALL"] == service["cap_drop"]
    assert ["no-new-privileges:true"] == service["security_opt"]
    assert "user" in service or name in OURS  # ours: USER of the Dockerfile
    assert "privileged" not in service


@pytest.mark.parametrize("name", OURS)
def test_builds_a_stage_of_the_dockerfile(name: str) -> None:
    """Each image of ours is a stage that has a health check, tagged with the version."""
    stage = STAGES[SERVICES[name]["build"]["target"]]
    assert stage.all("HEALTHCHECK")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    version = project["project"]["version"]
    assert f"lampung-in-{name}:{version}" == SERVICES[name]["image"]


def test_valkey_is_pinned_and_checked() -> None:
    """Valkey has a version and a health check, and keeps nothing on disk."""
    valkey = SERVICES["valkey"]
    assert "valkey/valkey:9.0-alpine" == valkey["image"]
    assert ["CMD", "valkey-cli", "ping"] == valkey["healthcheck"]["test"]
    assert ["--save", "", "--appendonly", "no"] == valkey["command"][1:5]
    assert "volumes" not in valkey


def test_the_gateway_uses_valkey_when_told_to() -> None:
    """Without the variables it does not; the server's name is that of the service."""
    told = SERVICES["gateway"]["environment"]
    assert "${GATEWAY_VALKEY_URL:-}" == told["GATEWAY_VALKEY_URL"]
    assert "${GATEWAY_VALKEY_KEY:-}" == told["GATEWAY_VALKEY_KEY"]
    head = (ROOT / "compose.yaml").read_text("utf-8").partition("name:")[0]
    assert "GATEWAY_VALKEY_URL=redis://valkey docker compose --profile valkey" in head
    assert "valkey" not in SERVICES["gateway"].get("depends_on", {})


def test_every_agency_has_its_address() -> None:
    """`make docs` writes the address of each simulated agency; none is missing."""
    assert ["simulator/compose.env"] == SERVICES["gateway"]["env_file"]
    (command,) = STAGES["simulator"].all("CMD")
    assert ["--host", "0.0.0.0"] == words(command.rest)  # noqa: S104 - as it says
    assert f"{variables('simulator', BASE_PORT)}\n" == (
        ROOT / "simulator" / "compose.env"
    ).read_text("utf-8")


def test_connectors_take_every_address() -> None:
    """Each variable is one that some connector asks for."""
    files = [ROOT / "connectors.yaml", *(ROOT / "opd").glob("*.yaml")]
    told = "".join(path.read_text("utf-8") for path in files)
    names = [
        line.partition("=")[0] for line in variables("simulator", BASE_PORT).split()
    ]
    assert [] == [name for name in names if f"${{{name}" not in told]


def test_gateway_waits_and_stops_in_time() -> None:
    """It starts after the agencies are healthy, and is given time to drain."""
    gateway = SERVICES["gateway"]
    assert {"simulator": {"condition": "service_healthy"}} == gateway["depends_on"]
    default = Settings.model_fields
    needed = default["drain_time"].default + default["shutdown_timeout"].default
    assert needed < float(gateway["stop_grace_period"].removesuffix("s"))


def test_what_outlives_a_container() -> None:
    """The operator's switches and last good answers lie on a volume that its user may write."""
    gateway = SERVICES["gateway"]
    folder = gateway["environment"]["GATEWAY_STATE_DIR"]
    assert [f"state:{folder}"] == gateway["volumes"]
    assert {"state": {}} == FILE["volumes"]
    (owned,) = [one for one in STAGES["gateway"].all("COPY") if "chown" in one.flags]
    assert STAGES["gateway"].all("USER")[0].rest == owned.flags["chown"]
    assert owned.rest.endswith(f" {folder}")


def test_networks() -> None:
    """Only the gateway has a way out, on loopback of the host; agencies have none."""
    assert {"front": {}, "opd": {"internal": True}} == FILE["networks"]
    outside = {name for name, one in SERVICES.items() if "front" in one["networks"]}
    assert {"gateway"} == outside
    assert ["127.0.0.1:8000:8000"] == SERVICES["gateway"]["ports"]
    assert {"gateway"} == {name for name, one in SERVICES.items() if "ports" in one}
    assert "private" == SERVICES["gateway"]["environment"]["OPD_NETWORK"]
