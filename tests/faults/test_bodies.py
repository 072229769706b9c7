"""F22-F25, F34, F35: bodies that are not what they should be."""

import gzip
import json

import orjson
import pytest

from tests.connectors.faulty import Peer, Talk, answer, keeps_saying, says
from tests.faults.agency import JSON, well
from tests.faults.promises import Fault, Promise, data_of, talking
from tests.faults.ward import Setting, ward

BAD_BODY, BAD_VALUE = "UPSTREAM_BAD_BODY", "UPSTREAM_BAD_VALUE"
OK = b"HTTP/1.1 200 OK\r\n" + JSON + b"\r\n"
PAGE = b"<html><body>Sedang dalam pemeliharaan: rahasia</body></html>"


def saying(body: bytes, *headers: bytes) -> Talk:
    """Answer every request with a body; JSON unless its headers say otherwise."""

    async def talk(peer: Peer) -> None:
        while True:
            await peer.request()
            peer.answer(body, *(headers or (JSON,)))

    return talk


@pytest.mark.parametrize(
    "talk",
    [saying(PAGE, b"Content-Type: text/html"), saying(PAGE)],
    ids=["by its type", "by its looks"],
)
async def test_f22_html(promise: Promise, talk: Talk) -> None:
    """F22: a maintenance page or a portal is no answer, and nothing of it is shown."""
    await promise(Fault(talking(talk), BAD_BODY, ends=False))


NOT_JSON = {
    "not JSON": b"rahasia",
    "truncated": b'[{"nama":"rahasia"',
    "two values": b"[] []",
    "Latin-1": '[{"nama":"Andr\xe9"}]'.encode("latin-1"),
    "UTF-16 with its mark": '[{"nama":"a"}]'.encode("utf-16"),
    "two marks": b"\xef\xbb\xbf" * 2 + b"[]",
    "script": b"rahasia([])",
}


@pytest.mark.parametrize("body", NOT_JSON.values(), ids=NOT_JSON.keys())
async def test_f23_not_json(promise: Promise, body: bytes) -> None:
    """F23: what is not JSON in UTF-8 is no answer."""
    await promise(Fault(talking(saying(body)), BAD_BODY, ends=False))


async def test_f23_a_mark_before_json() -> None:
    """F23: JSON in UTF-8 is read behind a byte order mark, as RFC 8259 §8.1 allows.

    Here the gateway is milder than the list of faults: agencies' scripts send the mark
    without knowing, and all the rest is JSON.
    """
    async with ward() as it:
        await it.sick.turn(saying(b'\xef\xbb\xbf[{"nama":"a","stok":1}]'))
        assert data_of(1, [{"nama": "a", "stok": 1}]) == (await it.ask()).data


DEEP = {
    "lists": b"[" * 100_000 + b"]" * 100_000,
    "lists without an end": b"[" * 100_000,
    "objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "with a number that only some can read": b"[" * 100_000 + b"NaN" + b"]" * 100_000,
}


@pytest.mark.parametrize("body", DEEP.values(), ids=DEEP.keys())
async def test_f24_deep(promise: Promise, body: bytes) -> None:
    """F24: a hundred thousand levels are no answer, and break nothing."""
    await promise(Fault(talking(saying(body)), BAD_BODY, ends=False))


ODD = {
    "NaN": (b"NaN", "stok", None),
    "Infinity": (b"-Infinity", "stok", None),
    "beyond a float": (b"1e999", "stok", None),
    "5,000 digits": (b"9" * 5000, "stok", None),
    "beyond an Int": (b"3000000000", "stok", None),
    "lone surrogate": (b'"\\ud800"', "nama", None),
    "twice": (b'"satu","nama":"dua"', "nama", "dua"),
}


@pytest.mark.parametrize(("value", "name", "shown"), ODD.values(), ids=ODD.keys())
async def test_f25_odd_values(value: bytes, name: str, shown: object) -> None:
    """F25: a value that is none is one null with its error; the answer is strict JSON."""
    good = {"nama": "Baik", "stok": 1}
    other = "stok" if name == "nama" else "nama"
    body = b'[{"%s":%s,"%s":%s},%s]' % (
        name.encode(),
        value,
        other.encode(),
        orjson.dumps(good[other]),
        orjson.dumps(good),
    )
    async with ward() as it:
        await it.sick.turn(saying(body))
        told = await it.ask()
        assert data_of(1, [{**good, name: shown}, good]) == told.data
        wrong = [] if shown else [(f"obat.0.{name}", BAD_VALUE)]
        assert wrong == told.codes()
        assert json.loads(told.body, parse_constant=pytest.fail)


