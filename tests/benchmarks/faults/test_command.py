"""The run of the capabilities."""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from benchmarks.__main__ import main
from benchmarks.faults.capabilities import CAPABILITIES
from benchmarks.faults.command import UnknownCapabilityError, Wanted, chosen, run
from benchmarks.faults.figure import Figure, exactly


async def kept(*, quick: bool) -> list[Figure]:
    return [replace(exactly("quick", quick, expected=True), data=[(1.0, 2.0)])]


async def missed(*, quick: bool) -> list[Figure]:
    return [exactly("quick", quick, expected=False)]


async def broken(*, quick: bool) -> list[Figure]:
    raise OSError(quick)


KNOWN = {"kept": kept, "missed": missed, "broken": broken}


def test_without_names_everything_is_measured() -> None:
    """Names choose, in the order of the list, not of the names."""
    assert [*KNOWN] == [*chosen([], KNOWN)]
    assert ["kept", "missed"] == [*chosen(["missed", "kept"], KNOWN)]


def test_an_unknown_name_is_refused_with_those_there_are() -> None:
    """Nothing is measured where one name is wrong."""
    with pytest.raises(UnknownCapabilityError, match="'x'; there are kept, missed"):
        chosen(["kept", "x"], KNOWN)


def test_figures_are_told_and_saved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All that holds is status 0; the JSON says how, and what a figure was made of."""
    assert 0 == run(Wanted(["kept"], quick=True, results=tmp_path), KNOWN)
    (path,) = tmp_path.glob("faults-*.json")
    found = orjson.loads(path.read_bytes())
    assert found["quick"] is True
    assert {
        "kept": [
            {
                "name": "quick",
                "target": "True",
                "measured": "True",
                "holds": True,
                "shown": True,
                "data": [[1.0, 2.0]],
            }
        ]
    } == (found["figures"])
    assert capsys.readouterr().out.endswith(f"every figure holds\n{path}\n")


def test_a_figure_that_is_missed_is_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One is enough; what breaks is told, and what comes after it is measured."""
    known = {"broken": broken, **KNOWN}
    assert 1 == run(Wanted([], quick=True, results=tmp_path), known)
    said = capsys.readouterr().out
    assert "OSError(True)" in said
    assert "2 figures missed" in said
    assert said.index("OSError") < said.index("| kept")


def test_the_command_line_refuses_unknown_names(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It ends with a usage error that lists what there is."""
    with pytest.raises(SystemExit, match="2"):
        main(["faults", "x"])
    assert ", ".join(CAPABILITIES) in capsys.readouterr().err


def test_names_are_of_faults_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """Another benchmark has no names, and none is silently ignored."""
    with pytest.raises(SystemExit, match="2"):
        main(["lists", "x"])
    assert "only of faults" in capsys.readouterr().err
