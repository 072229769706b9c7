"""The shipped connectors.yaml: correct, described, and served by the simulator."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from graphql import parse

from gateway.config.load import load
from gateway.config.model import Config, InterfaceDef, TypeDef
from gateway.config.place import Word
from simulator import running
from simulator.cli import BASE_PORT
from simulator.services import services

ROOT = Path(__file__).parent.parent.parent
FILE = ROOT / "connectors.yaml"


@pytest.fixture
def config() -> Config:
    """Load the shipped file as it is, with an empty environment."""
    return load(FILE, {})


def test_one_connector_an_opd(config: Config) -> None:
    """The file serves each simulated OPD, under its name."""
    expected = {service.name: service.opd for service in services()}
    assert expected == {str(c.name): c.opd for c in config.connectors.values()}


def test_defaults_are_the_simulator(config: Config) -> None:
    """Without an environment every address is the simulator's own default port."""
    ports = {name: urlsplit(c.url).port for name, c in config.connectors.items()}
    expected = {service.name: BASE_PORT + service.offset for service in services()}
    assert expected == ports
    assert {"loopback"} == {c.network.kind for c in config.connectors.values()}


async def test_the_environment_moves_every_address() -> None:
    """A running simulation is an environment that the file takes whole."""
    async with running() as opd:
        moved = load(FILE, opd)
        assert set(opd.values()) == {str(c.url) for c in moved.connectors.values()}


def test_everything_is_described(config: Config) -> None:
    """Every type, field, argument, enum value, query and extension has its words."""
    assert [] == sorted(name for name, about in _described(config) if not about)


def test_the_bridge_between_numberings(config: Config) -> None:
    """1803 is Lampung Selatan for BPS, which is 18.01 for the ministry."""
    table = config.tables[Word("wilayah_bps")]
    assert "18.01" == table.entries["1803"]
    assert table.reversible
    assert 16 == len(table.entries)


def test_example_query_is_graphql() -> None:
    """The query across all OPDs parses."""
    text = (ROOT / "docs/contoh/lintas-opd.graphql").read_text()
    assert 1 == len(parse(text).definitions)


def _described(config: Config) -> Iterator[tuple[str, str | None]]:
    """Yield whatever can have a description, with it."""
    yield from _asked(config)
    yield from _answered(config)
    for extension in config.extensions:
        yield f"{extension.type}.{extension.name}", extension.about
    for merge in config.merges.values():
        yield merge.name, merge.about


def _asked(config: Config) -> Iterator[tuple[str, str | None]]:
    for connector in config.connectors.values():
        yield connector.name, connector.about
        for query in connector.queries.values():
            yield query.name, query.about
            for argument in query.args.values():
                yield f"{query.name}({argument.name})", argument.about


def _answered(config: Config) -> Iterator[tuple[str, str | None]]:
    kinds: list[TypeDef | InterfaceDef] = [*config.types.values()]
    kinds += config.interfaces.values()
    for kind in kinds:
        yield kind.name, kind.about
        for field in kind.fields.values():
            yield f"{kind.name}.{field.name}", field.about
    for enum in config.enums.values():
        yield enum.name, enum.about
        for value in enum.values.values():
            yield f"{enum.name}.{value.name}", value.about
