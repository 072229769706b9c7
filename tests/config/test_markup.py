"""XML templates: gateway/config/markup.py, and the bodies made of them."""

from collections.abc import Callable

import pytest

from gateway.config.bodies import Body, Element, SoapBody, TextBody, XmlBody
from gateway.config.model import Call, Config
from gateway.config.place import Word

Load = Callable[..., Config]
Wrong = Callable[..., list[str]]


def _call(config: Config) -> Call:
    call = config.connectors[Word("perpus")].queries[Word("daftarBuku")].call
    assert call is not None
    return call


def _body(config: Config) -> Body:
    body = _call(config).body
    assert body is not None
    return body


def test_a_document(loaded: Load) -> None:
    """Elements keep their names as written; comments and blanks between them go."""
    text = '\'<n:a xmlns:n="u"> <!-- x --> <n:b c="{a}"> teks {a} </n:b> <d/> </n:a>\''
    body = _body(loaded(call=f"call: {{request: POST /x, xml: {text}}}"))

    assert isinstance(body, XmlBody)
    assert ("n:a", True) == (body.root.tag, body.root.lone)
    first, second = body.root.elements
    assert ("n:b", "d") == (first.tag, second.tag)
    assert [("c", ("", ("a",), ""))] == [(k, v.parts) for k, v in first.attributes]
    assert first.text is not None
    assert ("teks ", ("a",), "") == first.text.parts
    assert (None, ()) == (second.text, second.elements)
    assert {"a"} == _call(
        loaded(call=f"call: {{request: POST /x, xml: {text}}}")
    ).arguments


def test_a_document_in_a_text(loaded: Load) -> None:
    """A text that holds XML and arguments is a document of its own."""
    text = "'<a><![CDATA[<b><c>{a}</c></b>]]></a>'"
    body = _body(loaded(call=f"call: {{request: POST /x, xml: {text}}}"))

    assert isinstance(body, XmlBody)
    assert isinstance(body.root.nested, Element)
    assert ("b", True) == (body.root.nested.tag, body.root.nested.lone)


def test_an_envelope(loaded: Load) -> None:
    """A SOAP body is several elements, 1.1 where no version is stated."""
    call = "call: {request: POST /x, soap: '<a>{a}</a><soap:b/>'}"
    body = _body(loaded(call=call))

    assert isinstance(body, SoapBody)
    assert ["a", "soap:b"] == [one.tag for one in body.body]
    assert ("1.1", "", ()) == (body.version, body.action, body.header)


def test_what_is_filled_in_is_no_markup(loaded: Load) -> None:
    """A secret with markup and braces stays a value, also in lines and JSON."""
    environ = {"S": '<&"{a}'}
    xml = _body(
        loaded(environ, call="call: {request: POST /x, xml: '<a k=\"{a}\">${S}</a>'}")
    )
    text = _body(loaded(environ, call="call: {request: POST /x, text: '${S}|{a}'}"))
    json = _call(
        loaded(environ, call="call: {request: POST /x, json: {k: '-${S}{a}'}}")
    )

    assert isinstance(xml, XmlBody)
    assert xml.root.text is not None
    assert ('<&"{a}',) == xml.root.text.parts
    assert isinstance(text, TextBody)
    assert ('<&"{a}|', ("a",), "") == text.lines[0].parts
    assert isinstance(json.json, dict)
    assert ('-<&"{a}', ("a",), "") == json.json["k"].parts


SHARP = "periksa di sini; `<` dan `&` di dalam teks ditulis `&lt;` dan `&amp;`"


