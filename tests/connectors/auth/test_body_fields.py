"""A credential's fields in bodies of each kind."""

import pytest

from gateway.config.credentials import BodyFields
from gateway.config.place import Word
from gateway.connectors.auth.body_fields import FieldsInBody
from gateway.connectors.auth.credential import Draft
from gateway.connectors.template import Prepared
from gateway.errors import Internal

FIELDS = BodyFields(
    ((("akses", "user"), Word("a&b")), (("akses", "kunci"), Word("k<")))
)


async def filled(kind: str, body: bytes | None) -> bytes | None:
    headers = (("Content-Type", kind),) if kind else ()
    draft = Draft(Prepared("POST", "https://a.test", headers, body))
    return (await FieldsInBody(FIELDS).apply(draft)).prepared.body


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        (
            "application/x-www-form-urlencoded",
            b"n=1",
            b"n=1&akses.user=a%26b&akses.kunci=k%3C",
        ),
        (
            "application/x-www-form-urlencoded",
            b"",
            b"akses.user=a%26b&akses.kunci=k%3C",
        ),
        (
            "application/json; charset=utf-8",
            b'{"n":1,"akses":{"v":2}}',
            b'{"n":1,"akses":{"v":2,"user":"a&b","kunci":"k<"}}',
        ),
        ("application/json", None, b'{"akses":{"user":"a&b","kunci":"k<"}}'),
        (
            "application/x+json",
            b"{}",
            b'{"akses":{"user":"a&b","kunci":"k<"}}',
        ),
    ],
)
async def test_forms_and_objects(
    kind: str, body: bytes | None, expected: bytes
) -> None:
    """Fields are added, dotted names lead into objects."""
    assert expected == await filled(kind, body)


async def test_xml() -> None:
    """Elements that are there are filled, others made in their parent's namespace."""
    body = b'<q xmlns="urn:x"><akses><user>?</user></akses><!-- c --></q>'
    assert (
        b"<?xml version='1.0' encoding='utf-8'?>\n"
        b'<q xmlns="urn:x"><akses><user>a&amp;b</user><kunci>k&lt;</kunci></akses>'
        b"<!-- c --></q>"
    ) == await filled("text/xml; charset=utf-8", body)


async def test_a_path_that_begins_at_the_root() -> None:
    """The root's own name may stand first."""
    assert b"<akses><user>a&amp;b</user><kunci>k&lt;</kunci></akses>" in (
        await filled("application/soap+xml", b"<akses/>") or b""
    )


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("", None),
        ("text/plain", b"a"),
        ("application/json", b"[1]"),
        ("application/json", b'{"akses": 1}'),
    ],
)
async def test_nowhere_to_stand(kind: str, body: bytes | None) -> None:
    """A body that cannot hold the fields is the configuration's fault, not the client's."""
    with pytest.raises(Internal):
        await filled(kind, body)
