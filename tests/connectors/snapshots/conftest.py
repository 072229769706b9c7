"""The machine that the tests of snapshots run on."""

import pytest

from tests.connectors.snapshots.made import Machine


@pytest.fixture
def machine() -> Machine:
    return Machine()
