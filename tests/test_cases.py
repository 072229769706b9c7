"""Every case of tests/cases runs as it is written."""

from pathlib import Path

import pytest

from tests.casefile import read_case
from tests.caserun import run_case

CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
async def test_case(file: Path, tmp_path: Path) -> None:
    """The case's calls are made, no others, and its responses are given."""
    complaints = await run_case(read_case(file), tmp_path)
    assert not complaints, "\n\n".join(complaints)
