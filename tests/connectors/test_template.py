"""Calls: gateway/connectors/{template,placeholders,pairs,json_body}.py."""

from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import assume, given, strategies as st
from yarl import URL

from gateway.config.model import (
    Argument,
    Batch,
    BodyTemplate,
    Call,
    InputDef,
    Table,
    Template,
    Writer,
)
from gateway.config.place import Word
from gateway.config.typeref import TypeRef, parse_type
from gateway.connectors.template import Prepare, batch_arguments, compile_call
from gateway.errors import BadInput

BASE = "https://api.a.go.id:8443/dasar/"


def argument(name: str, kind: str, **send: object) -> Argument:
    ref = parse_type(kind)
    assert isinstance(ref, TypeRef)
    return Argument(Word(name), ref, send=Writer(**send))  # type: ignore[arg-type] # a table of options


def named(*arguments: Argument) -> dict[Word, Argument]:
    return {one.name: one for one in arguments}


ARGS = named(
    argument("nopol", "ID!"),
    argument("tahun", "Int", minus=1900),
    argument("mulai", "Date", format="dd-MM-yyyy"),
    argument("kode", "[ID!]", join=","),
    argument("ulang", "[ID!]"),
    argument("lagi", "[Int!]"),
    argument("aktif", "Boolean"),
    argument("berat", "Float"),
    argument("status", "Status", map="status"),
    argument("saring", "Saring"),
    argument("banyak", "[Saring!]"),
    argument("geser", "[Int!]", plus=1),
    argument("pecahan", "Float", plus=1),
    argument("apa", "JSON"),
)
INPUTS = {
    Word("Saring"): InputDef(
        Word("Saring"),
        named(
            argument("kode", "ID"),
            argument("pada", "Date", format="yyyyMMdd"),
            argument("dalam", "Saring"),
            argument("daftar", "[Saring!]"),
        ),
    )
}
TABLES = {Word("status"): Table(Word("status"), {"1": "BUKA", "2": "TUTUP"})}


def t(*parts: str | tuple[str, ...]) -> Template:
    return Template(parts)


def x(*path: str) -> Template:
    return Template(("", path, ""))


def compiled(call: Call, headers: tuple[tuple[str, str], ...] = ()) -> Prepare:
    return compile_call(call, BASE, ARGS, TABLES, headers, inputs=INPUTS)


def url_of(call: Call, **args: object) -> str:
    return compiled(call)(args).url.removeprefix("https://api.a.go.id:8443/dasar")


def query(*values: Template) -> Call:
    return Call(
        "GET", (), query=tuple((t(f"k{i}"), value) for i, value in enumerate(values))
    )


def body(template: BodyTemplate, **args: object) -> bytes | None:
    return compiled(Call("POST", (t("a"),), json=template))(args).body


# ------------------------------------------------------------------ path


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


# ------------------------------------------------------------------ query, form


@pytest.mark.parametrize(
    ("expected", "call", "args"),
    [
        (
            "?k0=124&k1=02-01-2024",
            query(x("tahun"), x("mulai")),
            {"tahun": 2024, "mulai": "2024-01-02"},
        ),
        ("?k1=124", query(x("mulai"), x("tahun")), {"tahun": 2024, "mulai": None}),
        ("", query(x("mulai"), x("tahun")), {}),
        ("?k0=a%26admin%3D1", query(x("nopol")), {"nopol": "a&admin=1"}),
        ("?k0=", query(x("nopol")), {"nopol": ""}),
        ("?k0=a%2Cb", query(x("kode")), {"kode": ["a", None, "b"]}),
        ("", query(x("kode")), {"kode": []}),
        ("?k0=a&k0=b", query(x("ulang")), {"ulang": ["a", "b"]}),
        ("?k0=x", query(x("ulang")), {"ulang": "x"}),
        ("?k0=r-a.&k0=r-b.", query(t("r-", ("ulang",), ".")), {"ulang": ["a", "b"]}),
        (
            "?k0=a1&k0=a2",
            query(t("", ("ulang",), "", ("lagi",), "")),
            {"ulang": ["a"], "lagi": [1, 2]},
        ),
        ("", query(t("r-", ("nopol",))), {}),
        ("?k0=true", query(x("aktif")), {"aktif": True}),
        ("?k0=1.5", query(x("berat")), {"berat": 1.5}),
        ("?k0=2", query(x("status")), {"status": "TUTUP"}),
        ("?k0=18.01", query(x("saring", "kode")), {"saring": {"kode": "18.01"}}),
        (
            "?k0=20240102",
            query(x("saring", "dalam", "pada")),
            {"saring": {"dalam": {"pada": "2024-01-02"}}},
        ),
        ("", query(x("saring", "dalam", "pada")), {"saring": {}}),
        (
            "?k0=1&k0=2",
            query(x("banyak", "kode")),
            {"banyak": [{"kode": "1"}, {}, {"kode": "2"}]},
        ),
        ("?k0=tetap%20%26", query(t("tetap &")), {}),
    ],
)
def test_query(expected: str, call: Call, args: dict[str, object]) -> None:
    """A query is encoded by key and value; what is absent or null is left out."""
    assert expected == url_of(call, **args)


