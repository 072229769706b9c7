"""Calls: gateway/connectors/template.py."""

from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import assume, given, strategies as st
from yarl import URL

from gateway.config.model import Batch, Call
from gateway.config.place import Word
from gateway.connectors.template import batch_arguments, compile_call
from gateway.errors import BadInput
from tests.connectors.calls import (
    ARGS,
    compiled,
    query,
    t,
    url_of,
    x,
)


@pytest.mark.parametrize(
    ("expected", "call"),
    [
        ("/v1/pkb/BE%201234%20XY", Call("GET", (t("v1"), t("pkb"), x("nopol")))),
        (
            "/v1/x-BE%201234%20XY.json/",
            Call("GET", (t("v1"), t("x-", ("nopol",), ".json")), trailing_slash=True),
        ),
        ("/BE%201234%20XY/akhir", Call("GET", (x("nopol"), t("akhir")))),
        ("/a%20b/c%2Fd/(e)", Call("GET", (t("a b"), t("c%2Fd"), t("(e)")))),
        ("", Call("GET", ())),
        ("/", Call("GET", (), trailing_slash=True)),
    ],
)
def test_path(expected: str, call: Call) -> None:
    """Segments follow the base's path; what is encoded already stays."""
    assert expected == url_of(call, nopol="BE 1234 XY")


def test_path_of_a_list() -> None:
    """A list in a path is joined by its writer, or else by a comma."""
    assert "/1%2C2/3%2C4" == url_of(
        Call("GET", (x("kode"), x("ulang"))), kode=["1", "2"], ulang=["3", "4"]
    )


@pytest.mark.parametrize(
    "args",
    [
        {},
        {"nopol": None},
        {"nopol": ""},
        {"nopol": "a/b"},
        {"nopol": "%2e%2e"},
        {"nopol": "\ud800"},
        {"nopol": {}},
    ],
    ids=repr,
)
def test_refused_in_path(args: dict[str, object]) -> None:
    """An absent, empty or climbing value is refused; the message names the argument."""
    with pytest.raises(BadInput, match=r"^argument `nopol`: ") as caught:
        compiled(Call("GET", (t("v1"), x("nopol"))))(args)
    assert "2e" not in caught.value.message


@given(st.text(min_size=1, max_size=40))
def test_no_escape(text: str) -> None:
    """Whatever the value, origin, prefix and number of segments stay (S20)."""
    prepare = compiled(
        Call("GET", (t("v1"), x("nopol"), t("akhir")), query=((t("q"), x("nopol")),))
    )
    try:
        url = prepare({"nopol": text}).url
    except BadInput as refused:
        assert refused.message.startswith("argument `nopol`: ")  # noqa: PT017 - the other outcome
        return
    parts, parsed = urlsplit(url), URL(url, encoded=True)
    assert ("https", "api.a.go.id:8443") == (parts.scheme, parts.netloc)
    assert "https://api.a.go.id:8443" == str(parsed.origin())
    assert parts.path.startswith("/dasar/v1/")
    assert 5 == parts.path.count("/") + 1
    assert text == unquote(parts.path.split("/")[3])
    assert [("q", text)] == parse_qsl(parts.query, keep_blank_values=True)
    assert not parts.fragment


@given(st.text(alphabet="./\\%2e5fF;?#@\x00\uff0e ", min_size=1, max_size=12))
def test_no_climb(text: str) -> None:
    """No mixture of dots, slashes and encodings climbs, however often decoded."""
    try:
        url = compiled(Call("GET", (t("v1"), x("nopol"), t("akhir"))))(
            {"nopol": text}
        ).url
    except BadInput:
        return
    for _ in range(12):
        url = unquote(url)
    assume("?" not in url and "#" not in url)
    segments = urlsplit(url).path.split("/")
    assert not {".", ".."} & set(segments)
    assert 5 == len(segments)


def test_headers() -> None:
    """A call's header replaces the connector's; an absent one is left out."""
    call = Call(
        "GET",
        (),
        headers=(
            ("x-a", t("n:", ("nopol",))),
            ("X-B", x("tahun")),
            ("X-C", x("ulang")),
        ),
    )
    prepare = compiled(call, (("X-A", "lama"), ("X-Z", "z")))
    expected = (("X-Z", "z"), ("x-a", "n:1"), ("X-C", "a,b"))
    assert expected == prepare({"nopol": "1", "ulang": ["a", "b"]}).headers


@pytest.mark.parametrize("text", ["a\r\nX: y", "a\x00", "\n", "é", "\x7f"], ids=repr)
def test_header_injection(text: str) -> None:
    """Control characters in a header are refused before anything is sent (S23)."""
    with pytest.raises(BadInput, match=r"^argument `nopol`: "):
        compiled(Call("GET", (), headers=(("X-A", x("nopol")),)))({"nopol": text})


def test_own_content_type() -> None:
    """A stated content type stands alone."""
    call = Call(
        "POST",
        (),
        json={"a": True},
        headers=(("content-type", t("application/vnd.x+json")),),
    )
    assert (("content-type", "application/vnd.x+json"),) == compiled(call)({}).headers


def test_constant_call() -> None:
    """A call without placeholders is prepared once."""
    prepare = compiled(Call("GET", (t("a"),), query=((t("b"), t("c")),)))
    assert prepare({}) is prepare({"nopol": "x"})
    assert prepare({}).body is None


def test_repr_is_silent() -> None:
    """A request's text shows no URL, header or body."""
    prepared = compiled(
        Call("POST", (x("nopol"),), json={"a": x("nopol")}), (("X", "rahasia"),)
    )
    assert "Prepared(method='POST')" == repr(prepared({"nopol": "BE1"}))


@pytest.mark.parametrize("path", [("tidak",), ("saring", "tidak"), ("nopol", "tidak")])
def test_unknown_placeholder(path: tuple[str, ...]) -> None:
    """An unknown placeholder cannot be compiled."""
    with pytest.raises(ValueError, match=f"argumen `{'.'.join(path)}` tidak ada"):
        compiled(query(x(*path)))


def test_batch_arguments() -> None:
    """In a batch's call the argument that takes keys is a list, joined or repeated."""
    call = query(x("nopol"))
    for expected, join in (("?k0=a-b", "-"), ("?k0=a&k0=b", None)):
        args = batch_arguments(ARGS, Batch(call, Word("nopol"), join=join))
        prepare = compile_call(call, "https://a", args, {})
        assert f"https://a{expected}" == prepare({"nopol": ["a", "b"]}).url


def test_batch_of_a_list_argument() -> None:
    """An argument that is a list already keeps its own join unless the batch states one."""
    call = query(x("kode"))
    for expected, join in (("?k0=a%2Cb", None), ("?k0=a-b", "-")):
        args = batch_arguments(ARGS, Batch(call, Word("kode"), join=join))
        assert (
            f"https://a{expected}"
            == compile_call(call, "https://a", args, {})({"kode": ["a", "b"]}).url
        )
