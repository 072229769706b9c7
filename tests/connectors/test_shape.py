"""From a body to the selected value: decode, missing, success, select."""

import pytest

from gateway.config.formats import Format
from gateway.config.model import Condition, Missing, Operation, Selection, Success
from gateway.config.place import Word
from gateway.config.typeref import TypeRef
from gateway.connectors.send import Received
from gateway.connectors.shape import Around, compile_shape
from gateway.errors import Sent, UpstreamBadBody, UpstreamRejected

LIST = TypeRef(of=TypeRef("Buku"))
NOTHING = Missing((404,), (Condition((("code",),), ("0014",)),))
OKAY = (Success(Condition((("code",),), ("0000",)), (("pesan",),)),)


def operation(**more: object) -> Operation:
    """Return an operation that says this of its answers."""
    given: dict[str, object] = {"returns": TypeRef("Buku"), **more}
    return Operation(Word("buku"), Word("perpus"), call=None, **given)  # type: ignore[arg-type] # a table of options


def received(
    body: bytes, status: int = 200, kind: str | None = "application/json"
) -> Received:
    return Received(status, kind, body)


def test_the_selected_part_is_the_value() -> None:
    """`select` names the part of the answer that is the result."""
    shape = compile_shape(operation(select=Selection(("data", "isi"))))
    assert {"a": 1} == shape(received(b'{"data":{"isi":{"a":1}}}'))
    assert shape(received(b'{"data":null}')) is None


def test_a_selection_of_ones_own_takes_precedence() -> None:
    """A batch may select another part than its operation."""
    shape = compile_shape(
        operation(select=Selection(("data",))), Selection(jmespath=Word("rows[?a]"))
    )
    assert [{"a": 1}] == shape(received(b'{"rows":[{"a":1},{"b":2}]}'))


def test_what_an_expression_cannot_work_on_is_a_bad_body() -> None:
    """A JMESPath expression that does not suit the answer is UPSTREAM_BAD_BODY."""
    shape = compile_shape(operation(select=Selection(jmespath=Word("sum(a)"))))
    with pytest.raises(UpstreamBadBody) as raised:
        shape(received(b'{"a":["x"]}'))
    assert Sent.YES is raised.value.sent


@pytest.mark.parametrize("body", [b"", b"  ", b"null", b"\xef\xbb\xbf"])
def test_an_empty_body_is_null(body: bytes) -> None:
    """An empty body, 204 and null mean that there is none."""
    assert compile_shape(operation())(received(body, 204)) is None


TABLE = operation(
    returns=LIST,
    format=Format("csv"),
    missing=Missing(
        conditions=(
            Condition(((),), ("Tidak ada data",)),
            Condition((("kode",),), ("404",)),
        )
    ),
)


@pytest.mark.parametrize("body", ["Tidak ada data\r\n", '{"kode": 404}'])
def test_a_sentence_that_means_none(body: str) -> None:
    """A table's service that says in words, or in JSON, that there is none has none."""
    shape = compile_shape(TABLE, around=Around(columns=frozenset(("kode",))))
    assert [] == shape(received(body.encode(), kind="text/csv"))


@pytest.mark.parametrize("body", ["Galat", '{"kode": 500}'])
def test_a_sentence_that_means_nothing_known(body: str) -> None:
    """Any other sentence where a table was asked for is UPSTREAM_BAD_BODY."""
    shape = compile_shape(TABLE, around=Around(columns=frozenset(("kode",))))
    with pytest.raises(UpstreamBadBody):
        shape(received(body.encode(), kind="text/csv"))


def test_an_empty_list_is_no_null() -> None:
    """[] is an answer: none of many."""
    assert [] == compile_shape(operation(returns=LIST))(received(b"[]"))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<html>", "text/html"),
        (b'{"a":1}', "text/html; charset=utf-8"),
        (b"<html>", None),
        (b'{"a":', None),
        (b"[" * 100_000, None),
        (b'"\xff"', None),
    ],
    ids=["html", "json as html", "markup", "truncated", "deep", "latin"],
)
def test_what_is_no_json_is_a_bad_body(body: bytes, kind: str | None) -> None:
    """A maintenance page or broken JSON is UPSTREAM_BAD_BODY and is not shown."""
    with pytest.raises(UpstreamBadBody) as raised:
        compile_shape(operation())(received(body, kind=kind))
    assert "html>" not in raised.value.message


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, b"<html>"),
        (404, b'{"code":"1"}'),
        (200, b'{"code":"0014"}'),
        (400, b'{"code":"0014"}'),
    ],
)
def test_missing_is_null(status: int, body: bytes) -> None:
    """A status or a body that means "there is none" is null, whatever else it says."""
    shape = compile_shape(operation(missing=NOTHING, success=OKAY))
    assert shape(received(body, status)) is None


@pytest.mark.parametrize(
    "body", [b'{"code":"1","pesan":"Tidak boleh"}', b'{"pesan":"Tidak boleh"}']
)
@pytest.mark.parametrize("status", [200, 400, 404, 422])
def test_the_opds_no_is_its_message(status: int, body: bytes) -> None:
    """A 200 that says no and a 4xx are UPSTREAM_REJECTED with the OPD's message."""
    with pytest.raises(UpstreamRejected) as raised:
        compile_shape(operation(success=OKAY))(received(body, status))
    assert "Tidak boleh" == raised.value.pesan
    assert "boleh" not in raised.value.message


@pytest.mark.parametrize("body", [b"<html>", b"", b'{"pesan":{"a":1}}', b"[1]"])
def test_a_refusal_needs_no_body(body: bytes) -> None:
    """A 4xx is UPSTREAM_REJECTED also where its body cannot be read."""
    with pytest.raises(UpstreamRejected, match="409") as raised:
        compile_shape(operation(success=OKAY))(received(body, 409))
    assert raised.value.pesan is None


def test_a_refusal_without_a_mapped_message_has_none() -> None:
    """Where the configuration names no message, none is taken from the body."""
    with pytest.raises(UpstreamRejected) as raised:
        compile_shape(operation())(received(b'{"message":"x"}', 400))
    assert raised.value.pesan is None


@pytest.mark.parametrize(
    ("body", "value"),
    [(b'{"a":1}', [{"a": 1}]), (b'[{"a":1}]', [{"a": 1}]), (b"null", [])],
)
def test_one_or_many_is_a_list(body: bytes, value: list[object]) -> None:
    """A single object stands for a list of one; null for an empty one."""
    listed = operation(returns=LIST, one_or_many=True)
    assert value == compile_shape(listed)(received(body))
    single = operation(one_or_many=True)
    assert (value or None) == compile_shape(single, batch=True)(received(body))


def test_a_list_that_is_null_is_empty() -> None:
    """As one that is missing is; an object that is null is none."""
    shape = compile_shape(operation(returns=LIST, select=Selection(("a",))))
    assert [] == shape(received(b'{"a":null}'))
    assert compile_shape(operation())(received(b"null")) is None


def test_one_object_stays_one() -> None:
    """one_or_many makes no list of what the operation returns one of."""
    shape = compile_shape(operation(one_or_many=True))
    assert {"a": 1} == shape(received(b'{"a":1}'))
