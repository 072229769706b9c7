"""The benchmarks' upstream, on a port of its own, and samples."""

from collections.abc import AsyncGenerator, Callable

import pytest

from benchmarks.rows import bodies
from benchmarks.sample import Sample
from benchmarks.upstream import listen


@pytest.fixture
async def upstream() -> AsyncGenerator[str]:
    """Serve the scenarios' rows; give the address."""
    server = await listen(bodies())
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@pytest.fixture
def made() -> Callable[..., Sample]:
    """Make samples, all quiet but for what a test is about."""

    def make(
        server: str,
        rate: float,
        *,
        scenario: str = "q2",
        number: int = 0,
        wrong: str = "",
        disturbed: str = "",
    ) -> Sample:
        return Sample(
            server=server,
            scenario=scenario,
            round=number,
            rate=rate,
            cpu=1e6 / rate,
            calls=1.0,
            p50=0.02,
            p99=0.05,
            server_share=1.0,
            upstream_share=0.1,
            generator_share=0.2,
            load_core=0.3,
            foreign=0.0,
            wrong=(wrong,) if wrong else (),
            disturbed=(disturbed,) if disturbed else (),
        )

    return make
