"""Secrets and citizens' tokens, planted and looked for wherever they must not be."""

import asyncio
import io
import json
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from gateway.app import build_engine, draw
from gateway.config.load import load
from gateway.config.model import Connector
from gateway.connectors.principal import Principal
from gateway.execution.message import Request
from gateway.execution.pipeline import Engine
from gateway.log import Log
from gateway.observe import Observer
from gateway.settings import LogLevel, Settings

KINDS = """\
version: 1
defaults: {network: private}
connectors:
  kepala: {opd: A, url: "http://a.test", queries: {kepala: &q {returns: String, call: GET /a}},
    auth: {kind: header, name: X-Key, value: "${S}"}}
  kueri: {opd: A, url: "http://a.test", queries: {kueri: *q},
    auth: {kind: query, name: k, value: "${S}"}}
  jalan: {opd: A, url: "http://a.test", queries: {jalan: *q}, auth: {kind: path, value: "${S}"}}
  dasar: {opd: A, url: "http://a.test", queries: {dasar: *q},
    auth: {kind: basic, user: u, password: "${S}"}}
  token: {opd: A, url: "http://a.test", queries: {token: *q},
    auth: {kind: oauth2_client_credentials, token_url: "http://a.test/token", client_id: c, client_secret: "${S}"}}
  masuk: {opd: A, url: "http://a.test", queries: {masuk: *q},
    auth: {kind: login, call: {request: POST /token, json: {password: "${S}"}}, token: access_token}}
  sesi: {opd: A, url: "http://a.test", queries: {sesi: *q},
    auth: {kind: session, call: {request: POST /token, form: {pass: "${S}"}}, cookie: sid}}
  tanda: {opd: A, url: "http://a.test", queries: {tanda: *q},
    auth: {kind: hmac, key: "${S}", sign: "{path}", values: {v: "${S}"}, headers: {X-V: "{v}", X-S: "{signature}"}}}
  ulah: {opd: A, url: "http://a.test", queries: {ulah: *q},
    auth: {kind: plugin, sign: "tests.plugins.ulah:raises", with: {key: "${S}"}}}
  warga: {opd: A, url: "http://a.test", queries: {warga: *q}, auth: forward}
"""
CANARY = "kenari-7f3a"
QUERY = "{ kepala kueri jalan dasar token masuk sesi tanda ulah warga }"

CITIZENS = """\
version: 1
connectors:
  warga:
    opd: Dinas Kependudukan dan Pencatatan Sipil
    url: http://warga.test
    cache: {ttl: 60s}
    auth: forward
    types:
      Kartu:
        key: nik
        fields: {nik: ID!, milik: String}
        batch: {call: "GET /kartu?nik={nik}", match: nik, join: ","}
    queries:
      kartu: {returns: Kartu, call: GET /kartu}
      semua: {returns: "[Kartu!]", call: GET /semua, filter_by: [milik], args: {milik: String}}
  umum:
    opd: Dinas Sosial
    url: http://umum.test
    cache: {ttl: 60s}
    types:
      Bantuan: {fields: {nama: String, kartu: {type: Kartu, from: nik}}}
    queries: {bantuan: {returns: "[Bantuan!]", call: GET /bantuan}}
"""


@asynccontextmanager
async def engine(
    folder: Path, text: str, answer: Any, observer: Observer
) -> AsyncGenerator[Engine]:
    """Open an engine whose services are a function of the request."""
    file = folder / "connectors.yaml"
    file.write_text(text)

    def transport(_connector: Connector, _observer: Observer) -> httpx.MockTransport:
        return httpx.MockTransport(answer)

    blueprint = draw(load(file, {"S": CANARY}))
    async with AsyncExitStack() as stack:
        settings = Settings(profile="development")
        yield build_engine(blueprint, settings, observer, stack, transport)


