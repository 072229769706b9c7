"""Every row of the list of faults, promise by promise."""

import pytest

from tests.faults.promises import PROMISES, Promise


@pytest.fixture(params=PROMISES, ids=lambda one: one.__name__)
def promise(request: pytest.FixtureRequest) -> Promise:
    """What is promised of every fault, one after the other."""
    found: Promise = request.param
    return found
