"""Signatures, against values that were published or are computed here on their own."""

import base64
import hashlib
import hmac

import pytest

from gateway.config.credentials import Hmac, Places
from gateway.config.place import NOWHERE, Word
from gateway.config.templates import parse_template
from gateway.connectors.auth.credential import Draft
from gateway.connectors.auth.signature import Signed, compile_date, decode_key
from gateway.connectors.template import Prepared
from tests.connectors.auth.lines import NOW, moment

POST = Prepared(
    "POST", "https://a.test:8443/v1/b%20c?z=1&a=2&&m=", (), b'{"n":"\xc3\xa9"}'
)


async def signed(sign: str, prepared: Prepared = POST, **options: object) -> str:
    """Sign a request and return the signature's header."""
    text = parse_template(sign, NOWHERE)
    put = parse_template("{signature}", NOWHERE)
    config = Hmac(
        **{"key": Word("bbb"), **options},  # type: ignore[arg-type] # a table of options
        sign=text,  # type: ignore[arg-type] # sound
        places=Places(((Word("S"), put),)),  # type: ignore[arg-type] # sound
    )
    draft = await Signed(config, moment()).apply(Draft(prepared))
    return dict(draft.prepared.signed)["S"]


async def test_the_published_example() -> None:
    """BPJS's own check of one's HMAC: the message aaa under the key bbb."""
    assert "20BKS3PWnD3XU4JbSSZvVlGi2WWnDa8Sv9uHJ+wsELA=" == await signed("aaa")


async def test_bpjs() -> None:
    """Consumer and timestamp, as in the documentation's formula."""
    text = b"1234&1600000000"
    expected = base64.b64encode(hmac.new(b"pwd", text, "sha256").digest()).decode()
    found = await signed(
        "{consid}&{timestamp}", key=Word("pwd"), values={"consid": Word("1234")}
    )
    assert expected == found


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("{method}", b"POST"),
        ("{host}", b"a.test:8443"),
        ("{path}", b"/v1/b%20c"),
        ("{query}", b"z=1&a=2&&m="),
        ("{sorted_query}", b"a=2&m=&z=1"),
        ("{target}", b"/v1/b%20c?z=1&a=2&&m="),
        ("{body}", b'{"n":"\xc3\xa9"}'),
        ("{body_hash}", hashlib.sha256(b'{"n":"\xc3\xa9"}').hexdigest().encode()),
        ("{timestamp}", b"1600000000"),
        ("{timestamp_ms}", b"1600000000000"),
        ("{date}", b"Sun, 13 Sep 2020 12:26:40 GMT"),
        ("{nonce}", b"000102030405060708090a0b0c0d0e0f"),
        ("a:{method}\n{nonce}", b"a:POST\n000102030405060708090a0b0c0d0e0f"),
    ],
)
async def test_variables(variable: str, text: bytes) -> None:
    """What a text may say of the request and the moment."""
    expected = hmac.new(b"bbb", text, "sha256").hexdigest()
    assert expected == await signed(variable, form="hex")


async def test_a_bare_request() -> None:
    """A request without path, query or body signs as such."""
    bare = Prepared("GET", "https://a.test")
    text = b"/|/||" + hashlib.sha256(b"").hexdigest().encode()
    expected = hmac.new(b"bbb", text, "sha256").hexdigest()
    assert expected == await signed(
        "{path}|{target}|{query}{body}|{body_hash}", bare, form="hex"
    )


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha512"])
@pytest.mark.parametrize("form", ["hex", "HEX", "base64", "base64url"])
async def test_algorithms_and_forms(algorithm: str, form: str) -> None:
    """Each hash in each notation, of the signature and of the body alike."""
    raw = hashlib.new(algorithm, POST.body or b"").digest()
    forms = {
        "hex": raw.hex(),
        "HEX": raw.hex().upper(),
        "base64": base64.b64encode(raw).decode(),
        "base64url": base64.urlsafe_b64encode(raw).decode().rstrip("="),
    }
    made = hmac.new(b"bbb", forms[form].encode(), algorithm)
    found = await signed(
        "{body_hash}",
        algorithm=algorithm,
        body_algorithm=algorithm,
        body_form=form,
        form="hex",
    )
    assert made.hexdigest() == found


@pytest.mark.parametrize(
    ("form", "nonce"),
    [
        ("hex", "000102030405060708090a0b0c0d0e0f"),
        ("uuid", "00010203-0405-4607-8809-0a0b0c0d0e0f"),
        ("digits", "33100606242806050955395731361295"),
    ],
)
async def test_nonces(form: str, nonce: str) -> None:
    """A nonce in the form that a service wants."""
    assert hmac.new(b"bbb", nonce.encode(), "sha256").hexdigest() == await signed(
        "{nonce}", nonce=form, form="hex"
    )


@pytest.mark.parametrize(
    ("form", "zone", "text"),
    [
        ("http", None, "Sun, 13 Sep 2020 12:26:40 GMT"),
        ("http", "WIB", "Sun, 13 Sep 2020 12:26:40 GMT"),
        ("iso", None, "2020-09-13T12:26:40Z"),
        ("iso", "WIB", "2020-09-13T19:26:40+07:00"),
        ("yyyy-MM-dd'T'HH:mm:ssXXX", "WIB", "2020-09-13T19:26:40+07:00"),
        ("yyyyMMddHHmmss", None, "20200913122640"),
    ],
)
def test_dates(form: str, zone: str | None, text: str) -> None:
    """A moment as headers, ISO 8601, or a pattern have it."""
    assert text == compile_date(form, zone)(NOW)


def test_keys() -> None:
    """A key as text, hexadecimal digits or base64; one that is neither is refused."""
    assert b"00ff" == decode_key("00ff", "text")
    assert b"\x00\xff" == decode_key("00ff", "hex") == decode_key("AP8=", "base64")
    for form in ("hex", "base64"):
        with pytest.raises(ValueError):  # noqa: PT011 - Python's own text
            decode_key("§", form)
