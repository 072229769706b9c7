"""What a status means: the table of codes, and how long to wait."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given, strategies as st

from gateway.connectors.status import check_status, is_refusal, parse_retry_after
from gateway.errors import Sent, UpstreamError

NOW = datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)

ERRORS = {
    "UPSTREAM_BLOCKED": (300, 301, 302, 303, 307, 308),
    "UPSTREAM_AUTH": (401, 403),
    "UPSTREAM_BUSY": (429,),
    "UPSTREAM_UNAVAILABLE": (500, 501, 502, 503, 504, 599),
}


@pytest.mark.parametrize(
    ("status", "code"),
    [(status, code) for code, all_ in ERRORS.items() for status in all_],
)
def test_a_status_has_its_code(status: int, code: str) -> None:
    """Redirects, refused credentials, haste and 5xx each have their code."""
    with pytest.raises(UpstreamError, match=str(status)) as raised:
        check_status(status, {"location": "http://dalam.test"})
    assert (code, Sent.YES) == (raised.value.code, raised.value.sent)
    assert status == raised.value.status
    assert "dalam" not in raised.value.message


@pytest.mark.parametrize(
    "status", [200, 201, 204, 206, 299, 400, 404, 405, 409, 410, 422, 499]
)
def test_successes_and_refusals_pass(status: int) -> None:
    """A 2xx passes, and a 4xx that refuses what was asked, whose body may say why."""
    check_status(status, {})
    assert (status >= 400) is is_refusal(status)


@pytest.mark.parametrize("status", [429, 503])
def test_the_service_says_how_long_to_wait(status: int) -> None:
    """Retry-After of a 429 or a 5xx goes into the error."""
    with pytest.raises(UpstreamError) as raised:
        check_status(status, {"retry-after": "2"})
    assert 2.0 == raised.value.retry_after


def test_without_a_word_there_is_no_wait() -> None:
    """Where Retry-After is absent the error has none."""
    with pytest.raises(UpstreamError) as raised:
        check_status(503, {})
    assert raised.value.retry_after is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2", 2.0),
        (" 7 ", 7.0),
        ("0", 0.0),
        ("86400", 30.0),
        ("99999999999", 30.0),
        (format_datetime(NOW + timedelta(seconds=12), usegmt=True), 12.0),
        (format_datetime(NOW + timedelta(days=1), usegmt=True), 30.0),
        (format_datetime(NOW - timedelta(days=1), usegmt=True), 0.0),
        ("Sunday, 22-Nov-26 01:02:08 GMT", 5.0),  # RFC 850
        ("Sun Nov 22 01:02:09 2026", 6.0),  # asctime
        ("Sun, 22 Nov 2026 01:02:07", 4.0),
        ("Sun, 22 Nov 2026 01:02:07 -0000", 4.0),
    ],
)
def test_a_wait_is_read(text: str, seconds: float) -> None:
    """Seconds and the three forms of an HTTP date, in UTC; 30 seconds at most."""
    assert seconds == parse_retry_after(text, NOW.timestamp())


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "-1",
        "1.5",
        "²",
        "nanti",
        "999999999999",
        "Sun, 99 Nov 2026 01:02:07 GMT",
        "Sun, 22 Nov 2026 01:02:07 +99999999999999",
        "Sun, 22 Nov 99999 01:02:07 GMT",
    ],
)
def test_junk_is_no_wait(text: str | None) -> None:
    """What is neither seconds nor a date says nothing."""
    assert parse_retry_after(text, NOW.timestamp()) is None


@given(
    st.text() | st.from_regex(r"\A\w{3}, \d{1,3} \w{3} \d{1,6} [\d:]{1,9} .?\d{0,12}\Z")
)
def test_no_text_breaks_the_reading(text: str) -> None:
    """Whatever a service writes, the wait is absent or from 0 to 30 seconds."""
    found = parse_retry_after(text, NOW.timestamp())
    assert found is None or 0 <= found <= 30
