"""Personal data by a way round: through a key, or declared by one query only."""

import pytest

from gateway.connectors.principal import Principal
from tests.execution.harness import bench
from tests.execution.serving import codes

CONFIG = """
version: 1
connectors:
  a:
    opd: Dinas A
    url: http://a.test
    types:
      Warga: {fields: {nik: {type: ID, personal: true}, nama: String}}
      Pajak: {fields: {nopol: String}}
    queries:
      warga: {returns: "[Warga!]", call: GET /warga}
      rinci: {returns: "[Warga!]", call: GET /warga, fields: {nama: {personal: true}}}
      pajak:
        args: {nik: ID!}
        returns: "[Pajak!]"
        call: GET /pajak?nik={nik}
        expose: false
extend:
  Warga:
    pajak: {query: a.pajak, with: {nik: nik}}
"""
ANSWERS = {
    "/warga": [{"nik": "1", "nama": "Ani"}],
    "/pajak?nik=1": [{"nopol": "BE 1"}],
}


@pytest.mark.parametrize(
    ("query", "path", "found"),
    [
        ("{ warga { pajak { nopol } } }", "pajak", [{"nopol": "BE 1"}]),
        ("{ rinci { nama } }", "nama", "Ani"),
    ],
)
async def test_only_for_who_is_logged_in(query: str, path: str, found: object) -> None:
    """What a personal key leads to, and what a query calls personal, need a login."""
    async with bench(CONFIG, ANSWERS) as desk:
        public = await desk.run(query)
        private = await desk.run(query, principal=Principal("u1"))
    (root,) = public["data"]
    assert [{path: None}] == public["data"][root]
    assert [([root, 0, path], "UNAUTHENTICATED")] == codes(public)
    assert {"data": {root: [{path: found}]}} == private


async def test_no_call_is_made_with_a_personal_key() -> None:
    """A stranger's query sends nobody's key to another service."""
    async with bench(CONFIG, ANSWERS) as desk:
        await desk.run("{ warga { nama pajak { nopol } } }")
    assert ["/warga"] == desk.upstream.asked
