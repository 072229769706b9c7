"""Links that are followed: gateway/connectors/follow.py."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given, strategies as st

from gateway.config.follow import Follow, Target
from gateway.config.model import Call, Connector
from gateway.config.place import Word
from gateway.connectors.follow import compile_follow, compile_resolver
from gateway.connectors.placeholders import Scope
from gateway.connectors.send import Outgoing, build_sender
from gateway.connectors.template import Prepare
from gateway.errors import BadInput, UpstreamBlocked
from tests.connectors.calls import argument, named, t, x
from tests.connectors.conftest import Engine, Seen
from tests.connectors.faulty import faulty, good

TARGETS = (Target("cap.go.id"), Target("data.go.id", 8443, "/arsip"))
FOLLOW = Follow(x("url"), TARGETS)
OWN = Connector(
    Word("bmkg"),
    "BMKG",
    Word("https://bmkg.go.id/api"),
    headers=(("X-Kunci", "rahasia"),),
    fallbacks=(Word("http://cadangan.go.id:81/x/"),),
)


def _prepare(
    follow: Follow = FOLLOW, own: Connector = OWN, call: Call | None = None
) -> Prepare:
    scope = Scope(named(argument("url", "ID!")))
    return compile_follow(follow, call or Call("GET", (), follow=follow), own, scope)


@pytest.mark.parametrize(
    ("expected", "link"),
    [
        ("https://cap.go.id/", "https://cap.go.id"),
        (
            "https://cap.go.id/a/b.xml?c=d%20e",
            " https://CAP.go.id:443/a/b.xml?c=d e#f ",
        ),
        ("http://cap.go.id/a", "http://cap.go.id/a"),
        ("https://cap.go.id/a", "//cap.go.id/a"),
        ("https://data.go.id:8443/arsip/1", "https://data.go.id:8443/arsip/1"),
        ("https://data.go.id:8443/arsip", "https://data.go.id:8443/arsip"),
        ("https://bmkg.go.id/api/1.xml", "1.xml"),
        ("https://bmkg.go.id/api/1.xml", "/api/1.xml"),
        ("https://bmkg.go.id/api/b", "a/../b"),
        ("http://cadangan.go.id:81/x/1", "http://cadangan.go.id:81/x/1"),
        ("https://cap.go.id/%C3%A9", "https://cap.go.id/é"),
        ("https://cap.go.id/a%2520b", "https://cap.go.id/a%2520b"),
    ],
)
def test_where_links_lead(expected: str, link: str) -> None:
    """A link is absolute, or relative to the connector's own address."""
    assert expected == _prepare()({"url": link}).url


@pytest.mark.parametrize(
    "link",
    [
        "ftp://cap.go.id/a",
        "file:///etc/passwd",
        "gopher://cap.go.id/",
        "javascript:alert(1)",
        "data:text/xml,x",
        "https://evil.go.id/",
        "https://cap.go.id.evil.go.id/",
        "https://evil.go.id/cap.go.id",
        "https://sub.cap.go.id/",
        "https://cap.go.id./",
        "https://user@cap.go.id/",
        "https://user:pw@cap.go.id/",
        "https://cap.go.id\\@evil.go.id/",
        "https://cap.go.id%2f@evil.go.id/",
        "https://evil.go.id#@cap.go.id/",
        "https://evil.go.id?@cap.go.id/",
        "https:\\\\evil.go.id",
        "https://cap.go.id:8080/",
        "https://cap.go.id:99999/",
        "https://cap.go.id:x/",
        "https://data.go.id/arsip/1",
        "https://data.go.id:8443/rahasia",
        "https://data.go.id:8443/arsiparis",
        "https://data.go.id:8443/arsip/../rahasia",
        "https://data.go.id:8443/arsip/%2e%2e/rahasia",
        "https://data.go.id:8443/arsip/%252e%252e/rahasia",
        "https://data.go.id:8443/arsip/..%2frahasia",
        "https://data.go.id:8443/arsip/..%5crahasia",
        "https://data.go.id:8443/arsip/..;/rahasia",
        "https://data.go.id:8443/arsip/..%3bx/rahasia",
        "https://data.go.id:8443/arsip/..%20/rahasia",
        "https://data.go.id:8443/arsip/\uff0e\uff0e/rahasia",
        "https://data.go.id:8443/arsip/%e2%80%a5/rahasia",
        "https://data.go.id:8443/arsip/%2525252525252e./rahasia",
        "https://bmkg.go.id/admin",
        "/admin",
        "../admin",
        "//evil.go.id/a",
        "http://bmkg.go.id/api/1",
        "http://cadangan.go.id/x/1",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://cap.go.id/a\r\nX: y",
        "https://cap.go.id/a\tb",
        "https://çap.go.id/",
        "https:///a",
        "https://cap.go.id/" + "a" * 2048,
    ],
)
def test_where_links_may_not_lead(link: str) -> None:
    """Whatever is not the connector's own or listed is refused before it is sent."""
    with pytest.raises(UpstreamBlocked) as caught:
        _prepare()({"url": link})

    assert "go.id" not in caught.value.message


