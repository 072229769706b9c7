"""Answers that cost processor."""

from pathlib import Path

from benchmarks.faults.client import Reply
from benchmarks.faults.conduct import Manner
from benchmarks.faults.costly import KINDS, amiss, connectors
from benchmarks.faults.rig import configuration
from gateway.config.load import load

NAN, _, RETYPED = KINDS


def coded(*codes: str) -> Reply:
    """Make an answer with errors of these codes."""
    errors = ",".join(f'{{"extensions":{{"code":"{one}"}}}}' for one in codes)
    return Reply(200, b"", f'{{"errors":[{errors}]}}'.encode(), 0.0, 1.0)


def test_the_configuration_is_one_of_ours(tmp_path: Path) -> None:
    """The list is of rows, the object is not."""
    path = tmp_path / "connectors.yaml"
    path.write_bytes(configuration(connectors(), dict.fromkeys(connectors(), 1)))
    assert [*connectors()] == [str(name) for name in load(path, {}).connectors]


def test_each_kind_has_a_good_one_beside_it() -> None:
    """What is compared is as large."""
    assert {Manner.LARGE, Manner.ROWS} == {one.good for one in KINDS}
    assert len(KINDS) == len({one.bad for one in KINDS})


def test_many_errors_of_one_code_are_as_expected() -> None:
    """A hundred values that are wrong are one thing to be told."""
    told = [coded("UPSTREAM_BAD_VALUE"), coded(*["UPSTREAM_BAD_VALUE"] * 100)]
    assert "none" == amiss(told, RETYPED)


def test_another_code_is_told() -> None:
    """Alone or among others."""
    told = [coded("UPSTREAM_BUSY"), coded("UPSTREAM_BAD_BODY")]
    assert "1 UPSTREAM_BUSY" == amiss(told, NAN)
    mixed = [coded("UPSTREAM_BAD_VALUE", "INTERNAL")]
    assert "1 UPSTREAM_BAD_VALUE,INTERNAL" == amiss(mixed, RETYPED)
