"""Every row of the list of faults, F1 to F43, is a test's claim."""

import re
from pathlib import Path

import pytest

from tests.faults.rows import ELSEWHERE

ROOT = Path(__file__).parents[2]
NUMBERS = range(1, 44)


def _named() -> dict[int, list[str]]:
    """Return the tests of tests/faults by the rows that their names have."""
    found: dict[int, list[str]] = {}
    for file in sorted((ROOT / "tests/faults").glob("test_*.py")):
        for name in re.findall(
            r"^async def (test_f\d\w+)", file.read_text(), re.MULTILINE
        ):
            for number in re.findall(r"(?<=_f)\d\d", name):
                found.setdefault(int(number), []).append(f"{file.name}::{name}")
    return found


@pytest.mark.parametrize("number", NUMBERS)
def test_every_row_is_tested(number: int) -> None:
    """A row is in the name of a test of this package, or of one that is referred to."""
    assert _named().get(number) or ELSEWHERE.get(number)


@pytest.mark.parametrize(
    "reference", [one for all_ in ELSEWHERE.values() for one in all_]
)
def test_what_is_referred_to_exists(reference: str) -> None:
    """A test that is referred to is there, under that name."""
    file, _, name = reference.partition("::")
    assert re.search(rf"def {name}\(", (ROOT / file).read_text())


def test_make_faults_runs_them_at_their_full_length() -> None:
    """What `make test` does a few times for brevity, `make faults` does as often as stated."""
    makefile = (ROOT / "Makefile").read_text()
    recipe = makefile.partition("\nfaults: setup\n")[2].partition("\n\n")[0]
    lengthened: dict[str, str] = {}
    for file in (ROOT / "tests").rglob("test_*.py"):
        for name in re.findall(
            r'environ\.get\("(GATEWAY_FAULT_\w+)"', file.read_text()
        ):
            lengthened[name] = file.relative_to(ROOT).as_posix()
    assert lengthened
    for name, path in lengthened.items():
        assert f"{name}=" in recipe
        test = re.search(rf"{path}::(\w+)", recipe)
        assert test is not None
        assert f"def {test[1]}(" in (ROOT / path).read_text()
