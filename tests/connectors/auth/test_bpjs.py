"""BPJS as the model: signed by template, opened by a plug-in that knows the timestamp."""

import base64
import hashlib
import hmac
import json

from tests.connectors.auth.lines import Asked, Reply, opened
from tests.plugins.bpjs import ALPHABET, decompress, open_block, round_keys

AUTH = """
      - kind: hmac
        key: ${SECRET}
        values: {consid: "${CONSID}", user_key: "${USER_KEY}"}
        sign: "{consid}&{timestamp}"
        headers:
          X-cons-id: "{consid}"
          X-timestamp: "{timestamp}"
          X-signature: "{signature}"
          user_key: "{user_key}"
      - kind: plugin
        decrypt: tests.plugins.bpjs:decrypt
        with: {consid: "${CONSID}", secret: "${SECRET}"}"""
ENVIRON = {"CONSID": "1234", "SECRET": "pwd", "USER_KEY": "d795"}

# Made by openssl of LZ-string's text, with the key of 1234, pwd and 1600000000.
SEALED = (
    "8iv00dV70LJKomhj/cl95+Cz0LSlVCDoTJ4HmPm9MbF+mfjBBFa4Fnmjsda5oHEALW1AOYvIn6+jC7He"
    "eJUr0RXY5zdMTmVE3EM9lzMY747zIaR74dOlBKS0LYmmfVvBJnSlXYE8+Ti2q/WdI8vi+Uti8MM2PBYU"
    "VtvUalDoeREEb9N8Ta+1sIlGgFu/YaIczSpIvdCCydyXSTWuGFkwYA=="
)


def answer(asked: Asked) -> Reply:
    """Answer whoever signed as the contract says; the check is worked out here."""
    sent = asked.headers
    text = f"1234&{sent['x-timestamp']}".encode()
    made = base64.b64encode(hmac.new(b"pwd", text, hashlib.sha256).digest()).decode()
    if (sent["x-signature"], sent["x-cons-id"], sent["user_key"]) != (
        made,
        "1234",
        "d795",
    ):
        return Reply({}, 401)
    if asked.target == "/kosong":
        return Reply({"metaData": {"code": "201"}, "response": None})
    return Reply({"metaData": {"code": "200", "message": "OK"}, "response": SEALED})


async def test_a_sealed_answer() -> None:
    """The signature is accepted, and the answer reads as JSON."""
    async with opened(answer, AUTH, ENVIRON) as (_, at):
        found = json.loads((await at.get("/Peserta")).body)
        empty = json.loads((await at.get("/kosong")).body)
    assert {"code": "200", "message": "OK"} == found["metaData"]
    assert {"kode": "0", "keterangan": "AKTIF"} == found["response"]["peserta"][
        "statusPeserta"
    ]
    assert None is empty["response"]


def test_the_example_is_right() -> None:
    """The plug-in's AES meets FIPS 197 §C.3, its LZ-string a text that library makes."""
    keys = round_keys(bytes(range(32)))
    block = bytes.fromhex("8ea2b7ca516745bfeafc49904b496089")
    assert "00112233445566778899aabbccddeeff" == open_block(block, keys).hex()
    assert "hello world" == decompress("BYUwNmD2AEDukCcwBMg")
    assert "" == decompress("Q")
    assert 65 == len(ALPHABET)