@pytest.mark.parametrize("link", ["", "  "])
def test_a_blank_link_is_none(link: str) -> None:
    """A blank link leads nowhere, and is nobody's fault."""
    with pytest.raises(BadInput) as caught:
        _prepare()({"url": link})

    assert "url" == caught.value.argument


@pytest.mark.parametrize(
    ("expected", "link"),
    [
        ("https://cap.go.id/a", "http://cap.go.id/a"),
        ("https://cap.go.id/a", "http://cap.go.id:80/a"),
        ("https://data.go.id:8443/arsip/a", "http://data.go.id:8443/arsip/a"),
        ("http://cadangan.go.id:81/x/1", "http://cadangan.go.id:81/x/1"),
    ],
)
def test_https(expected: str, link: str) -> None:
    """With `https` a link to a listed host is asked for securely; one's own stays."""
    assert (
        expected == _prepare(Follow(x("url"), TARGETS, https=True))({"url": link}).url
    )


def test_headers_stay_at_home() -> None:
    """The connector's headers go to its own addresses, the call's own everywhere."""
    call = Call("GET", (), headers=(("X-Asal", t("lampung")),), follow=FOLLOW)
    prepare = _prepare(call=call)

    assert {"X-Kunci": "rahasia", "X-Asal": "lampung"} == dict(
        prepare({"url": "a"}).headers
    )
    assert {"X-Asal": "lampung"} == dict(prepare({"url": "https://cap.go.id/"}).headers)


@given(st.text())
def test_no_link_escapes(text: str) -> None:
    """Whatever a link says, its address is the connector's own or a listed one."""
    resolve = compile_resolver(FOLLOW, str(OWN.url), OWN.bases)
    for link in (
        text,
        f"https://cap.go.id{text}",
        f"https://{text}cap.go.id/",
        f"/api/{text}",
    ):
        try:
            address, home = resolve(link)
        except UpstreamBlocked:
            continue
        parts = urlsplit(address.url)
        assert parts.netloc in {
            "bmkg.go.id",
            "cadangan.go.id:81",
            "cap.go.id",
            "data.go.id:8443",
        }
        assert not home or parts.path.startswith(("/api", "/x"))


async def test_over_sockets(make_transport: Engine) -> None:
    """A listed host is sent no header of the connector's, and the guard still holds."""
    async with faulty(good) as mine, faulty(good) as other:
        port = urlsplit(other.url).port
        own = Connector(
            Word("bmkg"), "BMKG", Word(mine.url), headers=(("X-Kunci", "rahasia"),)
        )
        follow = Follow(
            x("url"), (Target("127.0.0.1", port), Target("169.254.169.254"))
        )
        prepare = _prepare(follow, own)
        send = build_sender(own, make_transport(), Seen(), 1.0)
        for link in ("a.xml", f"{other.url}/b.xml"):
            await send(Outgoing("rinci", prepare({"url": link}), 2.0))
        refused = prepare({"url": "http://169.254.169.254/latest"})
        with pytest.raises(UpstreamBlocked):
            await send(Outgoing("rinci", refused, 2.0))

    assert b"X-Kunci: rahasia" in mine.requests[0]
    assert other.requests[0].startswith(b"GET /b.xml ")
    assert b"rahasia" not in other.requests[0]
