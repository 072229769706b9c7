"""What must not be shown is not, however it is written."""

import base64
import json
import time
from urllib.parse import quote, quote_plus

import pytest

from gateway.trial.masking import HIDDEN, Mask

WRITTEN = 'sandi/"rahasia" é+='
MASK = Mask({WRITTEN: "${KUNCI}", "ab": "${PENDEK}"}, ["JL. MAWAR 1"])


@pytest.mark.parametrize(
    "written",
    [
        WRITTEN,
        quote(WRITTEN),
        quote(WRITTEN, safe=""),
        quote(WRITTEN, safe="").lower(),
        quote_plus(WRITTEN),
        json.dumps(WRITTEN)[1:-1],
        json.dumps(WRITTEN, ensure_ascii=False)[1:-1],
    ],
)
def test_every_way_of_writing(written: str) -> None:
    """A secret is shown by its reference where it is encoded as well."""
    assert "a ${KUNCI} b" == MASK.text(f"a {written} b")


def test_within_base64() -> None:
    """`Basic` writes a name and a password together: what is no secret is shown."""
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        token = encode(f"opd:{WRITTEN}".encode()).decode()
        assert "Basic base64(opd:${KUNCI})" == MASK.text(f"Basic {token}")
        assert "Basic base64(opd:${KUNCI})" == MASK.text(f"Basic {token.rstrip('=')}")
    harmless = base64.b64encode(b"tidak ada apa-apa").decode()
    assert harmless == MASK.text(harmless)


def test_base64_within_a_secret() -> None:
    """A secret whose parts are base64, as a JWT's are, is one all the same: its own, and whole."""
    parts = (b'{"alg":"HS256"}', b'{"sub":"dinkes-lampung"}', b"tanda tangan")
    token = ".".join(base64.urlsafe_b64encode(one).decode() for one in parts)
    mask = Mask({token: "${TOKEN}", "dinkes-lampung": "${NAMA}"})
    assert "Bearer ${TOKEN}; ${NAMA}" == mask.text(f"Bearer {token}; dinkes-lampung")


def test_base64_that_has_no_name() -> None:
    """A credential that was made, and not declared, is told by what it holds; a token is not."""
    basic = base64.b64encode(b"opd:rahasia-benar").decode()
    parts = (b'{"alg":"HS256"}', b'{"pw":"rahasia-benar"}', b"tanda tangan")
    token = ".".join(base64.urlsafe_b64encode(one).decode() for one in parts)
    mask = Mask({"rahasia-benar": "${SANDI}"}).also([f"Basic {basic}", token])
    assert "Basic base64(opd:${SANDI})" == mask.text(f"Basic {basic}")
    assert f"Bearer {HIDDEN}" == mask.text(f"Bearer {token}")


def test_a_large_body() -> None:
    """One with many names and many words takes no longer for each than a small one."""
    names = [f"Warga Contoh {number:04d}" for number in range(2000)]
    words = "keterangan-panjang " * 20
    began = time.process_time()
    shown = Mask({}, names).text(words.join(names))
    assert HIDDEN + words + HIDDEN == shown[: 2 * len(HIDDEN) + len(words)]
    assert time.process_time() - began < 5


def test_short_values_are_hidden_as_words() -> None:
    """A secret of two letters does not tear other words apart."""
    assert "kunci ${PENDEK}, sabar" == MASK.text("kunci ab, sabar")


def test_personal_data_become_dots() -> None:
    """Personal data have no reference to show."""
    assert "alamat=•••" == MASK.text(f"alamat={quote_plus('JL. MAWAR 1')}")


def test_addresses_are_no_secrets() -> None:
    """A base URL from the environment is shown, unless it holds more than a host."""
    mask = Mask(
        {
            "http://127.0.0.1:9": "${URL}",
            "https://x.test/token/abc": "${LETAK}",
            "http://[": "${RUSAK}",
            "private": "${JARINGAN}",
        }
    )
    shown = mask.text(
        "http://127.0.0.1:9/a https://x.test/token/abc/b http://[ private"
    )
    assert "http://127.0.0.1:9/a ${LETAK}/b ${RUSAK} private" == shown


def test_more_to_hide() -> None:
    """A mask learns values that have no reference, tokens for instance."""
    mask = MASK.also(["Bearer-123"], ["Budi"])
    assert "••• ••• ••• ${KUNCI}" == mask.text(f"Bearer-123 Budi JL. MAWAR 1 {WRITTEN}")


def test_a_header_that_is_shown_by_a_reference() -> None:
    """What was made for a request keeps the reference that stands for the whole of it."""
    mask = Mask({"Token abc12345": "Token ${KUNCI}", "abc12345": "${KUNCI}"})
    shown = mask.also(["Token abc12345", "abc12345"]).text("Token abc12345")
    assert "Token ${KUNCI}" == shown


def test_nothing_to_hide() -> None:
    """Without secrets a text stays as it is."""
    assert "apa pun" == Mask({}).text("apa pun")


def test_a_reference_that_holds_its_secret() -> None:
    """What is shown for a secret within base64 is not looked at again."""
    mask = Mask({"untuk-mencoba": "${KUNCI:-untuk-mencoba}"})
    written = base64.b64encode(b"gateway:untuk-mencoba").decode()
    assert (
        "Basic base64(gateway:${KUNCI:-untuk-mencoba}), ${KUNCI:-untuk-mencoba}"
        == mask.text(f"Basic {written}, untuk-mencoba")
    )
