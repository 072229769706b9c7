"""Bodies that are texts: gateway/connectors/text_body.py."""

import pytest
from hypothesis import given, strategies as st
from lxml import etree

from gateway.config.bodies import Body, Element, SoapBody, TextBody, XmlBody
from gateway.config.model import Call, Template
from gateway.connectors.template import Prepared
from gateway.errors import BadInput
from tests.connectors.calls import compiled, t, x

DECLARED = '<?xml version="1.0" encoding="UTF-8"?>'


def _sent(body: Body, **args: object) -> Prepared:
    return compiled(Call("POST", (), body=body))(args)


def _element(tag: str, text: Template | None = None, **attributes: Template) -> Element:
    return Element(tag, tuple(attributes.items()), text=text)


@pytest.mark.parametrize(
    ("expected", "element", "args"),
    [
        ("<a>1</a>", _element("a", x("nopol")), {"nopol": "1"}),
        (
            "<a>&lt;&amp;&gt;&quot;'&#13;</a>",
            _element("a", x("nopol")),
            {"nopol": "<&>\"'\r"},
        ),
        ('<a b="&#9;&#10;x"/>', _element("a", b=x("nopol")), {"nopol": "\t\nx"}),
        (
            '<a b="1">2</a>',
            _element("a", x("nopol"), b=x("berat")),
            {"nopol": "2", "berat": 1.0},
        ),
        ("<a>2</a>", _element("a", x("nopol"), b=x("berat")), {"nopol": "2"}),
        ("<r></r>", Element("r", elements=(_element("a", x("nopol")),)), {}),
        ("<r></r>", Element("r", elements=(_element("a", b=x("nopol")),)), {}),
        ("<r><a/></r>", Element("r", elements=(_element("a"),)), {}),
        (
            "<r><a>x-1</a><a>x-2</a></r>",
            Element("r", elements=(_element("a", t("x-", ("ulang",))),)),
            {"ulang": ["1", "2"]},
        ),
        ("<a>124</a>", _element("a", x("tahun")), {"tahun": 2024}),
        (
            "<a>&lt;b&gt;&amp;lt;&lt;/b&gt;</a>",
            Element("a", nested=_element("b", x("nopol"))),
            {"nopol": "<"},
        ),
        ("", Element("a", nested=_element("b", x("nopol"))), {}),
    ],
)
def test_elements(expected: str, element: Element, args: dict[str, object]) -> None:
    """Values are escaped, written by their writers, repeated, or left out."""
    sent = _sent(XmlBody(element), **args)

    assert (DECLARED + expected if expected else None) == (
        sent.body and sent.body.decode()
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (XmlBody(_element("a")), {"Content-Type": "application/xml; charset=utf-8"}),
        (TextBody((t("a"),)), {"Content-Type": "text/plain; charset=utf-8"}),
        (
            SoapBody((_element("a"),), action="urn:a"),
            {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '"urn:a"'},
        ),
        (
            SoapBody((_element("a"),)),
            {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'},
        ),
        (
            SoapBody((_element("a"),), version="1.2"),
            {"Content-Type": "application/soap+xml; charset=utf-8"},
        ),
    ],
)
def test_headers(body: Body, expected: dict[str, str]) -> None:
    """A body brings its headers, which a header of the call replaces."""
    assert expected == dict(_sent(body).headers)

    own = compiled(
        Call("POST", (), headers=(("content-type", t("text/xml")),), body=body)
    )({})

    assert "text/xml" == dict(own.headers)["content-type"]
    assert "Content-Type" not in dict(own.headers)


@pytest.mark.parametrize("text", ["\x00", "a\x0bb", "\ufffe", "\x1b"])
def test_what_xml_cannot_hold(text: str) -> None:
    """A character that no document holds is refused, with the argument's name."""
    for element in (_element("a", x("nopol")), _element("a", b=x("nopol"))):
        with pytest.raises(BadInput) as caught:
            _sent(XmlBody(element), nopol=text)

        assert "nopol" == caught.value.argument


@given(st.text())
def test_no_value_becomes_markup(text: str) -> None:
    """Whatever a value is, a parser finds it where it was put, or it is refused."""
    inner = _element("b", x("nopol"), c=x("nopol"))
    body = SoapBody((Element("a", elements=(inner, _element("d", t("tetap")))),))
    try:
        sent = _sent(body, nopol=text).body
    except BadInput:
        return
    assert sent is not None
    root = etree.fromstring(sent)

    assert (text, text) == (root[0][0][0].text or "", root[0][0][0].get("c"))
    assert ["b", "d"] == [one.tag for one in root[0][0]]


@pytest.mark.parametrize(
    ("expected", "lines", "args"),
    [
        ("a\nb|1", (t("a"), t("b|", ("nopol",))), {"nopol": "1"}),
        ("a", (t("a"), t("b|", ("nopol",))), {}),
        (None, (t("b|", ("nopol",)),), {}),
        ("k=1\nk=2", (t("k=", ("ulang",)),), {"ulang": ["1", "2"]}),
        ("12", (t("", ("nopol",), "", ("berat",), ""),), {"nopol": "1", "berat": 2}),
    ],
)
def test_lines(
    expected: str | None, lines: tuple[Template, ...], args: dict[str, object]
) -> None:
    """A line whose argument is absent is left out; a list repeats its line."""
    sent = _sent(TextBody(lines), **args).body

    assert expected == (None if sent is None else sent.decode())


@pytest.mark.parametrize("text", ["a\nb", "a\r", "a|b", "\u2028"])
def test_a_value_adds_no_line_and_no_column(text: str) -> None:
    """A value that would break its line, or the values beside it, is refused."""
    line = t("", ("nopol",), "|", ("berat",), "")
    with pytest.raises(BadInput) as caught:
        _sent(TextBody((line,)), nopol=text, berat=1)

    assert "nopol" == caught.value.argument