ALL_ODD = b'[{"nama":"\\ud800","stok":NaN},{"nama":"\\ud800","stok":1e999}]'
KEPT = Setting(words=", cache: {ttl: 60s, negative: 2s, stale_if_error: 1h}")


async def test_f25_odd_values_are_not_kept() -> None:
    """F25: an answer that is odd all through is kept for no longer than "there is none".

    Until then it shields the agency; afterwards it is asked again, and all is well.
    """
    async with ward(KEPT) as it:
        await it.sick.turn(saying(ALL_ODD))
        it.sick.forget()
        odd = [{"nama": None, "stok": None}] * 2
        for seconds, requests in ((0.0, 1), (1.9, 1), (0.2, 2)):
            it.clock.now += seconds
            assert data_of(1, odd) == (await it.ask()).data
            assert requests == len(it.sick.server.requests)
        await it.sick.turn(well)
        it.clock.now += 2.1
        assert [] == (await it.ask()).codes()


async def test_f25_odd_values_replace_nothing() -> None:
    """F25: the last good answer is shown in place of one that is odd all through."""
    async with ward(KEPT) as it:
        healthy = await it.ask()
        it.clock.now += 61
        await it.sick.turn(saying(ALL_ODD))
        for _ in range(3):
            told = await it.ask()
            assert (healthy.data, []) == (told.data, told.codes())
            assert {"obat": ("STALE", BAD_VALUE)} == told.troubled()
            it.clock.now += 61


async def test_f25_one_odd_value_is_kept_with_its_error() -> None:
    """F25: an answer that is good but for one value is kept; each is told of that one.

    Here the gateway is milder than the list of faults: else one bad row of thousands
    would lay all callers on the agency.
    """
    async with ward(KEPT) as it:
        await it.sick.turn(saying(b'[{"nama":"a","stok":NaN},{"nama":"b","stok":2}]'))
        it.sick.forget()
        told = [await it.ask() for _ in range(3)]
        assert 1 == len(it.sick.server.requests)
    assert [[("obat.0.stok", BAD_VALUE)]] * 3 == [one.codes() for one in told]


SMALL = Setting(limits="{concurrency: 8, max_body: 100KiB}")
LARGE = {
    "declared": says(OK + b"Content-Length: 300000000\r\n\r\n"),
    "endless chunks": keeps_saying(
        OK + b"Transfer-Encoding: chunked\r\n\r\n",
        b"2710\r\n" + b" " * 10_000 + b"\r\n",
    ),
    "endless": keeps_saying(OK + b"\r\n", b" " * 10_000),
}


@pytest.mark.parametrize("talk", LARGE.values(), ids=LARGE.keys())
async def test_f34_too_large(promise: Promise, talk: Talk) -> None:
    """F34: a body is cut at its bound, and its connection with it."""
    fault = Fault(talking(talk), BAD_BODY, setting=SMALL)
    await promise(fault)


def coded(body: bytes, *codings: bytes) -> Talk:
    """Answer with a body of these content codings."""
    lines = [b"Content-Encoding: " + one for one in codings]
    return says(answer(body, JSON, *lines))


BOMB = gzip.compress(bytes(2_000_000))
CODED = {
    "gzip bomb": coded(BOMB, b"gzip"),
    "truncated": coded(BOMB[:-10], b"gzip"),
    "six codings": coded(BOMB, b", ".join([b"gzip"] * 6)),
    "six headers": coded(BOMB, *[b"gzip"] * 6),
    "br": coded(bytes(100), b"br"),
    "zstd": coded(b"\x28\xb5\x2f\xfd" + bytes(100), b"zstd"),
    "no gzip": coded(b"rahasia", b"gzip"),
}


@pytest.mark.parametrize("talk", CODED.values(), ids=CODED.keys())
async def test_f35_bombs(promise: Promise, talk: Talk) -> None:
    """F35: a body that inflates beyond its bound, or in ways nobody asked for, is refused."""
    await promise(Fault(talking(talk), BAD_BODY, setting=SMALL))
