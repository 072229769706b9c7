"""What to do about an error: gateway/trial/remedies.py."""

import pytest

from gateway.errors import Cause
from gateway.trial.remedies import remedy


@pytest.mark.parametrize(
    ("expected", "code", "message"),
    [
        (
            "entries",
            "UPSTREAM_BAD_VALUE",
            "The service's value is not valid: not a list.",
        ),
        ("`nulls`", "UPSTREAM_BAD_VALUE", "… not valid: not a number."),
        ("DNS", "UPSTREAM_UNAVAILABLE", f"no connection: {Cause.DNS.value}"),
        ("menyala", "UPSTREAM_UNAVAILABLE", f"no connection: {Cause.REFUSED.value}"),
        ("kedaluwarsa", "UPSTREAM_UNAVAILABLE", f"no: {Cause.EXPIRED.value}"),
        ("server_name", "UPSTREAM_UNAVAILABLE", f"no: {Cause.OTHER_HOST.value}"),
        ("ca: berkas", "UPSTREAM_UNAVAILABLE", f"no: {Cause.UNTRUSTED.value}"),
        ("http://", "UPSTREAM_UNAVAILABLE", f"no: {Cause.TLS.value}"),
        ("round: 0", "UPSTREAM_BAD_VALUE", "… not valid: not a whole number."),
        ("select: data.0", "UPSTREAM_BAD_VALUE", "… not valid: not an object."),
        ("ejaannya", "UPSTREAM_BAD_BODY", "… lacks the part that is selected."),
        ("junk: true", "UPSTREAM_BAD_BODY", "the answer is HTML"),
        ("encoding: ", "UPSTREAM_BAD_BODY", "the answer is not text in utf-8"),
        ("`format`", "UPSTREAM_BAD_BODY", "the answer is not JSON"),
        ("missing", "UPSTREAM_REJECTED", "x"),
        ("laporkan", "INTERNAL", "x"),
    ],
)
def test_remedy(expected: str, code: str, message: str) -> None:
    """The remedy is of the message where that is exact, else of the code, else ours."""
    assert expected in remedy(code, message)
