"""A GET from a foreign page is refused."""

import pytest

from gateway.errors import RequestError
from gateway.http.origin import check_origin

HOST = (b"host", b"api.lampung.test")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {b"sec-fetch-site": b"same-origin"},
        {b"sec-fetch-site": b"same-site"},
        {b"sec-fetch-site": b"none"},
        {b"origin": b"https://api.lampung.test"},
    ],
)
def test_own_or_no_browser(headers: dict[bytes, bytes]) -> None:
    """Our own pages, and clients that are no browsers, may ask."""
    check_origin({**dict([HOST]), **headers})


@pytest.mark.parametrize(
    "headers",
    [
        {b"sec-fetch-site": b"cross-site"},
        {b"sec-fetch-site": b"cross-site", b"origin": b"https://api.lampung.test"},
        {b"origin": b"https://jahat.test"},
        {b"origin": b"null"},
        {b"origin": b"https://[jahat"},
    ],
)
def test_foreign_page(headers: dict[bytes, bytes]) -> None:
    """Another site's page is a 403."""
    with pytest.raises(RequestError) as caught:
        check_origin({**dict([HOST]), **headers})
    assert (403, "FORBIDDEN") == (caught.value.status, caught.value.refusal)
