"""Plug-ins: they sign and open, and whatever else they do is a coded error."""

import asyncio
import sys
import time
from pathlib import Path

import pytest

from gateway.config.place import Place, Word
from gateway.connectors.auth.explain import explain
from gateway.connectors.auth.plugged import load_function
from gateway.connectors.auth.plugins import Signature, ToOpen, ToSign
from gateway.connectors.template import Prepared
from gateway.errors import CodedError
from gateway.observe import Fault
from tests.connectors.auth.lines import Reply, connector, opened

SECRET = {"S": "kenari"}


def plugin(sign: str = "", decrypt: str = "") -> str:
    words = [f"sign: tests.plugins.{sign}"] if sign else []
    words += [f"decrypt: tests.plugins.{decrypt}"] if decrypt else []
    return f"{{kind: plugin, {', '.join(words)}, with: {{key: '${{S}}'}}}}"


async def test_signs_and_opens() -> None:
    """What it sets is sent; the answer is what it makes of it, by its own request."""
    auth = plugin("terbalik:sign", "terbalik:decrypt")
    async with opened(lambda _: Reply(b"olah"), auth, SECRET) as (server, at):
        assert b"halo" == (await at.get("/a?b=1")).body
    head = server.requests[0].decode()
    assert head.startswith("GET /a?b=1&n=1 HTTP/1.1\r\n")
    assert "X-Key: kenari\r\n" in head
    assert f"X-Seen: GET {server.url}/a?b=1 1\r\n" in head


@pytest.mark.parametrize("status", [404, 500])
async def test_failures_are_not_opened(status: int) -> None:
    """Only a success is wrapped; what else is answered is read as it is."""
    auth = plugin("terbalik:sign", "ulah:raises")
    async with opened(lambda _: Reply({}, status), auth, SECRET) as (_, at):
        if status == 404:
            assert b"{}" == (await at.get()).body
        else:
            with pytest.raises(CodedError) as raised:
                await at.get()
            assert "UPSTREAM_UNAVAILABLE" == raised.value.code


@pytest.mark.parametrize(
    "name",
    [
        "raises",
        "exits",
        "cancels",
        "exits_later",
        "nothing",
        "odd_name",
        "bad_name",
        "bad_value",
        "number",
        "text_body",
    ],
)
async def test_a_signer_that_misbehaves(name: str) -> None:
    """It is INTERNAL, noted for the operator; nothing is sent, no secret is told."""
    async with opened(lambda _: Reply("ok"), plugin(f"ulah:{name}"), SECRET) as (
        server,
        at,
    ):
        with pytest.raises(CodedError) as raised:
            await at.get()
    assert ("INTERNAL", []) == (raised.value.code, server.requests)
    (fault,) = [one for one in at.seen.events if isinstance(one, Fault)]
    assert "plugin:perpus" == fault.where
    assert "kenari" not in f"{raised.value}{fault.error}"


@pytest.mark.parametrize("name", ["raises", "exits", "cancels", "nothing", "tampers"])
async def test_an_opener_that_misbehaves(name: str) -> None:
    """It is UPSTREAM_BAD_BODY, noted for the operator."""
    auth = plugin(decrypt=f"ulah:{name}")
    async with opened(lambda _: Reply("ok"), auth, SECRET) as (_, at):
        with pytest.raises(CodedError) as raised:
            await at.get()
    assert "UPSTREAM_BAD_BODY" == raised.value.code
    assert 1 == sum(isinstance(one, Fault) for one in at.seen.events)


async def test_a_plugin_that_hangs() -> None:
    """It costs its callers their deadline, never the loop, and no more threads than four."""
    async with opened(lambda _: Reply("ok"), plugin("ulah:hangs"), SECRET) as (_, at):
        started = time.monotonic()
        found = await asyncio.gather(
            *(at.get(seconds=0.2) for _ in range(10)), return_exceptions=True
        )
        took = time.monotonic() - started
    assert {"UPSTREAM_TIMEOUT"} == {getattr(one, "code", one) for one in found}
    assert took < 1.2


async def test_a_caller_who_goes() -> None:
    """A cancelled call is cancelled, in a plug-in as anywhere."""
    async with opened(lambda _: Reply("ok"), plugin("ulah:hangs"), SECRET) as (_, at):
        task = asyncio.create_task(at.get())
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("tests.plugins.tiada:sign", "modul `tests.plugins.tiada` tidak dapat dimuat"),
        ("tests.plugins.terbalik:tiada", "tidak punya fungsi `tiada`"),
        ("tests.plugins.terbalik:__doc__", "tidak punya fungsi `__doc__`"),
    ],
)
def test_what_cannot_be_loaded(name: str, reason: str) -> None:
    """A module or function that is not there is told by name."""
    with pytest.raises(ValueError, match=reason):
        load_function(Word(name))


def test_a_plug_in_beside_its_file(tmp_path: Path) -> None:
    """A module that stands beside the file that names it needs no installation."""
    module = f"tanda_{tmp_path.name.replace('-', '_')}"
    (tmp_path / f"{module}.py").write_text(
        "def sign(request, options):\n    return 7\n"
    )
    place = Place(str(tmp_path / "opd.yaml"), 3, 5)
    found = load_function(Word(f"{module}:sign", place))
    assert 7 == found(None, {})
    sys.path.remove(str(tmp_path))


async def test_a_dry_run_signs() -> None:
    """`explain` shows what a plug-in sets."""
    one = connector(plugin("terbalik:sign"), SECRET)
    found = await explain(one, Prepared("GET", f"{one.url}/a"))
    assert {"X-Seen", "X-Key"} == set(dict(found.prepared.signed))
    assert "${S}" == found.masked(dict(found.prepared.signed)["X-Key"])


def test_no_secret_by_repr() -> None:
    """What a plug-in is given and gives does not show itself."""
    given = ToSign("GET", "https://a.test/kenari", (("K", "kenari"),), b"kenari")
    answer = ToOpen({"k": "kenari"}, 200, {}, b"kenari")
    made = Signature({"k": "kenari"}, {"k": "kenari"}, b"kenari")
    assert "kenari" not in f"{given!r}{answer!r}{made!r}"