def test_query_key() -> None:
    """A placeholder may stand in a key."""
    call = Call("GET", (), query=((t("f[", ("nopol",), "]"), x("tahun")),))
    assert "?f%5Ba%5D=1" == url_of(call, nopol="a", tahun=1901)


def test_form() -> None:
    """A form is encoded as browsers do, with its content type."""
    call = Call("POST", (t("a"),), form=((t("b c"), x("nopol")), (t("d"), x("tahun"))))
    prepared = compiled(call)({"nopol": "x y&z"})
    assert b"b+c=x+y%26z" == prepared.body
    assert (("Content-Type", "application/x-www-form-urlencoded"),) == prepared.headers


@pytest.mark.parametrize(
    ("args", "why"),
    [
        ({"kode": ["a", "b,c"]}, "separator"),
        ({"status": "LAIN"}, "no code upstream"),
        ({"nopol": {"$ne": ""}}, "not a single value"),
        ({"nopol": ["a"]}, "not a single value"),
        ({"nopol": "\ud800"}, "Unicode"),
        ({"tahun": "2024"}, "not a number"),
    ],
)
def test_refused_in_query(args: dict[str, object], why: str) -> None:
    """A value that cannot be written is refused under its argument's name (S22)."""
    (name,) = args
    with pytest.raises(BadInput, match=f"^argument `{name}`: .*{why}"):
        compiled(query(x(name)))(args)


# ------------------------------------------------------------------ headers


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


# ------------------------------------------------------------------ JSON


@pytest.mark.parametrize(
    ("expected", "template", "args"),
    [
        (b'{"a":124}', {"a": x("tahun")}, {"tahun": 2024}),
        (b'{"a":[2,3]}', {"a": x("geser")}, {"geser": [1, 2]}),
        (b'{"a":2.5}', {"a": x("pecahan")}, {"pecahan": 1.5}),
        (b'{"a":2}', {"a": x("pecahan")}, {"pecahan": 1.0}),
        (b'{"a":"02-01-2024"}', {"a": x("mulai")}, {"mulai": "2024-01-02"}),
        (b'{"a":"a,b"}', {"a": x("kode")}, {"kode": ["a", "b"]}),
        (b'{"a":["a","b"]}', {"a": x("ulang")}, {"ulang": ["a", "b"]}),
        (b'{"a":true}', {"a": x("aktif")}, {"aktif": True}),
        (b'{"a":1.5}', {"a": x("berat")}, {"berat": 1.5}),
        (b'{"a":"n-1"}', {"a": t("n-", ("nopol",))}, {"nopol": "1"}),
        (b'{"a":["n-1","n-2"]}', {"a": t("n-", ("ulang",))}, {"ulang": ["1", "2"]}),
        (b'{"b":1}', {"a": t("n-", ("nopol",)), "b": 1}, {}),
        (b"[1]", (x("tahun"), 1, x("mulai")), {}),
        (
            b'{"a":{"b":null,"c":"","d":"tetap"}}',
            {"a": {"b": None, "c": t(""), "d": t("tetap")}},
            {},
        ),
        (b'{"x":{"y":[1]}}', x("apa"), {"apa": {"x": {"y": [1]}}}),
        (None, x("apa"), {}),
        (
            b'{"kode":"1","pada":"20240102","dalam":{"pada":"20240103"},"daftar":[{"kode":"2"}]}',
            x("saring"),
            {
                "saring": {
                    "kode": "1",
                    "pada": "2024-01-02",
                    "dalam": {"pada": "2024-01-03"},
                    "daftar": [{"kode": "2", "pada": None}],
                }
            },
        ),
        (
            b'{"a":["20240102"]}',
            {"a": x("banyak", "pada")},
            {"banyak": [{"pada": "2024-01-02"}]},
        ),
    ],
    ids=repr,
)
def test_json(
    expected: bytes | None, template: BodyTemplate, args: dict[str, object]
) -> None:
    """A lone placeholder keeps its JSON type; what is absent or null is left out."""
    assert expected == body(template, **args)


def test_json_content_type() -> None:
    """A JSON body comes with its content type."""
    prepared = compiled(Call("post", (), json={"a": True}))({})
    assert ("POST", (("Content-Type", "application/json"),)) == (
        prepared.method,
        prepared.headers,
    )


def test_refused_in_json() -> None:
    """A value that cannot be written is refused under its argument's name."""
    with pytest.raises(BadInput, match=r"^argument `status`: "):
        body({"a": x("status")}, status="LAIN")


@pytest.mark.parametrize("value", ["\ud800", 10**40, {"a": "\ud800"}], ids=repr)
def test_not_json(value: object) -> None:
    """A value that JSON cannot carry is refused."""
    with pytest.raises(BadInput, match="JSON"):
        body({"a": x("apa")}, apa=value)


def test_scalar_for_an_input_object() -> None:
    """A value that is no object goes as it is: coercion has judged it."""
    assert b'{"a":[1]}' == body({"a": x("banyak")}, banyak=[1])


# ------------------------------------------------------------------ the whole


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
