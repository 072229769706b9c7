"""Calls: request lines, queries, headers and bodies as templates."""

from collections.abc import Callable

import pytest

from gateway.config.model import BodyTemplate, Call, Config, Template
from gateway.config.place import Word

Load = Callable[..., Config]
A = ("", ("a",), "")


def _call(config: Config) -> Call:
    call = config.connectors[Word("perpus")].queries[Word("daftarBuku")].call
    assert call is not None
    return call


def _parts(pairs: tuple[tuple[Template, Template], ...]) -> list[tuple[object, object]]:
    return [(left.parts, right.parts) for left, right in pairs]


@pytest.mark.parametrize(
    ("written", "method", "path", "query", "slash"),
    [
        ("GET /x?q={a}", "GET", [("x",)], [(("q",), A)], False),
        ("POST /x/{a}/", "POST", [("x",), A], [], True),
        ("GET /?q={a}&y=b%20c", "GET", [], [(("q",), A), (("y",), ("b c",))], True),
        ("GET /kab-{a}.json", "GET", [("kab-", ("a",), ".json")], [], False),
        (
            "POST  /a%20b?{a}=1%25&z",
            "POST",
            [("a%20b",)],
            [(A, ("1%",)), (("z",), ("",))],
            False,
        ),
        ('"GET /{{{a}}}"', "GET", [("{", ("a",), "}")], [], False),
    ],
)
def test_request_lines(
    written: str,
    method: str,
    path: list[object],
    query: list[object],
    slash: bool,  # noqa: FBT001 - a table's column
    loaded: Load,
) -> None:
    """A request line is a method, a template a segment, and pairs of templates."""
    call = _call(loaded(args="args: {a: String!}", call=f"call: {written}"))

    assert method == call.method
    assert path == [segment.parts for segment in call.path]
    assert query == _parts(call.query)
    assert slash == call.trailing_slash
    assert (None, None, ()) == (call.form, call.json, call.headers)


def test_places_in_a_request_line(loaded: Load) -> None:
    """Segments and parameters know their columns; the whole call its own."""
    call = _call(loaded(args="args: {a: String!}", call="call: GET /abc/{a}?q={a}"))
    name, value = call.query[0]

    assert "c.yaml:18:15" == str(call.at)
    assert ["c.yaml:18:20", "c.yaml:18:24"] == [str(part.at) for part in call.path]
    assert ("c.yaml:18:28", "c.yaml:18:30") == (str(name.at), str(value.at))


def test_long_form(loaded: Load) -> None:
    """Query pairs follow those of the request line; a list repeats its name."""
    call = _call(
        loaded(
            call=(
                "call:\n  request: POST /x?p=1\n"
                '  query: {q: "{a}", r: [1, "{a}"]}\n'
                '  headers: {X-A: "v{a}"}\n  form: {f: "{a}"}'
            )
        )
    )

    assert [
        (("p",), ("1",)),
        (("q",), A),
        (("r",), ("1",)),
        (("r",), A),
    ] == _parts(call.query)
    assert ("X-A", ("v", ("a",), "")) == (call.headers[0][0], call.headers[0][1].parts)
    assert [(("f",), A)] == _parts(call.form or ())
    assert not call.has_json


def _plain(body: BodyTemplate) -> object:
    if isinstance(body, Template):
        return body.parts
    if isinstance(body, tuple):
        return [_plain(item) for item in body]
    if isinstance(body, (bool, int, float)) or body is None:
        return body
    return {key: _plain(value) for key, value in body.items()}


def test_json_bodies_keep_json_constants(loaded: Load) -> None:
    """Unquoted true, false, null and numbers are JSON's; all else is a template."""
    written = (
        '{a: "{a}", b: [1, "1", 1.5, -2, 007, true, false, null, ya], '
        'c: {d: "x {a}"}, e: "true"}'
    )
    call = _call(loaded(call=f"call: {{request: POST /x, json: {written}}}"))

    assert call.has_json
    assert {
        "a": A,
        "b": [1, ("1",), 1.5, -2, ("007",), True, False, None, ("ya",)],
        "c": {"d": ("x ", ("a",), "")},
        "e": ("true",),
    } == _plain(call.json)


def test_input_objects_are_reached_into(loaded: Load) -> None:
    """A dotted placeholder is a path into an input object."""
    call = _call(
        loaded(
            top="inputs: {I: {fields: {kata: String}}}",
            args="args: {a: I}",
            call="call: GET /x?q={a.kata}",
        )
    )

    assert ("", ("a", "kata"), "") == call.query[0][1].parts


def test_whole(loaded: Load) -> None:
    """`whole` is read beside a JSON body with a list that names arguments."""
    written = "call: {request: POST /x, whole: true, json: {f: [{k: '{a}'}]}}"
    assert _call(loaded(call=written)).whole
    assert not _call(loaded(call="call: {request: POST /x, json: {k: '{a}'}}")).whole


@pytest.mark.parametrize(
    "rest", ["json: {k: '{a}', f: [1]}", "form: {k: '{a}'}", "json: '{a}'"]
)
def test_whole_without_a_list(rest: str, wrong: Callable[..., list[str]]) -> None:
    """Elsewhere it says nothing, and is refused."""
    (told,) = wrong(call=f"call: {{request: POST /x, whole: true, {rest}}}")
    assert told.endswith(
        "`whole` hanya untuk `json` yang memuat daftar berargumen; hapus `whole`"
    )