async def test_no_secret_is_told(tmp_path: Path) -> None:
    """However a service fails, no log line and no answer holds a secret or a token."""
    wide = io.StringIO()
    log = Log(wide, LogLevel.DEBUG)
    state = {"now": 200}

    def answer(request: httpx.Request) -> httpx.Response:
        now = state["now"]
        whole = f"{request.url} {request.headers} {request.content!r}"
        echo = {"message": whole, "Location": CANARY}
        if request.url.path == "/token" and now == 200:
            body = {"access_token": f"{CANARY}-token", "expires_in": 1}
            return httpx.Response(
                200, json=body, headers={"Set-Cookie": f"sid={CANARY}"}
            )
        if now == 0:
            raise httpx.ConnectError(whole)
        if now == -1:
            return httpx.Response(200, content=whole)
        return httpx.Response(now, json="ok" if now == 200 else echo)

    siti = Principal("siti", f"{CANARY}-siti")
    told: list[bytes] = []
    async with engine(tmp_path, KINDS, answer, log) as opened:
        for state["now"] in (200, 401, 403, 404, 418, 302, 500, 0, -1):
            reply = await opened.execute(Request(QUERY, principal=siti))
            told.append(bytes(reply.body))
    answers = [json.loads(one) for one in told]
    assert {"ulah": None} == {k: v for k, v in answers[0]["data"].items() if v != "ok"}
    assert all(set(one["data"].values()) == {None} for one in answers[1:])
    assert '"event": "credential"' in wide.getvalue()
    for text in (wide.getvalue(), *map(bytes.decode, told)):
        assert "kenari" not in text


async def test_no_citizen_sees_anothers(tmp_path: Path) -> None:
    """S28: among 2,000 mixed requests each citizen sees their own, from kept answers too."""
    calls: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        whose = request.headers.get("authorization", "").removeprefix("Bearer token-")
        calls.append(request.url.path)
        if request.url.host == "umum.test":
            assert not whose
            rows = [{"nama": "beras", "nik": "1"}, {"nama": "gula", "nik": "2"}]
            return httpx.Response(200, json=rows)
        if request.url.path == "/kartu" and not request.url.query:
            return httpx.Response(200, json={"nik": "1", "milik": whose})
        return httpx.Response(200, json=[{"nik": n, "milik": whose} for n in "12"])

    query = "{ kartu { milik } bantuan { nama kartu { milik } } semua { milik } }"
    async with engine(tmp_path, CITIZENS, answer, Log(io.StringIO())) as opened:

        async def ask(number: int) -> tuple[str, set[str]]:
            who = f"warga{number % 40}"
            principal = Principal(who, f"token-{who}")
            reply = await opened.execute(Request(query, principal=principal))
            data = json.loads(reply.body)["data"]
            owners = {data["kartu"]["milik"], *(one["milik"] for one in data["semua"])}
            owners |= {one["kartu"]["milik"] for one in data["bantuan"]}
            return who, owners

        for found in await asyncio.gather(*map(ask, range(2000))):
            assert {found[0]} == found[1]
        asked = len(calls)
        reply = await opened.execute(Request(query))
    answered = json.loads(reply.body)
    assert asked == len(calls)
    assert None is answered["data"]["kartu"]
    assert [None, None] == [one["kartu"] for one in answered["data"]["bantuan"]]
    assert {"UNAUTHENTICATED"} == {
        one["extensions"]["code"] for one in answered["errors"]
    }


FOLLOWED = """\
version: 1
defaults: {network: private}
connectors:
  umpan:
    opd: BMKG
    url: ["http://satu.test/a", "http://dua.test"]
    auth:
      - {kind: header, name: X-Key, value: "${S}"}
      - {kind: query, name: k, value: "${S}"}
      - {kind: login, call: POST /masuk, url: "http://pintu.test", token: t}
    types:
      Kejadian: {fields: {rinci: {type: Dokumen, from: link}}}
      Dokumen:
        key: tautan
        fields: {tautan: ID!, isi: String}
        lookup: {call: {follow: tautan, hosts: [lain.test]}, shape: [{echo: {tautan: tautan}}]}
    queries:
      kejadian: {returns: "[Kejadian!]", call: GET /daftar}
"""


