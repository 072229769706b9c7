"""Services of strangers on a graph by configuration alone, in the style of tests/cases.

The payloads are shaped after the real services, with invented facts; the expected
values were read from them by hand.
"""

from pathlib import Path

import pytest

from tests.casefile import read_case
from tests.caserun import run_case

CASES = sorted(Path(__file__).parent.glob("*.md"))


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
async def test_stranger(file: Path, tmp_path: Path) -> None:
    """The service is asked as its contract says, and its answers read as they mean."""
    complaints = await run_case(read_case(file), tmp_path)
    assert not complaints, "\n\n".join(complaints)
