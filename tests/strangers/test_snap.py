"""The symmetric signature of SNAP BI, by configuration alone.

Bank Indonesia, Standar Nasional Open API Pembayaran, Standar Teknis dan Keamanan:
HMAC-SHA512 by the client's secret over
`method:path:token:lowercase(hex(sha256(minified body))):timestamp`.
"""

import base64
import hashlib
import hmac
from pathlib import Path

from gateway.config.load import load
from gateway.config.place import Word
from gateway.connectors.auth.credential import Moment
from gateway.connectors.auth.explain import explain
from gateway.connectors.template import compile_call

BANK = """
version: 1
connectors:
  bank:
    opd: Bank Pembangunan Daerah Lampung
    url: https://api.bank.test/openapi
    headers: {X-PARTNER-ID: "${SNAP_MITRA:-82150823919040624621823174737537}", CHANNEL-ID: "95221"}
    auth:
      - kind: login
        call: {request: POST /v1.0/access-token/b2b, json: {grantType: client_credentials}}
        token: accessToken
        expires: expiresIn
      - kind: hmac
        key: ${SNAP_RAHASIA:-TokopediaBukan!rahasia}
        algorithm: sha512
        date: yyyy-MM-dd'T'HH:mm:ssXXX
        zone: WIB
        nonce: digits
        sign: "{method}:{target}:{token}:{body_hash}:{date}"
        headers: {X-TIMESTAMP: "{date}", X-SIGNATURE: "{signature}", X-EXTERNAL-ID: "{nonce}"}
    success: {path: responseCode, in: ["2001100"], message: responseMessage}
    missing: [{path: responseCode, in: ["4041111", "4041113"]}]
    types:
      Saldo:
        fields:
          rekening: {type: ID!, from: accountNo}
          nama: {type: String, from: name, personal: true}
          tersedia: {type: Rupiah, from: accountInfos.(balanceType=Cash).availableBalance.value}
    queries:
      saldo:
        args: {rekening: {type: ID!, pattern: "[0-9]{5,16}"}}
        returns: Saldo
        call:
          request: POST /v1.0/balance-inquiry
          json: {partnerReferenceNo: "2020102900000000000001", accountNo: "{rekening}", additionalInfo: {kota: "Bandar Lampung"}}
"""


async def test_the_signature(tmp_path: Path) -> None:
    """What is signed is built as the standard says, of the very bytes that are sent."""
    file = tmp_path / "connectors.yaml"
    file.write_text(BANK)
    config = load(file, {})
    connector = config.connectors[Word("bank")]
    query = connector.queries[Word("saldo")]
    assert query.call is not None
    prepare = compile_call(query.call, str(connector.url), query.args, config.tables)
    noon = Moment(lambda: 1_795_325_400.9, lambda: 0.0, bytes)

    found = await explain(connector, prepare({"rekening": "2000200202"}), moment=noon)

    body = (
        b'{"partnerReferenceNo":"2020102900000000000001","accountNo":"2000200202",'
        b'"additionalInfo":{"kota":"Bandar Lampung"}}'
    )
    assert body == found.prepared.body
    moment = "2026-11-22T12:30:00+07:00"
    path = "/openapi/v1.0/balance-inquiry"
    text = f"POST:{path}:(token):{hashlib.sha256(body).hexdigest()}:{moment}"
    key = b"TokopediaBukan!rahasia"
    made = hmac.new(key, text.encode(), hashlib.sha512).digest()
    assert {
        "Authorization": "Bearer (token)",
        "X-TIMESTAMP": moment,
        "X-SIGNATURE": base64.b64encode(made).decode(),
        "X-EXTERNAL-ID": "0" * 32,
    } == dict(found.prepared.signed)
    assert text == found.steps[0].text