@pytest.mark.parametrize(
    ("written", "column", "expected"),
    [
        (
            "xml: <a>{a}</b>",
            24,
            f"XML tidak sah: elemen ditutup dengan nama lain; {SHARP}",
        ),
        (
            "xml: <a>{a}",
            22,
            f"XML tidak sah: tidak ada elemen, atau ada yang belum ditutup; {SHARP}",
        ),
        (
            "xml: <a><n:b>{a}</n:b></a>",
            19,
            f"XML tidak sah: awalan namespace belum dinyatakan; {SHARP}",
        ),
        (
            "xml: <!DOCTYPE a><a>{a}</a>",
            27,
            "XML memuat DOCTYPE; hapus; DTD dan entitas tidak dipakai",
        ),
        ("xml: <a><?php x?>{a}</a>", 19, "XML memuat instruksi `<?php`; hapus"),
        (
            'xml: <?xml version="1.0" encoding="latin1"?><a>{a}</a>',
            16,
            "pengodean `latin1`; XML dikirim sebagai UTF-8",
        ),
        (
            "xml: <a>x<b>{a}</b></a>",
            16,
            "elemen `a` memuat teks di samping elemen; beri teks itu elemen sendiri",
        ),
        (
            "xml: <a xmlns='{a}'/>",
            16,
            "namespace memuat argumen; tulis namespace apa adanya",
        ),
        (
            "xml: <a><b>{b c}</b></a>",
            19,
            (
                "`{b c}` bukan nama argumen; tulis `{nama}` atau `{objek.bidang}`; "
                "untuk kurung biasa tulis dua kali, `{{` dan `}}`"
            ),
        ),
        (
            "xml: <a>&lt;x {a}</a>",
            16,
            f"argumen di dalam teks yang bukan XML: XML tidak sah; {SHARP}",
        ),
        (
            "xml: <a>&lt;b>&amp;lt;c>{a}&amp;lt;/c>&lt;/b></a>",
            16,
            (
                "argumen di dalam teks yang bukan XML: XML di dalam teks berlapis-lapis; "
                "cukup satu lapis"
            ),
        ),
        ("soap: x{a}", 17, "teks di luar elemen; tulis di dalam sebuah elemen"),
        (
            "soap: <!-- -->",
            17,
            "tidak ada elemen; tulis misalnya `<cekNib>…</cekNib>`",
        ),
        (
            "soap: {body: '<a>{a}</a>', version: '1.3'}",
            48,
            "`1.3` bukan versi SOAP; mungkin maksudnya `1.2`?",
        ),
        (
            "soap: {body: '<a>{a}</a>', action: 'a b'}",
            47,
            "`a b` bukan SOAPAction; tulis misalnya `urn:CekNib`, tanpa tanda kutip di dalamnya",
        ),
        (
            "text: '{a}|{b'",
            22,
            "kurung `{` tanpa `}`; tulis `{nama}`, atau `{{` untuk kurung biasa",
        ),
        (
            "xml: <a>{c}</a>",
            16,
            "`{c}` bukan argumen `daftarBuku`; yang ada: `a`",
        ),
    ],
)
def test_mistakes(written: str, column: int, expected: str, wrong: Wrong) -> None:
    """Each mistake is told with its place inside the text."""
    printed = wrong(call=f"call:\n  request: POST /x\n  {written}")

    assert f"c.yaml:20:{column}: {expected}" in printed


def test_one_body(wrong: Wrong) -> None:
    """A call has one body."""
    call = "call:\n  request: POST /x\n  xml: <a>{a}</a>\n  text: x\n  form: {b: x}"

    assert [
        "c.yaml:20:16: `form` dan `xml` dipakai sekaligus; pakai salah satu",
        "c.yaml:21:17: `form` dan `text` dipakai sekaligus; pakai salah satu",
    ] == wrong(call=call)


def test_mistakes_in_several_lines(wrong: Wrong) -> None:
    """Of a text of several lines the place is the text's, and the line is told."""
    call = "call:\n  request: POST /x\n  xml: |\n    <a>\n    <b>{a}</c>\n    </a>"

    (printed,) = wrong(call=call)

    assert printed.startswith(
        "c.yaml:20:16: XML tidak sah: elemen ditutup dengan nama lain (baris 2); "
    )


def test_what_no_document_holds(wrong: Wrong) -> None:
    """A control character in a secret is told, and the secret is not shown."""
    call = "call:\n  request: POST /x\n  xml: <a k='{a}'>${S}</a>"

    (printed,) = wrong({"S": "rahasia\x01"}, call=call)

    assert (
        "c.yaml:20:16: nilai variabel memuat karakter yang tidak ada dalam XML; "
        "periksa isi variabelnya"
    ) == printed


def test_too_deep(wrong: Wrong) -> None:
    """A template is at most fifty elements deep."""
    text = "<a>" * 60 + "{a}" + "</a>" * 60

    (printed,) = wrong(call=f"call:\n  request: POST /x\n  xml: {text}")

    assert "XML terlalu dalam; paling dalam 50 tingkat" in printed


@pytest.mark.parametrize(
    ("written", "where"),
    [
        ("xml: '<a>{a}</a>'", "atribut atau elemen akar"),
        ("xml: '<b><a x=\"{a}\"/></b>'", "atribut atau elemen akar"),
        ("soap: '<a x=\"{a}\"/>'", "atribut"),
    ],
)
def test_a_list_where_one_value_stands(written: str, where: str, wrong: Wrong) -> None:
    """A list that is not joined is refused where nothing can be repeated."""
    (printed,) = wrong(
        args='args: {a: "[String!]"}', call=f"call: {{request: POST /x, {written}}}"
    )

    assert (
        f"`{{a}}` berisi banyak nilai, sedangkan {where} hanya memuat satu" in printed
    )


def test_a_body_needs_post(wrong: Wrong) -> None:
    """GET carries no XML."""
    (printed,) = wrong(call="call: {request: GET /x, soap: '<a>{a}</a>'}")

    assert "GET tidak dapat membawa `soap`" in printed