async def test_a_secret_goes_to_no_other_host(tmp_path: Path) -> None:
    """S38: a link to a listed host, a fallback and the login's host get what is theirs."""
    seen: dict[str, str] = {}

    def answer(request: httpx.Request) -> httpx.Response:
        host = request.url.host
        seen[host] = seen.get(host, "") + f"{request.url} {dict(request.headers)}"
        if host == "satu.test":
            raise httpx.ConnectError("down")
        if host == "pintu.test":
            return httpx.Response(200, json={"t": f"{CANARY}-token"})
        if host == "lain.test":
            return httpx.Response(200, json={"isi": "x"})
        links = ("http://lain.test/1", "http://dua.test/2", "http://jahat.test/3")
        return httpx.Response(200, json=[{"link": one, "isi": "y"} for one in links])

    query = "{ kejadian { rinci { isi } } }"
    async with engine(tmp_path, FOLLOWED, answer, Log(io.StringIO())) as opened:
        reply = await opened.execute(Request(query))
    rows = json.loads(reply.body)["data"]["kejadian"]
    assert {"isi": "x"} == rows[0]["rinci"]
    assert {"satu.test", "dua.test", "pintu.test", "lain.test"} == set(seen)
    assert "kenari" not in seen["lain.test"] + seen["pintu.test"]
    assert f"k={CANARY}" in seen["dua.test"]
    assert f"Bearer {CANARY}-token" in seen["dua.test"]


TOLD = """\
version: 1
defaults: {network: private}
connectors:
  kepala: {opd: A, url: "http://a.test", headers: {X-Key: "${S}"},
    queries: {kepala: {returns: String, call: GET /a, success: &s {path: ok, in: [ya], message: pesan}}}}
  kueri: {opd: A, url: "http://a.test", auth: {kind: query, name: k, value: "${S}"},
    queries: {kueri: {returns: String, call: GET /a, success: *s}}}
  masuk: {opd: A, url: "http://a.test",
    auth: {kind: login, call: {request: POST /token, json: {password: "${S}"}}, token: access_token},
    queries: {masuk: {returns: String, call: GET /a, success: *s}}}
  sabun: {opd: A, url: "http://a.test", auth: {kind: header, name: X-Key, value: "${S}"},
    queries: {sabun: {returns: String, format: soap, call: {request: POST /a, soap: <a/>}}}}
  warga: {opd: A, url: "http://a.test", auth: forward,
    queries: {warga: {returns: String, call: GET /a, success: *s}}}
"""


async def test_no_message_of_a_service_repeats_a_secret(tmp_path: Path) -> None:
    """A service that names the key it refuses is not quoted; another message is."""
    told = {"pesan": ""}

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/token":
            return httpx.Response(200, json={"access_token": f"{CANARY}-token"})
        if request.method == "POST":
            fault = f"<Fault><faultstring>{told['pesan']}</faultstring></Fault>"
            soap = f"<Envelope><Body>{fault}</Body></Envelope>"
            return httpx.Response(500, content=soap)
        return httpx.Response(200, json={"ok": "tidak", **told})

    siti = Principal("siti", f"{CANARY}-siti")
    found: list[set[str]] = []
    async with engine(tmp_path, TOLD, answer, Log(io.StringIO())) as opened:
        for word in (CANARY, f"{CANARY}-token", f"{CANARY}-siti", "lain"):
            told["pesan"] = f"Kunci {word} tidak dikenal."
            query = "{ kepala kueri masuk sabun warga }"
            reply = await opened.execute(Request(query, principal=siti))
            errors = json.loads(reply.body)["errors"]
            found.append(
                {e["path"][0] for e in errors if word in e["extensions"]["pesan"]}
            )
    whole = {"kepala", "kueri", "masuk", "sabun", "warga"}
    assert [{"warga"}, {"warga"}, set(), whole] == found
