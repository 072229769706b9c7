"""Tokens from files, which somebody else renews."""

from pathlib import Path

import pytest

from gateway.connectors.auth.bearer import FileToken
from gateway.errors import UpstreamAuth
from tests.connectors.auth.lines import Asked, Reply, opened


async def test_a_file_that_changes(tmp_path: Path) -> None:
    """The new token is used without a restart; while the file is gone, the last one."""
    file = tmp_path / "token"
    file.write_text("T1\n")
    auth = f"{{kind: bearer, file: {file}}}"
    async with opened(lambda _: Reply("ok"), auth) as (server, at):
        await at.get()
        file.write_text("T22\n")
        await at.get()
        file.unlink()
        await at.get()
    tokens = [raw.partition(b"Bearer ")[2][:3].strip() for raw in server.requests]
    assert [b"T1", b"T22", b"T22"] == tokens


async def test_refused_while_the_file_changes(tmp_path: Path) -> None:
    """A refused token is tried again where the file holds another by then."""
    file = tmp_path / "token"
    file.write_text("T1")

    def answer(asked: Asked) -> Reply:
        if asked.headers["authorization"] == "Bearer T1":
            file.write_text("T22")
            return Reply({}, 401)
        return Reply("ok")

    auth = f"{{kind: bearer, file: {file}}}"
    async with opened(answer, auth) as (server, at):
        assert 200 == (await at.get()).status
    assert 2 == len(server.requests)


async def test_a_token_that_cannot_be_sent(tmp_path: Path) -> None:
    """It is refused before it is sent."""
    file = tmp_path / "token"
    file.write_text("é")
    async with opened(lambda _: Reply("ok"), f"{{kind: bearer, file: {file}}}") as (
        server,
        at,
    ):
        with pytest.raises(UpstreamAuth):
            await at.get()
    assert [] == server.requests


def test_a_file_that_never_was(tmp_path: Path) -> None:
    """There is no token, and no exception."""
    assert "" == FileToken(tmp_path / "tiada")()
    (tmp_path / "biner").write_bytes(b"\xff")
    assert "" == FileToken(tmp_path / "biner")()
