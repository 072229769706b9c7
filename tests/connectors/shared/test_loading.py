"""The client of the shared tier costs a start nothing where it is not used."""

import subprocess
import sys


def test_a_start_does_not_load_the_client() -> None:
    """Nothing that every gateway loads brings redis, which takes a third of a second."""
    code = "import gateway.app, sys; print(sorted({'redis', 'hiredis'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)  # noqa: S603 - our own code
    assert b"[]" == done.stdout.strip()
