import gzip
import tracemalloc
import zlib

import pytest

from gateway.connectors.inflate import inflate
from gateway.errors import Sent, UpstreamBadBody

BOUND = 10_000
TEXT = b'{"harga": 12500}' * 100


def gzipped(body: bytes) -> bytes:
    """Pack a body; the same bytes whatever the time."""
    return gzip.compress(body, mtime=0)


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzipped(TEXT)),
        (" GZIP ", gzipped(TEXT)),
        ("x-gzip", gzipped(TEXT)),
        ("gzip", gzipped(TEXT[:50]) + gzipped(TEXT[50:])),
        ("gzip", gzipped(TEXT) + b"\0\0\0"),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", raw_deflate(TEXT)),
    ],
)
def test_a_coding_is_undone(coding: str, body: bytes) -> None:
    """Every coding that is asked for is undone, as servers really write it."""
    assert TEXT == inflate(body, coding, BOUND)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_nothing_is_nothing(coding: str) -> None:
    """An empty body, as of a 204, is empty whatever its coding says."""
    assert b"" == inflate(b"", coding, BOUND)


@pytest.mark.parametrize(
    ("coding", "body", "reason"),
    [
        ("br", TEXT, "not asked for"),
        ("zstd", TEXT, "not asked for"),
        ("gzip, gzip", gzipped(gzipped(TEXT)), "not asked for"),
        ("gzip", TEXT, "damaged"),
        ("deflate", b"\x78garbage", "damaged"),
        ("gzip", gzipped(TEXT)[:-1], "truncated"),
        ("gzip", gzipped(TEXT) + b"more", "damaged"),
        ("deflate", zlib.compress(TEXT) + b"more", "after its end"),
        ("gzip", gzipped(bytes(BOUND + 1)), "too large"),
        ("gzip", gzipped(bytes(BOUND)) + gzipped(b"x"), "too large"),
        ("deflate", zlib.compress(bytes(BOUND + 1)), "too large"),
        ("gzip", gzipped(b"") * 17, "too many"),
    ],
)
def test_a_bad_body_is_refused(coding: str, body: bytes, reason: str) -> None:
    """What cannot be undone within the bound is a bad body, never half a body."""
    with pytest.raises(UpstreamBadBody, match=reason) as raised:
        inflate(body, coding, BOUND)
    assert Sent.YES is raised.value.sent


def test_exactly_the_bound_fits() -> None:
    """A body that inflates to the bound itself is good."""
    assert BOUND == len(inflate(gzipped(bytes(BOUND)), "gzip", BOUND))


def test_a_bomb_is_not_inflated() -> None:
    """300 MB in 300 KB cost no more memory than the bound, a few times over."""
    packer = zlib.compressobj(wbits=31)
    block = bytes(1_000_000)
    bomb = b"".join(packer.compress(block) for _ in range(300)) + packer.flush()
    tracemalloc.start()
    with pytest.raises(UpstreamBadBody, match="too large"):
        inflate(bomb, "gzip", 2 * 1024 * 1024)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16 * 1024 * 1024
